// The workers as a table: one row per place of the pool, in the same place as long as the run
// lasts.
#pragma once

#include "ui/models/column_model.h"
#include "ui/models/live_snapshot.h"

#include <vector>

namespace interleave::ui {

class WorkerModel : public ColumnModel
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

    explicit WorkerModel(QObject* parent = nullptr);

    /// Whether there is one lock, which one worker has at a time: together they cannot have held it
    /// longer than the trial took.
    void setOneHolder(bool oneHolder) { m_oneHolder = oneHolder; }
    /// While it runs, CPU is the share of a core since the update before; else over the whole run.
    void setWorkers(
        const std::vector<WorkerSnapshot>& workers, std::uint64_t elapsedNs, bool running);
    /// A run that is over, from history say: its workers have ended and their cores are not known.
    void setResult(const TrialResult& trial);
    void clear();

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QString plain(int row, int column) const override;
    [[nodiscard]] QVariant more(int row, int column, int role) const override;

private:
    struct Row
    {
        WorkerSnapshot worker;
        double cpuShare = 0;
    };
    [[nodiscard]] double cpuShare(
        const WorkerSnapshot& now, const WorkerSnapshot* before, std::uint64_t elapsed) const;
    [[nodiscard]] double number(int row, int column) const;
    [[nodiscard]] double heldNs(const WorkerSnapshot& worker) const;

    std::vector<Row> m_rows;
    std::uint64_t m_elapsedNs = 0;
    double m_heldByAllNs = 0; // as estimated
    bool m_oneHolder = false;
};

} // namespace interleave::ui
