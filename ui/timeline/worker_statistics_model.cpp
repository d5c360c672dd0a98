#include "ui/timeline/worker_statistics_model.h"

#include "ui/widgets/format.h"

#include <array>

namespace interleave::ui {

namespace {

struct ColumnText
{
    const char* title;
    const char* help;
};

constexpr std::array<ColumnText, WorkerStatisticsModel::ColumnCount> kTexts{{
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

void WorkerStatisticsModel::setStatistics(std::shared_ptr<const SelectionStatistics> statistics,
    std::vector<unsigned> workers,
    double timeNs,
    double nsPerTick)
{
    m_timeNs = timeNs;
    m_nsPerTick = nsPerTick;
    if (statistics && m_statistics && workers == m_workers) { // rows keep their places
        m_statistics = std::move(statistics);
        if (!m_workers.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_statistics = std::move(statistics);
    m_workers = m_statistics ? std::move(workers) : std::vector<unsigned>{};
    endResetModel();
}

int WorkerStatisticsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_workers.size());
}

int WorkerStatisticsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString WorkerStatisticsModel::text(unsigned worker, Column column) const
{
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
    case ColumnCount:
        break;
    }
    return {};
}

QVariant WorkerStatisticsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return text(
            m_workers[static_cast<std::size_t>(index.row())], static_cast<Column>(index.column()));
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | Qt::AlignRight);
    return {};
}

QVariant WorkerStatisticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnText& column = kTexts[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return tr(column.title);
    if (role == Qt::ToolTipRole)
        return tr(column.help);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | Qt::AlignRight);
    return {};
}

} // namespace interleave::ui
