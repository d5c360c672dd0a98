#include "ui/widgets/heading.h"

#include "ui/widgets/application_font.h"

#include <QApplication>
#include <QFontInfo>

namespace interleave::ui {

namespace {

constexpr double kTitleScale = 1.25;
constexpr double kDisplayScale = 2.0;

} // namespace

QFont scaledFont(const QFont& base, TextSize size)
{
    QFont font = base;
    font.setBold(true);
    font.setPointSizeF(
        QFontInfo(base).pointSizeF() * (size == TextSize::Display ? kDisplayScale : kTitleScale));
    return font;
}

Heading::Heading(TextSize size, const QString& text, QWidget* parent)
    : QLabel(text, parent)
    , m_size(size)
{
    followApplicationFont(*this, [this](const QFont& font) { return scaledFont(font, m_size); });
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setWordWrap(true);
}

void Heading::setTextSize(TextSize size)
{
    m_size = size;
    setFont(scaledFont(QApplication::font(), size));
}

} // namespace interleave::ui
