#include "ui/widgets/metric_row.h"

#include "core/model/run_verdict.h"
#include "ui/models/typical_trial.h"
#include "ui/widgets/format.h"
#include "ui/widgets/metric_tile.h"

#include <QHBoxLayout>

#include <cmath>

namespace interleave::ui {

namespace {

struct WorkerTime
{
    std::uint64_t busyNs = 0;
    std::uint64_t waitNs = 0;
};

template <class Workers>
WorkerTime timeOf(const Workers& workers)
{
    WorkerTime time;
    for (const auto& worker : workers) {
        time.busyNs += worker.busyNs;
        time.waitNs += worker.waitNs;
    }
    return time;
}

QString nothingYet()
{
    return QStringLiteral("–");
}

std::uint64_t ended(const TaskCounts& tasks)
{
    return tasks.succeeded + tasks.failed + tasks.timedOut;
}

} // namespace

MetricRow::MetricRow(QWidget* parent)
    : QWidget(parent)
    , m_wall(new MetricTile(tr("wall time"),
          QStringLiteral("88 min 88 s"),
          tr("From the first task's start to the last one's end, as a clock on the wall sees it"),
          this))
    , m_throughput(new MetricTile(tr("throughput"),
          QStringLiteral("88.8 M/s"),
          tr("Tasks that ended, per second of wall time"),
          this))
    , m_latency(new MetricTile(tr("task p50 / p99"),
          QStringLiteral("88.8 µs / 88.8 ms"),
          tr("Half of the tasks took at most the first time, 99 of 100 at most the second"),
          this))
    , m_waiting(new MetricTile(tr("waiting"),
          QStringLiteral("88.8 %"),
          tr("Share of the tasks' time in which they waited for the primitive"),
          this))
    , m_lost(new MetricTile(tr("lost updates"),
          QStringLiteral("88,888,888"),
          tr("Updates of the shared state that another one destroyed; counted when the run has "
             "ended"),
          this))
{
    setAccessibleName(tr("Numbers of the run"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (MetricTile* tile : {m_wall, m_throughput, m_latency, m_waiting, m_lost})
        layout->addWidget(tile, 1);
}

void MetricRow::setLive(const LiveSnapshot& live)
{
    const double seconds = static_cast<double>(live.elapsedNs) / 1e9;
    m_wall->setValue(formatDuration(live.elapsedNs));
    m_throughput->setValue(
        seconds > 0 ? formatRate(static_cast<double>(live.tasksEnded) / seconds) : nothingYet());
    setLatency(live.latency, live.tasksEnded > 0);
    const WorkerTime time = timeOf(live.workers);
    setWaiting(time.waitNs, time.busyNs);
    m_lost->setValue(nothingYet());
}

void MetricRow::setResult(const TrialResult& trial)
{
    m_wall->setValue(formatDuration(trial.wallNs));
    m_throughput->setValue(formatRate(trial.throughputPerS));
    setLatency(trial.latency, ended(trial.tasks) > 0);
    const WorkerTime time = timeOf(trial.workers);
    setWaiting(time.waitNs, time.busyNs);
    m_lost->setValue(formatCount(trial.race.lost));
}

void MetricRow::setRun(const RunResult& run)
{
    if (run.trials.empty()) {
        clear();
        return;
    }
    setResult(typicalTrial(run));
    if (run.trials.size() == 1 || completeTrials(run) == 0)
        return;
    m_wall->setValue(formatDuration(run.summary.wallNs.median));
    m_throughput->setValue(formatRate(run.summary.throughputPerS.median));
    m_lost->setValue(formatCount(std::llround(run.summary.lost.median)));
}

void MetricRow::clear()
{
    for (MetricTile* tile : {m_wall, m_throughput, m_latency, m_waiting, m_lost})
        tile->setValue(nothingYet());
}

void MetricRow::setLatency(const LatencySummary& latency, bool any)
{
    m_latency->setValue(any
            ? formatDuration(latency.p50Ns) % QStringLiteral(" / ") % formatDuration(latency.p99Ns)
            : nothingYet());
}

void MetricRow::setWaiting(std::uint64_t waitNs, std::uint64_t busyNs)
{
    m_waiting->setValue(busyNs > 0
            ? formatPercent(static_cast<double>(waitNs) / static_cast<double>(busyNs))
            : nothingYet());
}

} // namespace interleave::ui
