#include "ui/lessons/step_page.h"

#include "ui/lessons/answer_strip.h"
#include "ui/lessons/answer_text.h"
#include "ui/lessons/markdown_label.h"
#include "ui/lessons/question_box.h"
#include "ui/models/subject_line.h"
#include "ui/widgets/note_label.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

StepPage::StepPage(const LessonStep& step, const QString& folder, QWidget* parent)
    : QWidget(parent)
    , m_step(step)
    , m_folder(folder)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    addText(step.text);
    addPrediction();
    addObservation();
    addExplanation();
    m_layout->addStretch(1);
    setAttempt({});
}

MarkdownLabel* StepPage::addText(const std::string& markdown)
{
    auto* text = new MarkdownLabel(this);
    text->setMarkdown(QString::fromStdString(markdown), m_folder);
    text->setAccessibleName(tr("Text of the step"));
    connect(text, &QLabel::linkActivated, this, &StepPage::linkActivated);
    m_layout->addWidget(text);
    return text;
}

void StepPage::addPrediction()
{
    m_subject = new QLabel(subjectLine(m_step.experiment, m_step.experiment), this);
    m_subject->setTextFormat(Qt::PlainText);
    m_subject->setWordWrap(true);
    m_predict = new QuestionBox(m_step.predict, tr("That is my prediction"), this);
    m_run = new QPushButton(tr("Run it"), this);
    m_run->setToolTip(tr("Puts the experiment into the form and runs it in real processes"));
    m_running = new NoteLabel(this);
    m_running->setElided(false);
    m_layout->addWidget(m_subject);
    m_layout->addWidget(m_predict);
    m_layout->addWidget(m_run, 0, Qt::AlignLeft);
    m_layout->addWidget(m_running);
    connect(m_predict, &QuestionBox::given, this, &StepPage::predicted);
    connect(m_run, &QPushButton::clicked, this, &StepPage::runWanted);
}

void StepPage::addObservation()
{
    m_look = addText(m_step.view.empty() ? std::string()
                                         : tr("[Look at the view in which it is seen](view:%1)")
                                               .arg(QString::fromStdString(m_step.view))
                                               .toStdString());
    m_observe = new QuestionBox(m_step.observe, tr("That is what I see"), this);
    m_layout->addWidget(m_observe);
    connect(m_observe, &QuestionBox::given, this, &StepPage::observed);
}

void StepPage::addExplanation()
{
    const auto addNote = [this] {
        auto* note = new NoteLabel(this);
        note->setElided(false);
        m_layout->addWidget(note);
        return note;
    };
    m_observedNote = addNote();
    m_predictedNote = addNote();
    m_strip = new AnswerStrip(this);
    m_layout->addWidget(m_strip);
    m_explanation = addText({});
    m_explanation->setAccessibleName(tr("Explanation"));
}

void StepPage::setAttempt(const StepAttempt& attempt)
{
    m_attempt = attempt;
    m_predict->setGiven(attempt.predicted);
    m_observe->setGiven(attempt.observed);
    showBeat();
}

void StepPage::setBusy(bool busy)
{
    m_busy = busy;
    showBeat();
}

QWidget* StepPage::explanation() const
{
    return m_explanation;
}

void StepPage::takeFocus()
{
    switch (beatOf(m_attempt)) {
    case Beat::Predict:
        m_predict->setFocus();
        break;
    case Beat::Run:
        m_run->setFocus();
        break;
    case Beat::Observe:
        m_observe->setFocus();
        break;
    case Beat::Running:
    case Beat::Explain:
        break;
    }
}

void StepPage::showBeat()
{
    const Beat beat = beatOf(m_attempt);
    const bool hasRun = beat == Beat::Observe || beat == Beat::Explain;
    showRunState(beat);
    m_look->setVisible(hasRun && !m_step.view.empty());
    m_observe->setVisible(hasRun);
    m_explanation->setVisible(beat == Beat::Explain);
    if (beat == Beat::Explain)
        showAnswers();
    else
        m_strip->hide();
    for (NoteLabel* note : {m_predictedNote, m_observedNote}) {
        if (beat != Beat::Explain)
            note->setNote(NoteKind::Hint, {});
    }
}

void StepPage::showRunState(Beat beat)
{
    m_run->setVisible(beat != Beat::Running);
    m_run->setText(m_attempt.result ? tr("Run it again") : tr("Run it"));
    m_run->setEnabled(beat != Beat::Predict && !m_busy);
    QString said;
    if (beat == Beat::Running)
        said = tr("It runs, in real processes");
    else if (beat == Beat::Predict)
        said = tr("First say what you expect: who predicts sees more");
    m_running->setNote(NoteKind::Hint, said);
}

void StepPage::showAnswers()
{
    tell(m_observedNote,
        m_step.observe,
        *m_attempt.observed,
        tr("You saw: %1").arg(givenText(m_step.observe, *m_attempt.observed)));
    tell(m_predictedNote,
        m_step.predict,
        *m_attempt.predicted,
        tr("You predicted: %1").arg(givenText(m_step.predict, *m_attempt.predicted)));
    showStrip();
    const auto write
        = [](const Measured& measured) { return measuredText(measured).toStdString(); };
    m_explanation->setMarkdown(
        QString::fromStdString(withNumbers(m_step.explanation, *m_attempt.result, write)),
        m_folder);
}

void StepPage::tell(
    NoteLabel* note, const Question& question, const Given& given, const QString& said)
{
    const Judged judged = judge(question, given, *m_attempt.result);
    const QString run = tr("The run says: %1").arg(answerText(question, judged));
    if (judged.agreement == Agreement::Agrees)
        note->setNote(NoteKind::Hint, tr("✓ %1. %2.").arg(said, run));
    else
        note->setNote(NoteKind::Warning, tr("%1. %2.").arg(said, run));
}

void StepPage::showStrip()
{
    const Judged judged = answerOf(m_step.predict, *m_attempt.result);
    m_strip->setVisible(judged.measured.has_value());
    if (!judged.measured)
        return;
    if (const auto* range = std::get_if<NumberRange>(&*m_attempt.predicted))
        m_strip->setAnswer(*range, *judged.measured);
    else if (const auto* number = std::get_if<double>(&*m_attempt.predicted))
        m_strip->setAnswer({*number, *number}, *judged.measured);
}

} // namespace interleave::ui
