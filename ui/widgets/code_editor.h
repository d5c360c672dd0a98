// A Python program as text that is edited, with its lines' numbers and colours. Return keeps the
// indentation, and deepens it after a colon. Tab indents where only blanks stand before it, and
// leaves the editor elsewhere, so that nobody who has no mouse stays in it; Shift+Tab always leaves
// it.
#pragma once

#include <QPlainTextEdit>

namespace interleave::ui {

class CodeHighlighter;

class CodeEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeEditor(QWidget* parent = nullptr);

    /// For who paints them.
    void paintNumbers(QPaintEvent* event);
    [[nodiscard]] int numbersWidth() const;

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeRoom();
    void beginLine();
    [[nodiscard]] QString beforeCursor() const;

    CodeHighlighter* m_highlighter;
    QWidget* m_numbers;
};

} // namespace interleave::ui
