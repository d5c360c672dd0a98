#include "ui/code/function_consent.h"

#include "core/model/own_function.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace interleave::ui {

namespace {

constexpr int kLetters = 80; // a line of Python's own style
constexpr int kRows = 16;

struct FunctionConsentText
{
    Q_DECLARE_TR_FUNCTIONS(FunctionConsentText)
};

CodeEditor* makeText(const QString& code, QWidget* parent)
{
    auto* text = new CodeEditor(parent);
    text->setAccessibleName(FunctionConsentText::tr("Function of the experiment"));
    text->setPlainText(code);
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(
        QPlainTextEdit::WidgetWidth); // nothing stands out of sight behind a long line
    const QFontMetrics metrics = text->fontMetrics();
    text->setMinimumSize(
        metrics.averageCharWidth() * kLetters / 2, metrics.lineSpacing() * kRows / 2);
    return text;
}

// What does no harm is the answer of who presses Return at once.
QDialogButtonBox* makeAnswers(QDialog* dialog)
{
    auto* answers = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    QPushButton* run
        = answers->addButton(FunctionConsentText::tr("&Run it"), QDialogButtonBox::AcceptRole);
    run->setAutoDefault(false);
    answers->button(QDialogButtonBox::Cancel)->setDefault(true);
    QObject::connect(answers, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(answers, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return answers;
}

} // namespace

bool askWhetherItMayRun(QWidget* parent, const QString& code)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(FunctionConsentText::tr("A function that you have not written here"));
    const auto lines = code.count(QLatin1Char('\n')) + 1;
    auto* words = new QLabel(
        FunctionConsentText::tr(
            "The experiment brings this Python function (%1 line(s)). It can do all that you "
            "can: read, change and delete your files. Run it only if you know what it does.",
            nullptr,
            pluralOf(lines))
            .arg(formatCount(lines)),
        &dialog);
    words->setWordWrap(true);
    auto* layout = new QVBoxLayout(&dialog);
    layout->addWidget(words);
    layout->addWidget(makeText(code, &dialog), 1);
    QDialogButtonBox* answers = makeAnswers(&dialog);
    layout->addWidget(answers);
    answers->button(QDialogButtonBox::Cancel)->setFocus();
    const QFontMetrics metrics = dialog.fontMetrics();
    dialog.resize(metrics.averageCharWidth() * kLetters, metrics.lineSpacing() * kRows);
    return dialog.exec() == QDialog::Accepted;
}

// Of another workload the form keeps the function that it had.
void FunctionConsent::noteFilled(const Experiment& experiment)
{
    if (experiment.workload != WorkloadKind::Function)
        return;
    const std::string code = codeBroughtBy(experiment);
    m_isForeign = !code.empty() && !m_known.contains(code);
}

bool FunctionConsent::mayRun(const Experiment& experiment, QWidget* parent)
{
    const std::string code = codeBroughtBy(experiment);
    if (code.empty() || m_known.contains(code))
        return true;
    // Another one may come while it is asked: what is noted of that stays.
    if (std::exchange(m_isForeign, false) && !m_prompt(parent, QString::fromStdString(code))) {
        m_isForeign = true;
        return false;
    }
    m_known.insert(code);
    return true;
}

} // namespace interleave::ui
