#include "ui/widgets/progress_footer.h"

#include "ui/models/trials_wanted.h"
#include "ui/widgets/format.h"
#include "ui/widgets/note_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStringBuilder>

#include <algorithm>
#include <cmath>

namespace interleave::ui {

namespace {

constexpr int kBarSteps = 1'000;
// In less, the engine's share of a core is that of starting and ending.
constexpr std::uint64_t kShortestMeasurableNs = 10'000'000;

double progressShare(const LiveSnapshot& live)
{
    if (live.tasks == 0)
        return 0;
    const double trial = static_cast<double>(live.tasksEnded) / static_cast<double>(live.tasks);
    return (static_cast<double>(live.trial) + trial)
        / static_cast<double>(std::max<std::uint64_t>(live.trials, 1));
}

QLabel* makeLabel(QWidget* parent, const QString& name)
{
    auto* label = new QLabel(parent);
    label->setAccessibleName(name);
    return label;
}

} // namespace

std::optional<double> remainingNs(const LiveSnapshot& live)
{
    // Of this trial, and as long again for each that follows.
    if (live.tasksEnded == 0 || live.tasks == 0)
        return std::nullopt;
    const double share = static_cast<double>(live.tasksEnded) / static_cast<double>(live.tasks);
    const double whole = static_cast<double>(live.elapsedNs) / share;
    const auto following = static_cast<double>(live.trials - std::min(live.trials, live.trial + 1));
    return whole - static_cast<double>(live.elapsedNs) + following * whole;
}

ProgressFooter::ProgressFooter(QWidget* parent)
    : QWidget(parent)
    , m_state(makeLabel(this, tr("State of the run")))
    , m_bar(new QProgressBar(this))
    , m_tasks(makeLabel(this, tr("Tasks done, time so far and to go")))
    , m_message(new NoteLabel(this))
    , m_events(makeLabel(this, tr("Events recorded and dropped")))
    , m_cost(makeLabel(this, tr("What watching costs")))
{
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, kBarSteps);
    m_bar->setValue(0);
    m_bar->setFixedWidth(160);
    m_bar->setTextVisible(false);
    m_events->setToolTip(
        tr("Every task is an event in the recording. When its memory is full, events are dropped "
           "and counted; totals stay exact."));
    showFrames({});
    m_state->setMinimumWidth(
        fontMetrics().horizontalAdvance(tr("trial %1 of %2").arg(888).arg(888)));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(16);
    for (QWidget* part : {static_cast<QWidget*>(m_state),
             static_cast<QWidget*>(m_bar),
             static_cast<QWidget*>(m_tasks)})
        layout->addWidget(part);
    layout->addWidget(m_message, 1);
    layout->addStretch();
    layout->addWidget(m_cost); // known at the end only: it appears where nothing has to make room
    layout->addWidget(m_events);
    showState(tr("ready"));
}

void ProgressFooter::start(const QString& which)
{
    m_which = which;
    showGoing(tr("starting"));
    m_bar->setValue(0);
    m_tasksText.clear();
    m_tasks->clear();
    m_events->clear();
    m_cost->clear();
    m_window = {};
    showFrames(m_window);
}

void ProgressFooter::setLive(const LiveSnapshot& live)
{
    showGoing(live.trials > 1
            ? tr("trial %1 of %2").arg(formatCount(live.trial + 1), formatCount(live.trials))
            : tr("running"));
    showProgress(progressShare(live));
    const auto remaining = remainingNs(live);
    showTasks(live.tasksEnded,
        live.tasks,
        tr(", %1 so far, %2 to go")
            .arg(formatDuration(static_cast<double>(live.elapsedNs)),
                remaining ? formatDuration(*remaining) : tr("?")));
    showEvents(live.events);
    m_window = live.watching;
    showFrames(m_window);
}

void ProgressFooter::setRun(const RunResult& run)
{
    const TaskCounts& tasks = run.summary.tasks;
    const bool whole = tasks.cancelled == 0 && run.trials.size() == trialsWanted(run);
    const bool failed = !run.trials.empty() && run.trials.back().end == TrialEnd::Failed;
    const bool deadlocked = !run.trials.empty() && run.trials.back().end == TrialEnd::Deadlocked;
    showState(failed     ? tr("failed")
            : deadlocked ? tr("deadlock")
            : whole      ? tr("done")
                         : tr("cancelled"));
    const std::uint64_t ended = tasks.total - tasks.cancelled;
    if (tasks.total > 0 && !whole)
        showProgress(static_cast<double>(ended) / static_cast<double>(tasks.total));
    else
        showProgress(whole ? 1 : 0);
    showTasks(ended, tasks.total);
    if (run.trials.empty())
        return;
    showEvents(run.trials.back().events);
    showCost(run.trials.back());
}

void ProgressFooter::setFailed()
{
    showState(tr("failed"));
    m_tasks->setText(m_tasksText);
}

void ProgressFooter::setMessage(const QString& text, bool problem)
{
    m_message->setNote(problem ? NoteKind::Problem : NoteKind::Hint, text);
}

QString ProgressFooter::state() const
{
    return m_state->text();
}

void ProgressFooter::showState(const QString& state)
{
    m_state->setText(state);
}

void ProgressFooter::showGoing(const QString& state)
{
    showState(m_which.isEmpty() ? state : tr("%1: %2").arg(m_which, state));
}

// A progress bar paints itself at once, and what is around it: a frame of its own. Updates that are
// off and on again wait for the frame that is due anyway.
void ProgressFooter::showProgress(double share)
{
    m_bar->setUpdatesEnabled(false);
    m_bar->setValue(static_cast<int>(std::lround(share * kBarSteps)));
    m_bar->setUpdatesEnabled(true);
}

void ProgressFooter::showTasks(std::uint64_t ended, std::uint64_t total, const QString& time)
{
    m_tasksText = tr("%1 of %2 tasks").arg(formatCount(ended), formatCount(total));
    m_tasks->setText(m_tasksText % time);
}

void ProgressFooter::showEvents(const EventCounts& events)
{
    m_events->setText(
        tr("%1 events, %2 dropped").arg(formatCount(events.recorded), formatCount(events.dropped)));
}

void ProgressFooter::showCost(const TrialResult& trial)
{
    const QString event = tr("%1 an event").arg(formatDuration(trial.overhead.nsPerEvent));
    const bool measurable = trial.wallNs >= kShortestMeasurableNs;
    const QString engine = formatPercent(trial.overhead.engineCpuShare);
    if (!measurable)
        return m_cost->setText(tr("watching %1").arg(event));
    m_cost->setText(m_window.frames == 0
            ? tr("watching %1 of a core, %2").arg(engine, event)
            : tr("watching %1 of a core, window %2, %3")
                  .arg(engine, formatPercent(m_window.windowShare), event));
}

void ProgressFooter::showFrames(const WatchingCost& window)
{
    const QString what
        = tr("How much of one core the engine used beside the workers, how much the window, and "
             "what recording one event cost in this run.");
    m_cost->setToolTip(window.frames == 0
            ? what
            : tr("%1\n%2 live updates kept the window's thread for %3 each (the median of the last "
                 "ones), at worst for %4.")
                  .arg(what,
                      formatCount(window.frames),
                      formatDuration(window.frameNs),
                      formatDuration(window.worstFrameNs)));
}

} // namespace interleave::ui
