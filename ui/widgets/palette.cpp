#include "ui/widgets/palette.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr double kTextContrast = 4.5;

struct Shades
{
    QRgb light;
    QRgb dark;
};

// Okabe and Ito's colours, darkened where a light background needs it. Their vermilion is the same
// as the orange for who sees no green: Lost is darker (light) and redder (dark), so that brightness
// parts them.
Shades shadesOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Working:
        return {0xFF0072B2, 0xFF56B4E9};
    case Meaning::Waiting:
        return {0xFFB87A00, 0xFFE69F00};
    case Meaning::Holding:
        return {0xFF00936B, 0xFF2FC79A};
    case Meaning::Blocked:
        return {0xFF7C828C, 0xFF9AA0AA};
    case Meaning::Lost:
        return {0xFFB33C00, 0xFFFF6E40};
    case Meaning::RunB:
        return {0xFFA0427A, 0xFFCC79A7};
    case Meaning::NoCore: // the grey of the text
        break;
    }
    return {0, 0};
}

double linear(float channel)
{
    const auto value = static_cast<double>(channel);
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

QColor mix(const QColor& from, const QColor& to, double share)
{
    const auto channel = [share](float a, float b) {
        return static_cast<float>(
            (1 - share) * static_cast<double>(a) + share * static_cast<double>(b));
    };
    return QColor::fromRgbF(channel(from.redF(), to.redF()),
        channel(from.greenF(), to.greenF()),
        channel(from.blueF(), to.blueF()));
}

double contrastOnBoth(const QColor& color, const QPalette& palette)
{
    return std::min(contrastRatio(color, palette.color(QPalette::Window)),
        contrastRatio(color, palette.color(QPalette::Base)));
}

// The first colour on the way to the text colour that can be read as text.
QColor readable(const QColor& color, const QPalette& palette)
{
    const QColor text = palette.color(QPalette::WindowText);
    for (double share = 0; share < 1; share += 0.05) {
        const QColor candidate = mix(color, text, share);
        if (contrastOnBoth(candidate, palette) >= kTextContrast)
            return candidate;
    }
    return text;
}

constexpr int kTile = 8;

// The tile repeats without a seam: lines that leave at one side come in at the other.
void paintSign(QImage& tile, const QColor& sign, Meaning meaning)
{
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(double(tile.width()) / kTile, double(tile.height()) / kTile);
    if (meaning == Meaning::Blocked) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(sign);
        painter.drawEllipse(QPointF(2, 2), 1.2, 1.2);
        painter.drawEllipse(QPointF(6, 6), 1.2, 1.2);
        return;
    }
    painter.setPen(QPen(sign, 1.4));
    for (const int shift : {-kTile, 0, kTile}) {
        painter.drawLine(shift - 1, kTile + 1, shift + kTile + 1, -1);
        if (meaning == Meaning::Lost)
            painter.drawLine(shift - 1, -1, shift + kTile + 1, kTile + 1);
    }
}

// Of the device's pixels: enlarged by the painter it would be blurred.
QBrush hatched(const QColor& color, const QColor& sign, Meaning meaning, double ratio)
{
    const int pixels = static_cast<int>(std::lround(kTile * ratio));
    QImage tile(pixels, pixels, QImage::Format_RGB32);
    tile.fill(color);
    paintSign(tile, sign, meaning);
    QBrush brush(tile);
    brush.setTransform(QTransform::fromScale(double{kTile} / pixels, double{kTile} / pixels));
    return brush;
}

} // namespace

bool isDark(const QPalette& palette)
{
    return luminance(palette.color(QPalette::Window)) < 0.18;
}

QColor colorOf(Meaning meaning, const QPalette& palette)
{
    if (meaning == Meaning::NoCore)
        return mutedTextColor(palette);
    const Shades shades = shadesOf(meaning);
    return isDark(palette) ? shades.dark : shades.light;
}

QBrush brushOf(Meaning meaning, const QPalette& palette, double pixelRatio)
{
    const QColor color = colorOf(meaning, palette);
    const bool solid = meaning == Meaning::Working || meaning == Meaning::Holding
        || meaning == Meaning::RunB || meaning == Meaning::NoCore;
    if (solid)
        return color;
    const double finest = qGuiApp != nullptr ? qGuiApp->devicePixelRatio() : 1.0;
    return hatched(
        color, signColor(meaning, palette), meaning, pixelRatio > 0 ? pixelRatio : finest);
}

QColor signColor(Meaning meaning, const QPalette& palette)
{
    return mix(colorOf(meaning, palette), palette.color(QPalette::Base), 0.6);
}

// From the paler half of the colour of work through that colour to near the text's.
QColor amountColor(double share, const QPalette& palette)
{
    constexpr double kPalest = 0.28; // towards the background: still 3:1
    constexpr double kDarkest = 0.75; // towards the text
    const QColor work = colorOf(Meaning::Working, palette);
    const double place = std::clamp(share, 0.0, 1.0) * 2 - 1;
    return place < 0 ? mix(work, palette.color(QPalette::Base), -place * kPalest)
                     : mix(work, palette.color(QPalette::Text), place * kDarkest);
}

QPen penOf(Meaning meaning, const QPalette& palette, double width)
{
    QPen pen(colorOf(meaning, palette), width);
    pen.setCosmetic(true);
    if (meaning == Meaning::RunB)
        pen.setStyle(Qt::DashLine);
    return pen;
}

QColor textColorOf(Meaning meaning, const QPalette& palette)
{
    return readable(colorOf(meaning, palette), palette);
}

QColor mutedTextColor(const QPalette& palette)
{
    return readable(
        mix(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.4), palette);
}

QColor gridColor(const QPalette& palette)
{
    return mix(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.15);
}

double contrastRatio(const QColor& one, const QColor& other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

} // namespace interleave::ui
