#include "ui/run_page.h"

#include "ui/charts/activity_chart.h"
#include "ui/charts/core_chart.h"
#include "ui/evidence/lost_updates_view.h"
#include "ui/models/arm_trials.h"
#include "ui/models/read_snapshot.h"
#include "ui/models/sync_sentence.h"
#include "ui/models/time_selection.h"
#include "ui/models/timeline_model.h"
#include "ui/models/worker_model.h"
#include "ui/race/outcome_headline.h"
#include "ui/race/outcome_view.h"
#include "ui/race/race_view.h"
#include "ui/saved_run.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timings/timings_view.h"
#include "ui/waits/wait_graph_view.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/log_view.h"
#include "ui/widgets/metric_row.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/state_hint.h"
#include "ui/widgets/worker_table.h"

#include <QAction>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include <array>

namespace interleave::ui {

namespace {

// Of the overview's width.
constexpr int kCoresShare = 600;
constexpr int kOutcomeShare = 400;

// Of the views, in their order.
constexpr std::array kIcons{
    "overview", "timeline", "timings", "activity", "race", "lost-updates", "waits", "log"};

// Which of several trials the views of one are about; nothing where there is one.
QString ofOneTrial(const Experiment& experiment)
{
    const bool several = experiment.trials > 1 || experiment.probe
        || !experiment.varyWorkers.empty() || !experiment.compare.empty();
    return several ? RunPage::tr("Cores, workers, timeline, timings and activity are those of the "
                                 "trial that runs, and then of the last one.")
                   : QString();
}

QString firstError(const TrialResult& trial)
{
    const TaskError& error = trial.errors.front();
    const QString message = QString::fromStdString(error.message);
    const std::uint64_t more = trial.errors.size() - 1 + trial.errorsOmitted;
    const QString first
        = error.task ? RunPage::tr("Task %1: %2").arg(formatCount(*error.task), message) : message;
    return more == 0 ? first : RunPage::tr("%1 (and %2 more)").arg(first, formatCount(more));
}

} // namespace

RunPage::RunPage(QAction* run, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_stack(new QStackedWidget(this))
    , m_hint(new StateHint(m_stack))
    , m_content(new QWidget(m_stack))
    , m_headline(new OutcomeHeadline(m_content))
    , m_failure(new Heading(TextSize::Display, {}, m_content))
    , m_note(new NoteLabel(m_content))
    , m_metrics(new MetricRow(m_content))
    , m_tabs(new QTabWidget(m_content))
    , m_cores(new CoreChart)
    , m_outcome(new OutcomeView)
    , m_activity(new ActivityChart)
    , m_time(new TimeSelection(this))
    , m_events(new TimelineModel(m_time, this))
    , m_timeline(new TimelineView(m_events, m_time, run))
    , m_timings(new TimingsView(m_events, m_time))
    , m_race(new RaceView)
    , m_lost(new LostUpdatesView)
    , m_workers(new WorkerModel(this))
    , m_sync(new QLabel)
    , m_waits(new WaitGraphView)
    , m_log(new LogView)
{
    m_tabs->setAccessibleName(tr("Views of the run"));
    m_tabs->setDocumentMode(true);
    const QStringList names = titles();
    m_tabs->addTab(makeOverview(), names[Overview]);
    m_tabs->addTab(m_timeline, names[Timeline]);
    m_tabs->addTab(m_timings, names[Timings]);
    m_tabs->addTab(m_activity, names[OverTime]);
    m_tabs->addTab(m_race, names[Race]);
    m_tabs->addTab(m_lost, names[LostUpdates]);
    m_tabs->addTab(m_waits, names[Waits]);
    m_tabs->addTab(m_log, names[Log]);
    for (std::size_t view = 0; view < kIcons.size(); ++view)
        m_tabs->setTabIcon(static_cast<int>(view), iconNamed(kIcons[view]));
    m_tabs->setTabVisible(Waits, false);
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(16, 8, 16, 0);
    content->setSpacing(8);
    content->addWidget(m_headline);
    content->addWidget(m_failure);
    content->addWidget(m_note);
    content->addWidget(m_metrics);
    content->addWidget(m_tabs, 1);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(m_content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_failure->hide();
    m_failure->setAccessibleName(tr("Answer"));
    m_hint->showEmpty(tr("Here you will see how busy each core gets, what each worker does, and "
                         "what the race destroys."),
        m_run);
}

QWidget* RunPage::makeOverview()
{
    auto* charts = new QSplitter(Qt::Horizontal);
    charts->addWidget(m_cores);
    charts->addWidget(m_outcome);
    charts->setChildrenCollapsible(false);
    charts->setStretchFactor(0, 1);
    charts->setStretchFactor(1, 1);
    charts->setSizes({kCoresShare, kOutcomeShare});
    auto* overview = new QSplitter(Qt::Vertical);
    overview->addWidget(charts);
    overview->addWidget(makeWorkers());
    overview->setChildrenCollapsible(false);
    overview->setStretchFactor(0, 3);
    overview->setStretchFactor(1, 1);
    return overview;
}

QWidget* RunPage::makeWorkers()
{
    m_sync->setAccessibleName(tr("How the primitives were used"));
    m_sync->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sync->setToolTip(
        tr("Handed over: got by another worker than the last holder. Fairness: Jain's index of the "
           "acquisitions per worker, from 1 divided by their number to 1."));
    auto* workers = new QWidget;
    auto* layout = new QVBoxLayout(workers);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(new WorkerTable(m_workers), 1);
    layout->addWidget(m_sync);
    return workers;
}

QStringList RunPage::titles()
{
    return {tr("&Overview"),
        tr("T&imeline"),
        tr("&Timings"),
        tr("&Activity"),
        tr("Ra&ce"),
        tr("Lost &updates"),
        tr("&Waits"),
        tr("Lo&g")};
}

void RunPage::start(const Experiment& experiment)
{
    m_experiment = experiment;
    m_anyLive = false;
    m_empty = false;
    m_headline->clear();
    showHeadline();
    m_note->setNote(NoteKind::Hint, ofOneTrial(experiment));
    m_metrics->clear();
    m_cores->clear();
    m_activity->start(experiment);
    m_events->setRecording(nullptr, false);
    m_outcome->setRunning();
    m_race->setRunning();
    m_lost->start(experiment);
    m_workers->clear();
    m_sync->clear();
    m_waits->start(experiment);
    m_tabs->setTabVisible(Waits, hasOwnLocks(experiment));
    m_tabs->setTabVisible(LostUpdates, workloadInfo(experiment.workload).tagged);
    m_stack->setCurrentWidget(m_content);
}

void RunPage::startLog()
{
    m_log->clear();
}

void RunPage::setRecording(std::shared_ptr<const Recording> recording)
{
    m_events->setRecording(std::move(recording), true);
}

void RunPage::setLive(const LiveSnapshot& live)
{
    if (m_timeline->isVisible()) // else the run keeps the time that looking takes
        m_events->look();
    m_anyLive = true;
    m_live = live;
    m_headline->setLive(live);
    m_metrics->setLive(live);
    m_cores->setSeries(live.utilisation);
    m_activity->setSeries(live.utilisation);
    m_timings->look();
    m_workers->setWorkers(live.workers, live.elapsedNs, live.state == TrialState::Running);
    m_waits->setLive(live);
    showDropped(live.events);
}

void RunPage::setTrial(const TrialResult& trial)
{
    m_events->finish();
    m_headline->setTrial(m_experiment, trial);
    m_metrics->setResult(trial);
    m_outcome->setTrial(m_experiment, trial);
    m_race->setTrial(m_experiment, trial);
    m_lost->setTrial(m_experiment, trial);
    m_cores->setResult(trial);
    m_activity->setResult(trial);
    m_timings->setTrial(trial);
    m_workers->setResult(trial);
    showSync(trial);
}

void RunPage::setHistory(std::shared_ptr<const UpdateHistory> history)
{
    m_lost->setHistory(std::move(history));
}

void RunPage::setRun(const RunResult& run, const UtilisationSeries& series)
{
    if (run.trials.empty()) { // stopped before its workers were there
        m_hint->showCancelled(tr("Nothing was done until then."), m_run);
        showHint();
        return;
    }
    m_experiment = run.experiment;
    m_headline->setRun(run);
    m_metrics->setRun(run);
    m_outcome->setRun(run);
    m_race->setRun(run);
    m_cores->setSeries(series); // of the last trial, like the workers
    m_cores->setResult(run.trials.back());
    m_activity->setSeries(series);
    m_activity->setResult(run.trials.back());
    m_workers->setResult(run.trials.back());
    const TrialResult* deadlocked = deadlockedTrial(run);
    showSync(deadlocked != nullptr ? *deadlocked : run.trials.back());
    if (deadlocked != nullptr)
        showView(Waits); // that is the answer
    showProblems(run.trials.back());
}

void RunPage::showSaved(const SavedRun& saved)
{
    start(saved.experiment);
    m_events->setRecording(saved.recording, false);
    const std::size_t trials = saved.result ? saved.result->trials.size() : 1;
    setLive(readSnapshot(*saved.recording, trials));
    if (saved.result) {
        for (const TrialResult& trial : saved.result->trials)
            setTrial(trial);
        setRun(*saved.result, saved.recording->utilisation());
    }
    showView(Timeline);
}

void RunPage::setFailed(const QString& reason)
{
    const QString remedy
        = tr("The experiment is unchanged: mend what is named above and run it again.");
    if (!m_anyLive) {
        m_hint->showFailed(reason, remedy, m_run);
        showHint();
        return;
    }
    m_events->finish();
    m_failure->setText(tr("The run failed: %1 of %2 tasks were done")
                           .arg(formatCount(m_live.tasksEnded), formatCount(m_live.tasks)));
    m_headline->hide();
    m_failure->show();
    m_note->setNote(
        NoteKind::Problem, tr("%1. What is shown was recorded until then.").arg(reason));
    m_outcome->setUnknown();
    m_race->setUnknown();
    m_lost->setUnknown();
    for (WorkerSnapshot& worker : m_live.workers) // they die with their engine
        worker.state = worker.state == WorkerState::Ended ? WorkerState::Ended : WorkerState::Dead;
    m_workers->setWorkers(m_live.workers, m_live.elapsedNs, false);
}

void RunPage::showHint()
{
    m_empty = true;
    showView(m_tabs->currentIndex());
}

void RunPage::showHeadline()
{
    m_failure->hide();
    m_headline->show();
}

void RunPage::append(const LogLine& line)
{
    m_log->append(line);
}

void RunPage::showView(int index)
{
    if (!m_tabs->isTabVisible(index))
        return;
    m_tabs->setCurrentIndex(index);
    m_stack->setCurrentWidget(m_empty && index == Overview ? m_hint : m_content);
}

void RunPage::showDropped(const EventCounts& events)
{
    if (events.dropped > 0)
        m_note->setNote(NoteKind::Warning,
            tr("%1 events did not fit the recording; totals are exact, the timeline has gaps.")
                .arg(formatCount(events.dropped)));
}

void RunPage::showSync(const TrialResult& trial)
{
    m_sync->setText(syncSentence(trial.sync));
    m_waits->setResult(trial);
    if (!trial.deadlock.empty())
        m_tabs->setTabVisible(Waits, true);
}

void RunPage::showProblems(const TrialResult& trial)
{
    showDropped(trial.events);
    if (!trial.errors.empty())
        m_note->setNote(NoteKind::Problem, firstError(trial));
}

} // namespace interleave::ui
