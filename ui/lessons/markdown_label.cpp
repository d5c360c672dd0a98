#include "ui/lessons/markdown_label.h"

#include <QEvent>

namespace interleave::ui {

MarkdownLabel::MarkdownLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::MarkdownText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
}

// Links keep the colour that they were read with.
void MarkdownLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    const QString markdown = text();
    clear();
    setText(markdown);
}

} // namespace interleave::ui
