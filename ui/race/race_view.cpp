#include "ui/race/race_view.h"

#include "ui/models/typical_trial.h"
#include "ui/race/loss_distribution.h"
#include "ui/race/outcome_view.h"
#include "ui/race/probe_text.h"
#include "ui/race/workload_outcome_view.h"
#include "ui/widgets/folding_splitter.h"
#include "ui/widgets/note_label.h"

#include <QVBoxLayout>

namespace interleave::ui {

namespace {

constexpr int kGap = 24;

} // namespace

RaceView::RaceView(QWidget* parent)
    : QWidget(parent)
    , m_updates(new QWidget(this))
    , m_outcome(new OutcomeView(TrialDots::Elsewhere, m_updates))
    , m_probe(new NoteLabel(this))
    , m_own(new WorkloadOutcomeView(this))
    , m_distribution(new LossDistribution(this))
{
    setAccessibleName(tr("Race"));
    m_probe->setAccessibleName(tr("What watching changed"));
    auto* left = new QVBoxLayout(m_updates);
    left->setContentsMargins(0, 0, 0, 0);
    left->addWidget(m_outcome, 1);
    left->addWidget(m_probe);
    auto* found = new QWidget(this);
    auto* right = new QVBoxLayout(found);
    right->setContentsMargins(0, 0, 0, 0);
    right->addWidget(m_own, 1);
    right->addWidget(m_distribution, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    auto* sides = new FoldingSplitter;
    sides->setHandleWidth(kGap);
    sides->addWidget(m_updates);
    sides->addWidget(found);
    sides->setSizes({1, 1});
    layout->addWidget(sides);
    m_own->hide();
}

void RaceView::setRunning()
{
    m_outcome->setRunning({});
    m_probe->setNote(NoteKind::Hint, {});
    m_updates->show();
    m_own->hide();
    m_distribution->show();
    m_distribution->clear();
}

// Where tasks update nothing that could be lost, the workload's own answer has the whole view.
void RaceView::showOwn(const TrialResult& trial)
{
    const bool says = !trial.outcome.sentence.empty();
    m_own->setOutcome(trial.outcome);
    m_own->setVisible(says);
    m_updates->setVisible(!says || trial.race.updates > 0);
}

void RaceView::setTrial(const Experiment& experiment, const TrialResult& trial)
{
    m_outcome->setTrial(experiment, trial);
    showOwn(trial);
}

void RaceView::setRun(const RunResult& run)
{
    m_outcome->setRun(run);
    m_distribution->setRun(run);
    if (run.trials.empty())
        return;
    const TrialResult& typical = typicalTrial(run);
    showOwn(typical);
    m_distribution->setVisible(typical.outcome.sentence.empty() || run.trials.size() > 1);
    if (run.probe) {
        const bool changed = run.probe->logged.excludesOne() || run.probe->tagged.excludesOne();
        m_probe->setNote(changed ? NoteKind::Warning : NoteKind::Hint,
            probeSentence(*run.probe) % tr(". ") % probeExplanation());
    }
}

void RaceView::setUnknown()
{
    m_outcome->setUnknown({});
    m_updates->show();
    m_own->hide();
}

} // namespace interleave::ui
