// The signals that would end this process as an event of the loop, for the time that this object
// lives: it ends by itself, and leaves nothing behind.
//
// Those are all whose default is to end a process, but for SIGKILL, what a fault of its own sends,
// and SIGPIPE and SIGXFSZ, which a write of its own does. One that the parent chose to ignore
// (nohup) stays ignored, one with a handler keeps it. Where the host withholds signalfd4 the loop
// is woken 50 times a second to look.
#pragma once

#include "core/base/deadline.h"
#include "core/process/event_loop.h"

#include <chrono>
#include <csignal>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace interleave {

/// Those of them that this process ignores, a bit each, the first for signal 1: so do its workers.
[[nodiscard]] std::uint64_t ignoredStopSignals();

class StopSignals
{
public:
    /// Blocks the signals and calls `stop` for each that arrives. When it fails they do what they
    /// did before.
    [[nodiscard]] static Result<std::unique_ptr<StopSignals>, SystemError> watch(
        EventLoop& loop, std::function<void()> stop);
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;
    StopSignals(StopSignals&&) = delete;
    StopSignals& operator=(StopSignals&&) = delete;
    ~StopSignals();

    /// Also of a signal that the loop has not come to; `stop` is then called here.
    [[nodiscard]] bool interrupted();
    /// For what is written meanwhile (a GiveUp): once one has come, a reader that has taken nothing
    /// for 0.1 s is asleep, and all that is still to be written has 0.4 s together. Calls nothing.
    [[nodiscard]] bool noTimeLeft(std::chrono::nanoseconds idle);
    /// "SIGTERM", the first of them that came; empty before.
    [[nodiscard]] std::string signalName() const;

private:
    StopSignals(EventLoop& loop, const sigset_t& signals, std::function<void()> stop);
    [[nodiscard]] Result<void, SystemError> watchAll();
    [[nodiscard]] int descriptor() const { return m_timer ? m_timer->descriptor() : m_fd.get(); }
    void takeSignals();
    [[nodiscard]] bool anyHasCome() const;

    EventLoop& m_loop;
    sigset_t m_signals;
    sigset_t m_before; // what was blocked
    UniqueFd m_fd; // readable when one has come
    std::optional<Timer> m_timer; // in its place where there is none
    std::function<void()> m_stop;
    int m_first = 0;
    std::optional<Deadline> m_writingEnds;
};

} // namespace interleave
