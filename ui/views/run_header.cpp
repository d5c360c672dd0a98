#include "ui/views/run_header.h"

#include "ui/models/without_defaults.h"
#include "ui/race/outcome_details.h"
#include "ui/race/outcome_headline.h"
#include "ui/views/run_answer.h"
#include "ui/views/run_header_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/metric_row.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/text_room.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

RunHeader::RunHeader(QWidget* parent)
    : QWidget(parent)
    , m_headline(new OutcomeHeadline(this))
    , m_facts(new QWidget(this))
    , m_failure(new Heading(TextSize::Display, {}, this))
    , m_subject(new ElidedLabel(this))
    , m_formChanged(new QLabel(tr("The form has changed since."), this))
    , m_intoForm(new QPushButton(tr("Show in the form"), this))
    , m_cautions(new NoteLabel(this))
    , m_missingNote(new NoteLabel(this))
    , m_problem(new NoteLabel(this))
    , m_droppedNote(new NoteLabel(this))
    , m_tiles(new MetricRow(this))
    , m_ofOneTrial(new NoteLabel(this))
{
    m_failure->hide();
    m_failure->setAccessibleName(tr("Answer"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_headline);
    layout->addWidget(m_failure);
    layout->addWidget(m_facts);
    auto* facts = new QVBoxLayout(m_facts);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(6);
    facts->addWidget(makeSubject());
    facts->addWidget(m_cautions);
    facts->addWidget(m_missingNote);
    facts->addWidget(m_problem);
    facts->addWidget(m_droppedNote);
    facts->addWidget(m_tiles);
    facts->addWidget(m_ofOneTrial);
    keepTextRoom(*this);
    connect(m_intoForm, &QPushButton::clicked, this, [this] {
        if (run())
            Q_EMIT experimentWanted(run()->form());
    });
    showFormState();
}

QWidget* RunHeader::makeSubject()
{
    m_subject->setAccessibleName(tr("Of which experiment"));
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_subject->setElided(false);
    m_formChanged->setAccessibleName(tr("Whether the form still is of this run"));
    m_intoForm->setFlat(true);
    m_intoForm->setToolTip(tr("Puts the experiment of this run into the form"));
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_subject, 1);
    layout->addWidget(m_formChanged);
    layout->addWidget(m_intoForm);
    return line;
}

void RunHeader::setFormExperiment(const Experiment& experiment)
{
    m_form = experiment;
    showFormState();
}

void RunHeader::setBrief(bool brief)
{
    m_brief = brief;
    m_headline->setBrief(brief);
    m_cautions->setVisible(brief && !m_cautions->text().isEmpty());
    m_ofOneTrial->setVisible(!brief && !m_ofOneTrial->text().isEmpty());
    showFormState();
    showTiles();
}

void RunHeader::setLow(bool low)
{
    m_headline->setLow(low);
    m_tiles->setLow(low);
    m_subject->setElided(low);
    m_ofOneTrial->setElided(low);
}

void RunHeader::setFormReadOnly(bool readOnly)
{
    m_formReadOnly = readOnly;
    showFormState();
}

void RunHeader::showFormState()
{
    const bool hasForm = run() && !run()->isMadeOfOthers(); // of two there is no one form
    const bool changed
        = hasForm && !m_brief && !(withoutDefaults(run()->form()) == withoutDefaults(m_form));
    m_formChanged->setVisible(changed);
    m_intoForm->setVisible(changed);
    m_intoForm->setEnabled(!m_formReadOnly);
}

void RunHeader::showSubject()
{
    m_subject->setText(subjectText(*run()));
    showFormState();
}

bool RunHeader::comparesNothing() const
{
    return run()->arms().size() == 1 || run()->asked().probe;
}

void RunHeader::showTiles()
{
    m_tiles->setVisible(!m_brief && (!run() || comparesNothing()));
}

void RunHeader::tellOfOneTrial(const QString& sentence)
{
    m_ofOneTrial->setNote(NoteKind::Hint, sentence);
    m_ofOneTrial->setVisible(!m_brief && !sentence.isEmpty());
}

void RunHeader::showCautions(const QString& cautions)
{
    m_cautions->setNote(NoteKind::Warning, cautions);
    m_cautions->setVisible(m_brief && !cautions.isEmpty());
}

void RunHeader::start()
{
    m_countsKnown = false;
    m_headline->clear();
    if (run() && run()->goesOn())
        m_headline->awaitAnswer();
    m_headline->show();
    m_failure->hide();
    m_tiles->clear();
    showCautions({});
    m_missingNote->setNote(NoteKind::Hint, {});
    m_droppedNote->setNote(NoteKind::Hint, {});
    if (!run()) {
        m_subject->clear();
        m_problem->setNote(NoteKind::Problem, {});
        tellOfOneTrial({});
        return showFormState();
    }
    m_tiles->start(run()->experiment());
    showTiles();
    m_problem->setNote(NoteKind::Problem, {});
    tellOfOneTrial(run()->isMadeOfOthers() ? QString() : ofOneTrial(*run()));
    if (lacksResult(*run()))
        m_headline->say(tr("The result of this run cannot be read"),
            tr("What was recorded stands in the timeline, the timings and the activity."));
    showSubject();
}

void RunHeader::showLive(const LiveSnapshot& live)
{
    if (m_countsKnown == live.workers.empty()) { // once, so that no update lays the window out
        m_countsKnown = !live.workers.empty();
        showSubject();
    }
    if (run()->goesOn()) // else its answer comes
        m_headline->setLive(live);
    m_tiles->setLive(live);
    showMissing();
}

void RunHeader::showTrial(const TrialResult& trial)
{
    if (!comparesNothing() || run()->state() == RunState::Ended)
        return;
    m_headline->setTrial(run()->experiment(), trial);
    showCautions(caveats(run()->experiment(), {&trial, 1}, 0));
    m_tiles->setResult(trial);
}

void RunHeader::showEnd()
{
    const RunResult& result = *run()->result();
    const RunAnswer answer = answerOf(*run());
    m_headline->say(answer.headline, answer.details);
    showCautions(answer.cautions);
    showSubject();
    m_tiles->setRun(result);
    if (result.trials.empty())
        return;
    if (!run()->isMadeOfOthers())
        tellOfOneTrial(ofOneTrial(*run()));
    showMissing();
    const TrialResult& last = result.trials.back();
    if (!last.errors.empty())
        tellProblem(firstError(result.experiment, last));
}

void RunHeader::showFailure()
{
    m_failure->setText(failureSentence(*run()));
    m_headline->hide();
    m_failure->show();
    tellProblem(failureReason(*run()));
}

// Both have the place of a hint.
void RunHeader::tellProblem(const QString& problem)
{
    tellOfOneTrial({});
    m_problem->setNote(NoteKind::Problem, problem);
}

void RunHeader::showDropped()
{
    m_droppedNote->setNote(NoteKind::Warning, run()->whyDropped());
}

void RunHeader::showMissing()
{
    const QString missing = missingSentence(*run());
    if (missing.isEmpty())
        return;
    tellOfOneTrial({});
    m_missingNote->setNote(NoteKind::Warning, missing);
}

} // namespace interleave::ui
