#include "ui/code/program_consent.h"

#include "core/base/printable.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr int kLetters = 80; // a line of Python's own style
constexpr int kRows = 16;
constexpr int kPathRows = 3;

struct ProgramConsentText
{
    Q_DECLARE_TR_FUNCTIONS(ProgramConsentText)
};

QLabel* makeWords(const QString& text, QWidget* parent)
{
    auto* words = new QLabel(text, parent);
    words->setWordWrap(true);
    return words;
}

// Nothing stands out of sight behind a long line.
template <class Editor>
Editor* makeText(const QString& name, const std::string& text, QWidget* parent)
{
    auto* editor = new Editor(parent);
    editor->setAccessibleName(name);
    editor->setPlainText(QString::fromStdString(printable(text)));
    editor->setReadOnly(true);
    editor->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    editor->setTabChangesFocus(true);
    editor->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    return editor;
}

QPlainTextEdit* makePath(const std::string& python, QWidget* parent)
{
    auto* path = makeText<QPlainTextEdit>(
        ProgramConsentText::tr("Interpreter of the experiment"), python, parent);
    path->setWordWrapMode(QTextOption::WrapAnywhere);
    path->setFixedHeight(path->fontMetrics().lineSpacing() * kPathRows);
    return path;
}

CodeEditor* makeCode(const std::string& code, QWidget* parent)
{
    auto* text
        = makeText<CodeEditor>(ProgramConsentText::tr("Function of the experiment"), code, parent);
    const QFontMetrics metrics = text->fontMetrics();
    text->setMinimumSize(
        metrics.averageCharWidth() * kLetters / 2, metrics.lineSpacing() * kRows / 2);
    return text;
}

QString wordsOfCode(const std::string& code)
{
    const auto lines = std::ranges::count(code, '\n') + 1;
    return ProgramConsentText::tr(
        "The experiment brings this Python function (%1 line(s)). It can do all that you "
        "can: read, change and delete your files. Run it only if you know what it does.",
        nullptr,
        pluralOf(lines))
        .arg(formatCount(lines));
}

QString wordsOfPython()
{
    return ProgramConsentText::tr(
        "The experiment names this program as its Python interpreter. It can do all that you "
        "can: read, change and delete your files. Run it only if you know what it is.");
}

// What does no harm is the answer of who presses Return at once.
QDialogButtonBox* makeAnswers(QDialog* dialog)
{
    auto* answers = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    QPushButton* run
        = answers->addButton(ProgramConsentText::tr("&Run it"), QDialogButtonBox::AcceptRole);
    run->setAutoDefault(false);
    answers->button(QDialogButtonBox::Cancel)->setDefault(true);
    QObject::connect(answers, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(answers, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return answers;
}

} // namespace

bool askWhetherTheyMayRun(QWidget* parent, const BroughtPrograms& programs)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(programs.code.empty()
            ? ProgramConsentText::tr("A program that you have not named here")
            : ProgramConsentText::tr("A function that you have not written here"));
    auto* layout = new QVBoxLayout(&dialog);
    if (!programs.python.empty()) {
        layout->addWidget(makeWords(wordsOfPython(), &dialog));
        layout->addWidget(makePath(programs.python, &dialog));
    }
    if (!programs.code.empty()) {
        layout->addWidget(makeWords(wordsOfCode(programs.code), &dialog));
        layout->addWidget(makeCode(programs.code, &dialog), 1);
    }
    QDialogButtonBox* answers = makeAnswers(&dialog);
    layout->addWidget(answers);
    answers->button(QDialogButtonBox::Cancel)->setFocus();
    const QFontMetrics metrics = dialog.fontMetrics();
    const int rows = programs.code.empty() ? kRows / 2 : kRows;
    dialog.resize(metrics.averageCharWidth() * kLetters, metrics.lineSpacing() * rows);
    return dialog.exec() == QDialog::Accepted;
}

void ProgramConsent::Acquaintance::fill(const std::string& text)
{
    if (!text.empty() && !known.contains(text))
        isForeign = true; // whatever comes after it: an undo brings it back
}

// Another one may come while it is asked: what is noted of that stays.
std::string ProgramConsent::Acquaintance::takeUnseen(const std::string& text)
{
    if (text.empty() || known.contains(text) || !std::exchange(isForeign, false))
        return {};
    return text;
}

// Of another workload the form keeps the function that it had; an interpreter is there whatever
// executor stands beside it.
void ProgramConsent::noteFilled(const Experiment& experiment)
{
    m_python.fill(experiment.python);
    if (experiment.workload == WorkloadKind::Function)
        m_code.fill(programsBroughtBy(experiment).code);
}

bool ProgramConsent::mayRun(const Experiment& experiment, QWidget* parent)
{
    const BroughtPrograms brought = programsBroughtBy(experiment);
    const BroughtPrograms unseen{
        .python = m_python.takeUnseen(brought.python), .code = m_code.takeUnseen(brought.code)};
    if (!unseen.empty() && !m_prompt(parent, unseen)) {
        m_python.isForeign |= !unseen.python.empty();
        m_code.isForeign |= !unseen.code.empty();
        return false;
    }
    m_python.known.insert(brought.python);
    m_code.known.insert(brought.code);
    return true;
}

} // namespace interleave::ui
