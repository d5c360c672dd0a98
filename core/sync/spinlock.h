// The spinlock: test and test-and-set (Rudolph and Segall, ISCA 1984) on a word that names its
// holder.
//
// Fairness: none; a waiter may starve. Cost: about 10 ns uncontended; whoever waits burns a core
// (spin_wait.h), and all who wait fight for one cache line at every release. When its holder dies
// nobody could get it again, so the engine frees it (recover), by the name in the word. A waiter
// that dies has left nothing behind.
#pragma once

#include "core/sync/guard.h"
#include "core/sync/spin_wait.h"

#include <atomic>

namespace interleave {

class Spinlock
{
public:
    [[nodiscard]] Acquisition tryAcquire(WorkerIndex me)
    {
        std::uint32_t free = 0;
        const bool got = m_holder.load(std::memory_order_relaxed) == 0
            && m_holder.compare_exchange_strong(
                free, me + 1, std::memory_order_acquire, std::memory_order_relaxed);
        return got ? accept() : Acquisition::Busy;
    }

    [[nodiscard]] Acquisition acquire(WorkerIndex me)
    {
        for (SpinWait wait(SpinWait::kAnybody);; wait.pause()) {
            if (const Acquisition got = tryAcquire(me); got != Acquisition::Busy)
                return got;
        }
    }

    void release(WorkerIndex) { m_holder.store(0, std::memory_order_release); }

    [[nodiscard]] bool recover(WorkerIndex dead)
    {
        if (m_holder.load(std::memory_order_relaxed) != dead + 1)
            return false;
        m_ownerDied.store(1, std::memory_order_relaxed);
        m_holder.store(0, std::memory_order_release);
        return true;
    }

private:
    // The holder reads a line that it has anyway; only recover() makes it 1.
    Acquisition accept()
    {
        if (m_ownerDied.load(std::memory_order_relaxed) == 0) [[likely]]
            return Acquisition::Acquired;
        m_ownerDied.store(0, std::memory_order_relaxed);
        return Acquisition::OwnerDied;
    }

    std::atomic<std::uint32_t> m_holder; // worker + 1, or 0
    std::atomic<std::uint32_t> m_ownerDied; // guarded by m_holder
};

} // namespace interleave
