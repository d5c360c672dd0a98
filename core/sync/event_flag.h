// An event: set or not, and workers wait until it is (Python's threading.Event).
//
// Fairness: all who wait go on together. Whoever waited when it was set goes on, even if it was
// cleared before he got a core: a set is never missed. Cost: looking is one load; setting what is
// set already, too; else a system call and a wake-up for each that waits. A waiter that dies does
// no harm. One that dies while it sets may have woken nobody, so recover() wakes all.
#pragma once

#include "core/base/deadline.h"
#include "core/ipc/futex.h"
#include "core/sync/guard.h"

namespace interleave {

class EventFlag
{
public:
    void set();
    void clear();
    [[nodiscard]] bool isSet() const
    {
        return (m_word.load(std::memory_order_acquire) & kSet) != 0;
    }
    /// Until it is set; false when the deadline has passed before.
    [[nodiscard]] bool wait(const Deadline& deadline) const { return waitSince(look(), deadline); }
    /// The same in two steps, for whoever looks around while he waits: look() once.
    [[nodiscard]] std::uint32_t look() const { return m_word.load(); }
    [[nodiscard]] bool waitSince(std::uint32_t look, const Deadline& deadline) const;
    void recover(WorkerIndex) { futexWakeAll(m_word); }

private:
    static constexpr std::uint32_t kSet = 1;
    static constexpr std::uint32_t kOnce = 2; // how often it was set counts from here

    FutexWord m_word;
};

} // namespace interleave
