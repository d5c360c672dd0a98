#include "ui/widgets/code_editor.h"

#include "ui/widgets/application_font.h"
#include "ui/widgets/code_highlighter.h"
#include "ui/widgets/palette.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kIndent = 4; // as Python's own style has it
constexpr int kNumberGap = 4;

class LineNumbers final : public QWidget
{
public:
    explicit LineNumbers(CodeEditor* editor)
        : QWidget(editor)
        , m_editor(editor)
    {
    }
    [[nodiscard]] QSize sizeHint() const override { return {m_editor->numbersWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { m_editor->paintNumbers(event); }

private:
    CodeEditor* m_editor;
};

} // namespace

CodeEditor::CodeEditor(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new CodeHighlighter(document()))
    , m_numbers(new LineNumbers(this))
{
    setLineWrapMode(NoWrap);
    followApplicationFont(*this, codeFont);
    m_highlighter->setPalette(palette());
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::makeRoom);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int scrolled) {
        if (scrolled != 0)
            m_numbers->scroll(0, scrolled);
        else
            m_numbers->update(0, rect.y(), m_numbers->width(), rect.height());
    });
    makeRoom();
}

int CodeEditor::numbersWidth() const
{
    const auto digits = QString::number(std::max(10, blockCount())).size();
    return static_cast<int>(digits) * fontMetrics().horizontalAdvance(QLatin1Char('9'))
        + 2 * kNumberGap;
}

void CodeEditor::paintNumbers(QPaintEvent* event)
{
    QPainter painter(m_numbers);
    painter.fillRect(event->rect(), palette().color(QPalette::Window));
    painter.setPen(mutedTextColor(palette()));
    painter.setFont(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom())
            return;
        painter.drawText(QRectF(0, place.top(), m_numbers->width() - kNumberGap, place.height()),
            Qt::AlignRight | Qt::AlignVCenter,
            QString::number(block.blockNumber() + 1));
    }
}

void CodeEditor::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setPalette(palette());
    if (event->type() == QEvent::FontChange)
        makeRoom();
}

void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    if (isReadOnly())
        return QPlainTextEdit::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return beginLine();
    case Qt::Key_Backtab: // QPlainTextEdit's own leads nowhere where Tab is a letter
        QAbstractScrollArea::focusNextPrevChild(false);
        return;
    case Qt::Key_Tab:
        if (event->modifiers() != Qt::NoModifier)
            return event->ignore();
        if (textCursor().hasSelection() || !beforeCursor().trimmed().isEmpty()) {
            QAbstractScrollArea::focusNextPrevChild(true);
            return;
        }
        return insertPlainText(QString(kIndent, QLatin1Char(' ')));
    default:
        return QPlainTextEdit::keyPressEvent(event);
    }
}

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    makeRoom();
}

void CodeEditor::makeRoom()
{
    setTabStopDistance(kIndent * fontMetrics().horizontalAdvance(QLatin1Char(' ')));
    setViewportMargins(numbersWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_numbers->setGeometry(inside.left(), inside.top(), numbersWidth(), inside.height());
}

void CodeEditor::beginLine()
{
    const QString before = beforeCursor();
    const auto blanks
        = std::ranges::find_if_not(before, [](QChar letter) { return letter.isSpace(); });
    QString indent(before.constData(), blanks - before.begin());
    if (before.trimmed().endsWith(QLatin1Char(':')))
        indent += QString(kIndent, QLatin1Char(' '));
    insertPlainText(QLatin1Char('\n') + indent);
    ensureCursorVisible();
}

// Of what is selected: before that.
QString CodeEditor::beforeCursor() const
{
    QTextCursor at = textCursor();
    at.setPosition(at.selectionStart());
    return at.block().text().left(at.positionInBlock());
}

} // namespace interleave::ui
