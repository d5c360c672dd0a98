// The workers as a table: one row per place of the pool, in the same place as long as the run
// lasts.
#pragma once

#include "ui/models/live_snapshot.h"

#include <QAbstractTableModel>

#include <vector>

namespace interleave::ui {

class WorkerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Number,
        Pid,
        State,
        Tasks,
        Rate,
        Failed,
        Cpu,
        Core,
        Waiting,
        Acquired,
        Waits,
        Held,
        LongestWait,
        Respawned,
        ColumnCount
    };
    /// The number behind the text, for sorting.
    static constexpr int kSortRole = Qt::UserRole;
    /// A WorkerState as int, for the sign beside the word.
    static constexpr int kStateRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// While it runs, CPU is the share of a core since the update before; else over the whole run.
    void setWorkers(
        const std::vector<WorkerSnapshot>& workers, std::uint64_t elapsedNs, bool running);
    /// A run that is over, from history say: its workers have ended and their cores are not known.
    void setResult(const TrialResult& trial);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        WorkerSnapshot worker;
        double cpuShare = 0;
    };
    [[nodiscard]] double cpuShare(
        const WorkerSnapshot& now, const WorkerSnapshot* before, std::uint64_t elapsed) const;
    [[nodiscard]] double number(const Row& row, int index, int column) const;
    [[nodiscard]] QString text(const Row& row, int index, int column) const;

    std::vector<Row> m_rows;
    std::uint64_t m_elapsedNs = 0;
};

} // namespace interleave::ui
