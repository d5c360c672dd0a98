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
        std::uint32_t now = kFree;
        if (take(now, me)) [[likely]]
            return Acquisition::Acquired;
        return now == kFreedForTheDead && take(now, me) ? Acquisition::OwnerDied
                                                        : Acquisition::Busy;
    }

    [[nodiscard]] Acquisition acquire(WorkerIndex me)
    {
        const Acquisition got = tryAcquire(me);
        return got == Acquisition::Busy ? wait(me) : got;
    }

    void release(WorkerIndex) { m_holder.store(kFree, std::memory_order_release); }

    [[nodiscard]] bool recover(WorkerIndex dead)
    {
        std::uint32_t name = dead + 1;
        return m_holder.compare_exchange_strong(name, kFreedForTheDead);
    }

private:
    static constexpr std::uint32_t kFree = 0;
    static constexpr std::uint32_t kFreedForTheDead = ~0U;

    bool take(std::uint32_t& free, WorkerIndex me)
    {
        return m_holder.compare_exchange_strong(
            free, me + 1, std::memory_order_acquire, std::memory_order_relaxed);
    }
    [[gnu::noinline]] Acquisition wait(WorkerIndex me)
    {
        for (SpinWait spin(SpinWait::kAnybody);; spin.pause()) {
            const std::uint32_t now = m_holder.load(std::memory_order_relaxed);
            if (now != kFree && now != kFreedForTheDead)
                continue;
            if (const Acquisition got = tryAcquire(me); got != Acquisition::Busy)
                return got;
        }
    }

    std::atomic<std::uint32_t> m_holder; // worker + 1, or one of the two above
};

} // namespace interleave
