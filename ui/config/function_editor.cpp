#include "ui/config/function_editor.h"

#include "core/base/file.h"
#include "core/model/own_function.h"
#include "ui/models/value_text.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/named_path.h"

#include <QEvent>
#include <QPointer>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kRows = 9;
constexpr int kFrame = 8; // what a text field has above and below its lines

CodeOrProblem codeIn(const QString& file)
{
    const auto text = readRegularFile(pathOf(file), kMostFunctionFileBytes);
    if (!text)
        return tl::unexpected(QString::fromStdString(text.error().message));
    return QString::fromStdString(withPlainLines(*text));
}

} // namespace

FunctionEditor::FunctionEditor(PlacePrompt prompt, QWidget* parent)
    : ValueEditor(parent)
    , m_prompt(std::move(prompt))
    , m_text(new CodeEditor(this))
    , m_open(new QToolButton(this))
    , m_file([this](const CodeOrProblem& read) { take(read); }, Older::LeftAlone)
{
    m_open->setText(tr("Open…"));
    m_open->setToolTip(tr("Takes the function from a Python file"));
    m_open->setAccessibleName(tr("Open a Python file"));
    m_open->setFocusPolicy(Qt::StrongFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_text);
    layout->addWidget(m_open, 0, Qt::AlignLeft);
    fitHeight();
    connect(m_open, &QToolButton::clicked, this, &FunctionEditor::browse);
    connect(m_text, &QPlainTextEdit::blockCountChanged, this, &ValueEditor::stepBegins);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_file.giveUp(); // what is typed later counts
        m_problem.clear();
        Q_EMIT edited();
    });
}

FieldValue FunctionEditor::value() const
{
    return m_text->toPlainText().toStdString();
}

// Whoever reads it keeps his place.
void FunctionEditor::setValue(const FieldValue& value)
{
    m_file.giveUp();
    m_problem.clear();
    const QString code = QString::fromStdString(toText(value));
    if (code == m_text->toPlainText())
        return;
    const QSignalBlocker blocker(m_text);
    QTextCursor cursor = m_text->textCursor();
    const auto place = std::min(cursor.position(), static_cast<int>(code.size()));
    m_text->setPlainText(code);
    cursor = m_text->textCursor();
    cursor.setPosition(place);
    m_text->setTextCursor(cursor);
}

std::optional<QString> FunctionEditor::problem() const
{
    return m_problem.isEmpty() ? std::nullopt : std::optional(m_problem);
}

QList<QWidget*> FunctionEditor::keyboardWidgets() const
{
    return {m_text, m_open};
}

void FunctionEditor::changeEvent(QEvent* event)
{
    ValueEditor::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

void FunctionEditor::applyReadOnly()
{
    m_text->setReadOnly(isReadOnly());
    m_open->setVisible(!isReadOnly());
    flatten(*m_text);
}

// While the dialog is open another experiment may be opened, and this field go with the one before.
void FunctionEditor::browse()
{
    const QPointer<FunctionEditor> still(this);
    const PlacePrompt prompt = m_prompt;
    const QStringList chosen = prompt(window(), {}, Sought::Program);
    if (still.isNull() || chosen.isEmpty())
        return;
    m_file.ask([file = chosen.front()](
                   const QPromise<CodeOrProblem>& /*promise*/) { return codeIn(file); });
}

// A run may have begun meanwhile.
void FunctionEditor::take(const CodeOrProblem& read)
{
    if (isReadOnly())
        return;
    if (read)
        return m_text->setPlainText(*read);
    m_problem = read.error();
    Q_EMIT edited();
}

void FunctionEditor::fitHeight()
{
    m_text->setFixedHeight(kRows * m_text->fontMetrics().lineSpacing() + kFrame);
}

} // namespace interleave::ui
