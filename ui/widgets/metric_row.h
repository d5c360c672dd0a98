// The tiles of a run: wall time, throughput, how long tasks took, waiting, and what its story is
// about: lost updates, the cores, or what the workload itself counts.
#pragma once

#include "core/model/run_result.h"
#include "core/model/told_figures.h"
#include "ui/models/live_snapshot.h"

#include <QWidget>

#include <array>

namespace interleave::ui {

class ElidedLabel;
class FlowLayout;
class MetricTile;
class NoteLabel;
class StillBox;

class MetricRow : public QWidget
{
    Q_OBJECT

public:
    explicit MetricRow(QWidget* parent = nullptr);

    /// Shows the tiles that tell something of it.
    void start(const Experiment& experiment);
    void setLive(const LiveSnapshot& live);
    void setResult(const TrialResult& trial);
    /// Of several trials the medians; task times and waiting are those of the typical trial.
    void setRun(const RunResult& run);
    void clear();
    /// All in one line of text, without tiles.
    void setLow(bool low);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] std::array<MetricTile*, 6 + kMostTold> tilesInOrder() const;
    void setTight(bool tight);
    void fit();
    void showWords();
    void makeOwnTiles();
    void nameTasks();
    void nameOwn();
    void showOwn(const WorkloadOutcome& outcome);
    void showStory(const TrialResult& trial);
    void showMedians(const RunResult& run);
    [[nodiscard]] QString medianTitles(const RunResult& run) const;
    [[nodiscard]] QString ofWhich(const RunResult& run) const;
    [[nodiscard]] static QString lostText(const RunResult& run);
    [[nodiscard]] static QString typicalText(const RunResult& run);
    void setLatency(const LatencySummary& latency, std::uint64_t tasks);
    void setWaiting(std::uint64_t waitNs, std::uint64_t busyNs);

    MetricTile* m_wall;
    MetricTile* m_throughput;
    MetricTile* m_latency;
    MetricTile* m_waiting;
    MetricTile* m_cores;
    std::array<MetricTile*, kMostTold> m_own{}; // what the workload tells itself
    MetricTile* m_lost;
    QWidget* m_tiles;
    FlowLayout* m_line = nullptr;
    ElidedLabel* m_words; // instead of tiles
    StillBox* m_wordsBox;
    NoteLabel* m_of; // of which trials the numbers are
    Experiment m_experiment;
    bool m_low = false;
};

} // namespace interleave::ui
