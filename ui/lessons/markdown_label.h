// A text in Markdown, as large as its lines need, with links that can be followed by mouse and
// keys.
#pragma once

#include <QLabel>

namespace interleave::ui {

class MarkdownLabel : public QLabel
{
    Q_OBJECT

public:
    explicit MarkdownLabel(QWidget* parent = nullptr);

    /// Its pictures lie in `folder`.
    void setMarkdown(const QString& markdown, const QString& folder);

protected:
    void changeEvent(QEvent* event) override;
};

} // namespace interleave::ui
