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
    double frameCpuNs = 0; // ... of what they took of a core: less where others wanted it, too
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

    class LastFrames
    {
    public:
        void add(double ns);
        [[nodiscard]] double median() const; // 0 of none

    private:
        static constexpr std::size_t kMost = 32;

        std::vector<double> m_ns; // a ring
        std::size_t m_next = 0;
    };

    std::uint64_t m_startNs = 0;
    std::uint64_t m_startCpuNs = 0;
    std::uint64_t m_frameBeginNs = 0; // 0 between frames
    std::uint64_t m_frameBeginCpuNs = 0; // of this thread
    LastFrames m_wall;
    LastFrames m_cpu;
    std::uint64_t m_frames = 0;
    double m_worstNs = 0;
    QTimer m_idle;
};

} // namespace interleave::ui
