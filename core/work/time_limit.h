// The time-out of a task as its own worker sees it. Who watches over tasks looks now and then, and
// stops one that takes too long; one that ends between two looks is judged by its worker, so that
// no task that took longer than it may is ever a success.
//
// Time in which the watcher was stopped together with the workers does not count (StopCredit): it
// notes how much that was, and a worker that finds its task too long asks these notes.
#pragma once

#include "core/base/clock.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace interleave {

/// In shared memory, all zero at first; the watcher writes.
struct WatchNotes
{
    std::atomic<std::uint64_t> lastLook; // ticks; stored after what it has found
    std::atomic<std::uint64_t> stopped; // ticks, in all, in which it was stopped
    std::atomic<std::uint64_t> stopEnd; // when it last saw that it had been
};

class TimeLimit
{
public:
    /// 0 is no limit. The watcher looks every `periodNs`.
    TimeLimit(
        const WatchNotes& notes, const Clock& clock, std::uint64_t limitNs, std::uint64_t periodNs)
        : m_notes(notes)
        , m_clock(clock)
        , m_limitNs(limitNs)
        , m_lateNs(2 * periodNs)
    {
    }

    void taskBegins()
    {
        if (m_limitNs != 0)
            m_stoppedBefore = m_notes.stopped.load(std::memory_order_relaxed);
    }
    /// Whether the task that has just ended took longer than it may; both times in ticks. Waits for
    /// the watcher when that is late, since it may have been stopped.
    [[nodiscard]] bool isExceeded(std::uint64_t begin, std::uint64_t end) const
    {
        if (m_limitNs == 0 || end <= begin || m_clock.toNs(end - begin) <= m_limitNs) [[likely]]
            return false;
        while (isLookMissing(end))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        const std::uint64_t stopped = stoppedSince(begin);
        return stopped < end - begin && m_clock.toNs(end - begin - stopped) > m_limitNs;
    }
    [[nodiscard]] std::uint64_t limitNs() const { return m_limitNs; }

private:
    // Of a stop that was seen in the task, what was before it is not its own.
    [[nodiscard]] std::uint64_t stoppedSince(std::uint64_t begin) const
    {
        const std::uint64_t stopped = m_notes.stopped.load() - m_stoppedBefore;
        const std::uint64_t stopEnd = m_notes.stopEnd.load();
        return stopEnd < begin ? 0 : std::min(stopped, stopEnd - begin);
    }
    [[nodiscard]] bool isLookMissing(std::uint64_t end) const
    {
        const std::uint64_t last = m_notes.lastLook.load();
        return last < end && m_clock.toNs(end - last) >= m_lateNs;
    }

    const WatchNotes& m_notes;
    Clock m_clock;
    std::uint64_t m_limitNs;
    std::uint64_t m_lateNs; // a look that comes later tells of a stop
    std::uint64_t m_stoppedBefore = 0;
};

} // namespace interleave
