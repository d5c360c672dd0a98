#include "ui/widgets/bordered_style.h"

#include "ui/widgets/palette.h"

#include <QPainter>
#include <QStyleOption>

namespace interleave::ui {

namespace {

constexpr double kRoundness = 2; // Fusion's
constexpr double kContrast = 3;

QColor between(const QColor& from, const QColor& to, float share)
{
    const auto channel = [share](float a, float b) { return a + share * (b - a); };
    return QColor::fromRgbF(channel(from.redF(), to.redF()),
        channel(from.greenF(), to.greenF()),
        channel(from.blueF(), to.blueF()));
}

// The first colour on the way to the text's that stands out.
QColor standingOut(const QColor& color, const QPalette& palette)
{
    const QColor text = palette.color(QPalette::WindowText);
    for (float share = 0; share < 1; share += 0.02F) {
        const QColor candidate = between(color, text, share);
        if (contrastRatio(candidate, palette.color(QPalette::Window)) >= kContrast
            && contrastRatio(candidate, palette.color(QPalette::Base)) >= kContrast)
            return candidate;
    }
    return text;
}

bool hasFrame(QStyle::PrimitiveElement element, const QStyleOption& option)
{
    if (element == QStyle::PE_PanelButtonCommand) {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
        const bool flat = button != nullptr && (button->features & QStyleOptionButton::Flat) != 0;
        return !flat || (option.state & (QStyle::State_Sunken | QStyle::State_On)) != 0;
    }
    return element == QStyle::PE_FrameLineEdit || element == QStyle::PE_IndicatorCheckBox
        || element == QStyle::PE_IndicatorRadioButton;
}

void drawBorder(const QStyleOption& option, double roundness, QPainter& painter)
{
    const bool focused = (option.state & QStyle::State_HasFocus) != 0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(focused ? focusColor(option.palette) : borderColor(option.palette));
    painter.drawRoundedRect(
        QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), roundness, roundness);
    painter.restore();
}

} // namespace

QColor borderColor(const QPalette& palette)
{
    return standingOut(palette.color(QPalette::Window), palette);
}

QColor focusColor(const QPalette& palette)
{
    return standingOut(palette.color(QPalette::Highlight), palette);
}

BorderedStyle::BorderedStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void BorderedStyle::drawPrimitive(PrimitiveElement element,
    const QStyleOption* option,
    QPainter* painter,
    const QWidget* widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (!hasFrame(element, *option))
        return;
    const bool round = element == PE_IndicatorRadioButton;
    drawBorder(*option, round ? option->rect.width() / 2.0 : kRoundness, *painter);
}

void BorderedStyle::drawComplexControl(ComplexControl control,
    const QStyleOptionComplex* option,
    QPainter* painter,
    const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto* spinBox = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (control == CC_SpinBox && spinBox != nullptr && spinBox->frame)
        drawBorder(*option, kRoundness, *painter);
}

} // namespace interleave::ui
