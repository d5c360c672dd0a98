// What watching costs while a trial goes on: the engine's share of a core, the window's, and how
// long the window's thread is kept by one live update, from reading the recording to the last
// pixel.
#pragma once

#include "core/base/clock.h"
#include "core/metrics/process_usage.h"
#include "core/model/run_result.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace interleave::ui {

struct WatchingCost
{
    double engineShare = 0; // of one core, since the trial began
    double frameCpuNs = 0; // on a core, the median of the last live updates, of any trial
    WindowCost window{};
};

class WatchingMeter : public QObject
{
    Q_OBJECT

public:
    explicit WatchingMeter(QObject* parent = nullptr);

    /// A trial of this engine begins.
    void start(pid_t engine);
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

    ProcessUsage m_engine;
    std::uint64_t m_startNs = 0;
    std::uint64_t m_startCpuNs = 0; // the window's
    std::uint64_t m_startEngineNs = 0;
    std::uint64_t m_frameBeginNs = 0; // 0 between frames
    std::uint64_t m_frameBeginCpuNs = 0; // of this thread
    LastFrames m_wall;
    LastFrames m_cpu; // not begun anew with a trial
    std::uint64_t m_frames = 0;
    double m_worstNs = 0;
    QTimer m_idle;
};

} // namespace interleave::ui
