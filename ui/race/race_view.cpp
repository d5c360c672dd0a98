#include "ui/race/race_view.h"

#include "core/model/applicability.h"
#include "core/model/probe_intervals.h"
#include "ui/models/own_answer.h"
#include "ui/models/run_story.h"
#include "ui/race/brightness_view.h"
#include "ui/race/loss_distribution.h"
#include "ui/race/outcome_view.h"
#include "ui/race/probe_text.h"
#include "ui/race/workload_outcome_view.h"
#include "ui/widgets/folding_splitter.h"
#include "ui/widgets/format.h"
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
    , m_brightness(new BrightnessView(this))
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
    right->addWidget(m_brightness, 2);
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
    m_brightness->hide();
}

void RaceView::setRunning(const Experiment& experiment)
{
    m_outcome->setRunning(experiment);
    m_probe->setNote(NoteKind::Hint, {});
    m_updates->show();
    m_own->hide();
    m_brightness->hide();
    m_distribution->setVisible(isAboutUpdates(experiment.workload) || experiment.probe);
    m_distribution->clear();
}

void RaceView::showBrightness(const WorkloadOutcome& outcome, const QString& ofWhat)
{
    if (outcome.brightness)
        m_brightness->setBrightness(*outcome.brightness, ofWhat);
    m_brightness->setVisible(outcome.brightness.has_value());
}

// Where the story is not that of updates, or the workload counts what went wrong in its own words,
// its answer has the whole view.
void RaceView::showOwn(const WorkloadOutcome& outcome, bool updatesToo, const QString& ofWhat)
{
    const bool says = !outcome.sentence.empty();
    m_own->setOutcome(outcome, ofWhat);
    m_own->setVisible(says);
    m_updates->setVisible(!says || updatesToo);
}

void RaceView::setTrial(
    const Experiment& experiment, const TrialResult& trial, const QString& ofWhat)
{
    m_outcome->setTrial(experiment, trial, ofWhat);
    const bool updates = tellsOfUpdates(experiment, trial) && trial.race.updates > 0;
    showOwn(trial.outcome, updates, ofWhat);
    showBrightness(trial.outcome, ofWhat);
    if (trial.outcome.brightness)
        m_distribution->hide(); // until there are several
}

void RaceView::setRun(const RunResult& run)
{
    m_outcome->setRun(run);
    m_distribution->setRun(run);
    if (run.trials.empty())
        return;
    const TrialResult& telling = answeringTrial(run);
    const bool several = run.trials.size() > 1;
    const bool updates = (tellsOfUpdates(run) && telling.race.updates > 0) || run.probe;
    const bool counts = unwantedCount(run.experiment, telling) != nullptr;
    const auto place = &telling - run.trials.data() + 1;
    const QString ofWhat = several
        ? tr("trial %1 of %2").arg(formatCount(place), formatCount(run.trials.size()))
        : QString();
    showOwn(telling.outcome, updates, ofWhat);
    showBrightness(telling.outcome, ofWhat);
    const bool hasOwn = !telling.outcome.sentence.empty() || telling.outcome.brightness;
    m_distribution->setVisible((updates && !hasOwn) || (several && (updates || counts)));
    if (run.probe) {
        const ProbeIntervals intervals = probeIntervals(run);
        const bool changed = watchingChanged(*run.probe, intervals);
        m_probe->setNote(changed ? NoteKind::Warning : NoteKind::Hint,
            tr("%1. %2", "a sentence, what its words mean")
                .arg(probeSentence(*run.probe, intervals), probeExplanation()));
    }
}

void RaceView::setUnknown(const Experiment& experiment)
{
    m_outcome->setUnknown(experiment);
    m_distribution->setVisible(isAboutUpdates(experiment.workload) || experiment.probe);
    m_updates->show();
    m_own->hide();
    m_brightness->hide();
}

} // namespace interleave::ui
