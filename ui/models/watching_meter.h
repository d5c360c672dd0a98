// What the window's own work costs while a run goes on: its share of a core, and how long its
// thread is kept by one live update, from reading the recording to the last pixel.
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace interleave::ui {

struct WatchingCost
{
    double windowShare = 0; // of one core, the window's process since the run began
    double frameNs = 0; // the median of the last live updates
    double worstFrameNs = 0; // of all live updates
    std::uint64_t frames = 0; // live updates that were measured
};

class WatchingMeter : public QObject
{
    Q_OBJECT

public:
    explicit WatchingMeter(QObject* parent = nullptr);

    /// A run begins.
    void start();
    /// A live update begins; it ends when the thread has nothing left to do.
    void beginFrame();
    [[nodiscard]] WatchingCost cost() const;

private:
    void endFrame();

    static constexpr std::size_t kLastFrames = 32;

    std::uint64_t m_startNs = 0;
    std::uint64_t m_startCpuNs = 0;
    std::uint64_t m_frameBeginNs = 0; // 0 between frames
    std::vector<double> m_last; // frames, in a ring
    std::uint64_t m_frames = 0;
    double m_worstNs = 0;
    QTimer m_idle;
};

} // namespace interleave::ui
