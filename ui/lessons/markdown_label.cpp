#include "ui/lessons/markdown_label.h"

#include <QEvent>
#include <QRegularExpression>

namespace interleave::ui {

MarkdownLabel::MarkdownLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::MarkdownText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
}

void MarkdownLabel::setMarkdown(const QString& markdown, const QString& folder)
{
    static const QRegularExpression kPicture(QStringLiteral(R"(!\[([^\]]*)\]\(([^)]+)\))"));
    QString text = markdown;
    for (auto picture = kPicture.match(text); picture.hasMatch();
         picture = kPicture.match(text, picture.capturedStart() + 1)) {
        // In brackets: a folder may have blanks.
        const QString whole = QStringLiteral("![%1](<%2/%3>)")
                                  .arg(picture.captured(1), folder, picture.captured(2));
        text.replace(picture.capturedStart(), picture.capturedLength(), whole);
    }
    setText(text);
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
