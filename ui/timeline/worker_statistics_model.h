// The statistics of a selection as a table, a row per worker: the numbers behind the timeline.
#pragma once

#include "core/timeline/selection_statistics.h"
#include "ui/models/column_model.h"

#include <memory>
#include <vector>

namespace interleave::ui {

class WorkerStatisticsModel : public ColumnModel
{
    Q_OBJECT

public:
    enum Column {
        Worker,
        Tasks,
        Throughput,
        Busy,
        Waits,
        Median,
        P99,
        Longest,
        Failed,
        ColumnCount
    };

    explicit WorkerStatisticsModel(QObject* parent = nullptr);

    /// `workers` from 0, those that are listed; null statistics: an empty table.
    void setStatistics(std::shared_ptr<const SelectionStatistics> statistics,
        std::vector<unsigned> workers,
        double timeNs,
        double nsPerTick);

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_workers.size()); }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QString plain(int row, int column) const override;

private:
    [[nodiscard]] bool waitsToTheEnd(int row) const;
    [[nodiscard]] double number(int row, int column) const;

    std::shared_ptr<const SelectionStatistics> m_statistics;
    std::vector<unsigned> m_workers;
    double m_timeNs = 0;
    double m_nsPerTick = 1;
};

} // namespace interleave::ui
