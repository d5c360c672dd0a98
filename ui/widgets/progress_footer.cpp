#include "ui/widgets/progress_footer.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

#include <algorithm>
#include <cmath>

#include "ui/widgets/format.h"
#include "ui/widgets/note_label.h"

namespace interleave::ui {

namespace {

constexpr int kBarSteps = 1'000;

double progressShare(const LiveSnapshot& live)
{
    if (live.tasks == 0)
        return 0;
    const double trial = static_cast<double>(live.tasksEnded) / static_cast<double>(live.tasks);
    return (static_cast<double>(live.trial) + trial) / static_cast<double>(std::max<std::uint64_t>(live.trials, 1));
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
    m_bar->setFixedWidth(160);
    m_bar->setTextVisible(false);
    m_events->setToolTip(tr("Every task is an event in the recording. When its memory is full, events are dropped "
                            "and counted; totals stay exact."));
    m_cost->setToolTip(tr("How much of one core the engine used beside the workers, and what recording one event cost "
                          "in this run."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(16);
    for (QWidget* part : {static_cast<QWidget*>(m_state), static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_tasks)})
        layout->addWidget(part);
    layout->addWidget(m_message, 1);
    layout->addStretch();
    layout->addWidget(m_events);
    layout->addWidget(m_cost);
    m_state->setMinimumWidth(fontMetrics().horizontalAdvance(tr("cancelled")));
    clear();
}

void ProgressFooter::clear()
{
    m_state->setText(tr("ready"));
    m_bar->setValue(0);
    m_tasks->clear();
    m_events->clear();
    m_cost->clear();
}

void ProgressFooter::setLive(const LiveSnapshot& live)
{
    m_state->setText(live.trials > 1 ? tr("trial %1 of %2").arg(formatCount(live.trial + 1), formatCount(live.trials))
                                     : tr("running"));
    m_bar->setValue(static_cast<int>(std::lround(progressShare(live) * kBarSteps)));
    const auto remaining = remainingNs(live);
    m_tasks->setText(tr("%1 of %2 tasks, %3 so far, %4 to go")
                         .arg(formatCount(live.tasksEnded),
                             formatCount(live.tasks),
                             formatDuration(static_cast<double>(live.elapsedNs)),
                             remaining ? formatDuration(*remaining) : tr("?")));
    showEvents(live.events);
}

void ProgressFooter::setRun(const RunResult& run)
{
    const TaskCounts& tasks = run.summary.tasks;
    const bool whole = tasks.cancelled == 0 && run.trials.size() == static_cast<std::size_t>(run.experiment.trials);
    const bool failed = !run.trials.empty() && run.trials.back().end == TrialEnd::Failed;
    m_state->setText(failed ? tr("failed") : whole ? tr("done") : tr("cancelled"));
    const std::uint64_t ended = tasks.total - tasks.cancelled;
    if (tasks.total > 0 && !whole)
        m_bar->setValue(static_cast<int>(kBarSteps * ended / tasks.total));
    else
        m_bar->setValue(whole ? kBarSteps : 0);
    m_tasks->setText(tr("%1 of %2 tasks").arg(formatCount(ended), formatCount(tasks.total)));
    if (run.trials.empty())
        return;
    const TrialResult& last = run.trials.back();
    showEvents(last.events);
    m_cost->setText(tr("watching %1 of a core, %2 an event")
                        .arg(formatPercent(last.overhead.engineCpuShare), formatDuration(last.overhead.nsPerEvent)));
}

void ProgressFooter::setFailed()
{
    m_state->setText(tr("failed"));
}

void ProgressFooter::setMessage(const QString& text, bool problem)
{
    m_message->setNote(problem ? NoteKind::Problem : NoteKind::Hint, text);
}

void ProgressFooter::showEvents(const EventCounts& events)
{
    m_events->setText(tr("%1 events, %2 dropped").arg(formatCount(events.recorded), formatCount(events.dropped)));
}

} // namespace interleave::ui
