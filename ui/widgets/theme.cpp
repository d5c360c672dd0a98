#include "ui/widgets/theme.h"

#include "ui/widgets/bordered_style.h"

#include <QApplication>

namespace interleave::ui {

namespace {

struct Tones
{
    QRgb window;
    QRgb base;
    QRgb alternateBase;
    QRgb button;
    QRgb text;
    QRgb placeholder;
    QRgb disabled;
    QRgb highlight;
    QRgb highlightedText;
    QRgb link;
    QRgb tip;
};

// Light to dark edges of frames, from the button colour, as Fusion would derive them.
void setEdges(QPalette& palette, const QColor& button)
{
    palette.setColor(QPalette::Light, button.lighter(130));
    palette.setColor(QPalette::Midlight, button.lighter(110));
    palette.setColor(QPalette::Mid, button.darker(130));
    palette.setColor(QPalette::Dark, button.darker(160));
    palette.setColor(QPalette::Shadow, Qt::black);
}

QPalette paletteOf(const Tones& tones)
{
    QPalette palette;
    setEdges(palette, QColor(tones.button));
    palette.setColor(QPalette::Window, QColor(tones.window));
    palette.setColor(QPalette::Base, QColor(tones.base));
    palette.setColor(QPalette::AlternateBase, QColor(tones.alternateBase));
    palette.setColor(QPalette::Button, QColor(tones.button));
    palette.setColor(QPalette::ToolTipBase, QColor(tones.tip));
    palette.setColor(QPalette::Highlight, QColor(tones.highlight));
    palette.setColor(QPalette::HighlightedText, QColor(tones.highlightedText));
    palette.setColor(QPalette::PlaceholderText, QColor(tones.placeholder));
    palette.setColor(QPalette::Link, QColor(tones.link));
    palette.setColor(QPalette::BrightText, QColor(tones.text));
    for (const auto role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, QColor(tones.text));
        palette.setColor(QPalette::Disabled, role, QColor(tones.disabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(tones.disabled));
    return palette;
}

} // namespace

QPalette lightTheme()
{
    return paletteOf({.window = 0xFFF3F4F6,
        .base = 0xFFFFFFFF,
        .alternateBase = 0xFFF7F8FA,
        .button = 0xFFE9EBEE,
        .text = 0xFF1B1F24,
        .placeholder = 0xFF616873,
        .disabled = 0xFF8E949E,
        .highlight = 0xFF2B6CB0,
        .highlightedText = 0xFFFFFFFF,
        .link = 0xFF0B5CAD,
        .tip = 0xFFFFFFFF});
}

QPalette darkTheme()
{
    return paletteOf({.window = 0xFF1B1E22,
        .base = 0xFF26292E,
        .alternateBase = 0xFF2B2F35,
        .button = 0xFF343A41,
        .text = 0xFFE8EAED,
        .placeholder = 0xFF9BA1AB,
        .disabled = 0xFF757B85,
        .highlight = 0xFF2F6FB3,
        .highlightedText = 0xFFFFFFFF,
        .link = 0xFF7CC0F5,
        .tip = 0xFF2F343A});
}

void applyTheme(Theme theme)
{
    QApplication::setStyle(new BorderedStyle);
    switch (theme) {
    case Theme::System:
        QApplication::setPalette(QPalette());
        break;
    case Theme::Light:
        QApplication::setPalette(lightTheme());
        break;
    case Theme::Dark:
        QApplication::setPalette(darkTheme());
        break;
    }
}

} // namespace interleave::ui
