#include "ui/widgets/heading.h"

#include <QApplication>
#include <QEvent>

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
    setFont(scaledFont(QApplication::font(), m_size));
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setWordWrap(size == TextSize::Display);
}

void Heading::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        setFont(scaledFont(QApplication::font(), m_size));
    QLabel::changeEvent(event);
}

} // namespace interleave::ui
