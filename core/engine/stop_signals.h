// SIGINT and SIGTERM as an event of the loop, for the time that this object lives.
#pragma once

#include "core/process/event_loop.h"

#include <memory>

namespace interleave {

class StopSignals
{
public:
    /// Blocks both signals and calls `stop` for each that arrives. Null when the system refuses:
    /// they then do what they did before.
    [[nodiscard]] static std::unique_ptr<StopSignals> watch(
        EventLoop& loop, std::function<void()> stop);
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    StopSignals(StopSignals&&) = delete;
    StopSignals& operator=(StopSignals&&) = delete;
    ~StopSignals();

    [[nodiscard]] bool interrupted() const { return m_interrupted; }

private:
    StopSignals(EventLoop& loop, UniqueFd fd, std::function<void()> stop);
    void onSignal();

    EventLoop& m_loop;
    UniqueFd m_fd;
    std::function<void()> m_stop;
    bool m_interrupted = false;
};

} // namespace interleave
