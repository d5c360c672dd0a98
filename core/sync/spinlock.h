// The spinlock: test and test-and-set on a word that names its holder.
//
// Fairness: none. Cost: about 10 ns uncontended; while it waits it burns its core. After 1,000
// looks it gives the core away once (sched_yield), or a holder without a core could never go on to
// release it. When its holder dies nobody could get it again, so the engine frees it (recover), by
// the name in the word.
#pragma once

#include "core/sync/guard.h"

#include <atomic>
#include <sched.h>

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
        for (unsigned looks = 1;; ++looks) {
            if (const Acquisition got = tryAcquire(me); got != Acquisition::Busy)
                return got;
            if (looks % kLooksBeforeYield == 0)
                ::sched_yield();
            else
                spinPause();
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
    static constexpr unsigned kLooksBeforeYield = 1'000;

    // The holder reads a line that it has anyway; only recover() makes it 1.
    Acquisition accept()
    {
        if (m_ownerDied.load(std::memory_order_relaxed) == 0)
            return Acquisition::Acquired;
        m_ownerDied.store(0, std::memory_order_relaxed);
        return Acquisition::OwnerDied;
    }

    std::atomic<std::uint32_t> m_holder; // worker + 1, or 0
    std::atomic<std::uint32_t> m_ownerDied; // guarded by m_holder
};

} // namespace interleave
