// The signals that would end this process as an event of the loop, for the time that this object
// lives: it ends by itself, and leaves nothing behind.
//
// Those are all whose default is to end a process, but for SIGKILL and what a fault of its own
// sends. One that the parent chose to ignore (nohup) stays ignored, one with a handler keeps it.
#pragma once

#include "core/process/event_loop.h"

#include <csignal>
#include <memory>

namespace interleave {

class StopSignals
{
public:
    /// Blocks the signals and calls `stop` for each that arrives. Null when the system refuses:
    /// they then do what they did before.
    [[nodiscard]] static std::unique_ptr<StopSignals> watch(
        EventLoop& loop, std::function<void()> stop);
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    StopSignals(StopSignals&&) = delete;
    StopSignals& operator=(StopSignals&&) = delete;
    ~StopSignals();

    /// Also of a signal that the loop has not come to; `stop` is then called here.
    [[nodiscard]] bool interrupted();

private:
    StopSignals(EventLoop& loop, UniqueFd fd, const sigset_t& before, std::function<void()> stop);
    void takeSignals();

    EventLoop& m_loop;
    UniqueFd m_fd;
    sigset_t m_before; // what was blocked
    std::function<void()> m_stop;
    bool m_interrupted = false;
};

} // namespace interleave
