// The statistics of a selection as a table, a row per worker: the numbers behind the timeline.
#pragma once

#include "core/timeline/selection_statistics.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace interleave::ui {

class WorkerStatisticsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Worker, Tasks, Busy, Waits, Median, P99, Longest, Failed, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// `workers` from 0, those that are listed; null statistics: an empty table.
    void setStatistics(std::shared_ptr<const SelectionStatistics> statistics,
        std::vector<unsigned> workers,
        double timeNs,
        double nsPerTick);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(unsigned worker, Column column) const;

    std::shared_ptr<const SelectionStatistics> m_statistics;
    std::vector<unsigned> m_workers;
    double m_timeNs = 0;
    double m_nsPerTick = 1;
};

} // namespace interleave::ui
