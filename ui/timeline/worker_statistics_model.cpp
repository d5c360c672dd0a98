#include "ui/timeline/worker_statistics_model.h"

#include "ui/models/told_quantile.h"
#include "ui/widgets/format.h"

#include <array>
#include <limits>

namespace interleave::ui {

namespace {

constexpr std::array<ColumnHead, WorkerStatisticsModel::ColumnCount> kHeads{{
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "worker"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "Its number, from 1")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "tasks"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "Of which any part lies in the selection")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "tasks/s"),
        QT_TRANSLATE_NOOP(
            "WorkerStatisticsModel", "Tasks that ended in the selection, by its length")},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "in tasks"),
        QT_TRANSLATE_NOOP(
            "WorkerStatisticsModel", "Share of the time in tasks, waits for locks included"),
        Qt::AlignRight,
        "%"},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "waits"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel",
            "Time that these tasks waited for locks, also outside of the selection. ∞: the last "
            "wait was not over when the trial ended"),
        Qt::AlignRight,
        "ns"},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "median"),
        QT_TRANSLATE_NOOP(
            "WorkerStatisticsModel", "Half of the tasks took no longer; told of 2 and more"),
        Qt::AlignRight,
        "ns"},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "p99"),
        QT_TRANSLATE_NOOP(
            "WorkerStatisticsModel", "99 of 100 tasks took no longer; told of 100 and more"),
        Qt::AlignRight,
        "ns"},
    {QT_TRANSLATE_NOOP("WorkerStatisticsModel", "longest"),
        QT_TRANSLATE_NOOP("WorkerStatisticsModel", "The longest task"),
        Qt::AlignRight,
        "ns"},
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

double WorkerStatisticsModel::number(int row, int column) const
{
    const unsigned worker = m_workers[static_cast<std::size_t>(row)];
    const TaskStatistics& tasks = m_statistics->workers[worker];
    const auto ns = [&](auto ticks) {
        return tasks.tasks == 0 ? std::numeric_limits<double>::quiet_NaN()
                                : static_cast<double>(ticks) * m_nsPerTick;
    };
    const auto quantile = [&](double share, double ticks) {
        return ns(tellsMore(share, tasks.tasks) ? ticks : std::numeric_limits<double>::quiet_NaN());
    };
    switch (column) {
    case Worker:
        return worker + 1.0;
    case Tasks:
        return static_cast<double>(tasks.tasks);
    case Failed:
        return static_cast<double>(tasks.failed);
    case Throughput:
        return tasks.tasks > 0 && tasks.ended == 0
            ? std::numeric_limits<double>::quiet_NaN() // one that lasts has no rate
            : static_cast<double>(tasks.ended) / m_timeNs * 1e9;
    case Busy:
        return static_cast<double>(tasks.busyTicks) * m_nsPerTick / m_timeNs;
    case Waits:
        return tasks.waitsWithoutEnd > 0 ? static_cast<double>(tasks.waitTicks) * m_nsPerTick
                                         : ns(tasks.waitTicks);
    case Median:
        return quantile(0.50, tasks.durations.p50);
    case P99:
        return quantile(0.99, tasks.durations.p99);
    default:
        return ns(tasks.durations.most);
    }
}

bool WorkerStatisticsModel::waitsToTheEnd(int row) const
{
    const unsigned worker = m_workers[static_cast<std::size_t>(row)];
    return m_statistics->workers[worker].waitsWithoutEnd > 0;
}

QString WorkerStatisticsModel::text(int row, int column) const
{
    const double value = number(row, column);
    if (column == Worker || column == Tasks || column == Failed)
        return formatCount(static_cast<std::uint64_t>(value));
    if (column == Throughput)
        return formatRate(value);
    if (column == Waits && waitsToTheEnd(row))
        return tr("∞ %1").arg(formatDuration(value));
    return column == Busy ? formatPercent(value) : formatDuration(value);
}

QString WorkerStatisticsModel::plain(int row, int column) const
{
    const double value = number(row, column);
    return plainNumber(column == Busy ? value * 100 : value);
}

} // namespace interleave::ui
