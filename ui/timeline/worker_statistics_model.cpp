#include "ui/timeline/worker_statistics_model.h"

#include "ui/widgets/format.h"

#include <array>

namespace interleave::ui {

namespace {

constexpr std::array<ColumnHead, WorkerStatisticsModel::ColumnCount> kHeads{{
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "worker"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "Its number, from 1")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "tasks"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "Of which any part lies in the selection")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "busy"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "Share of the time in tasks")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "waits"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel",
            "Time that these tasks waited for locks, also outside of the selection")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "median"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "Half of the tasks took no longer")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "p99"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "99 of 100 tasks took no longer")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "longest"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "The longest task")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "failed"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "Of the tasks")},
}};

} // namespace

WorkerStatisticsModel::WorkerStatisticsModel(QObject* parent)
    : ColumnModel(kHeads, parent)
{
}

void WorkerStatisticsModel::setStatistics(std::shared_ptr<const SelectionStatistics> statistics,
    std::vector<unsigned> workers,
    double timeNs,
    double nsPerTick)
{
    m_timeNs = timeNs;
    m_nsPerTick = nsPerTick;
    if (statistics && m_statistics && workers == m_workers) { // rows keep their places
        m_statistics = std::move(statistics);
        return tellChanged();
    }
    beginResetModel();
    m_statistics = std::move(statistics);
    m_workers = m_statistics ? std::move(workers) : std::vector<unsigned>{};
    endResetModel();
}

QString WorkerStatisticsModel::text(int row, int column) const
{
    const unsigned worker = m_workers[static_cast<std::size_t>(row)];
    const TaskStatistics& tasks = m_statistics->workers[worker];
    const auto duration = [&](double ticks) {
        return tasks.tasks == 0 ? QStringLiteral("–") : formatDuration(ticks * m_nsPerTick);
    };
    switch (column) {
    case Worker:
        return formatCount(worker + 1);
    case Tasks:
        return formatCount(tasks.tasks);
    case Failed:
        return formatCount(tasks.failed);
    case Busy:
        return formatPercent(static_cast<double>(tasks.busyTicks) * m_nsPerTick / m_timeNs);
    case Waits:
        return duration(static_cast<double>(tasks.waitTicks));
    case Median:
        return duration(tasks.durations.p50);
    case P99:
        return duration(tasks.durations.p99);
    case Longest:
        return duration(static_cast<double>(tasks.durations.most));
    default:
        return {};
    }
}

} // namespace interleave::ui
