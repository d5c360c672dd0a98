// The semaphore of a trial: a number of permits, each a word that names who has it.
//
// A POSIX semaphore (sem_overview(7)) and Python's Semaphore are only a count: when a holder dies,
// its permit is gone and nobody can tell. Here the words say who has which permit, so the engine
// gives a dead worker's permits back (recover), and whoever takes one of them is told OwnerDied.
//
// Who may release:
//   Holder   one who has a permit; anybody else is refused, and nothing changes. Stricter than
//            Python's BoundedSemaphore, which only refuses to exceed its first value: that one
//            overlooks a release too many while anybody is inside.
//   Anybody  as with Python's Semaphore, the value is what it was at first plus releases less
//            acquisitions: a release too many lets one more in. Who releases without having a
//            permit frees another's, or adds one where all are free. The names are then only a
//            guess at whose the permits are, and so is what recover() gives back.
//
// Fairness: none; waiters sleep in the kernel and are woken one per release. Cost: about 20 ns
// uncontended with one permit; acquiring and releasing look at each permit, so O(permits). A waiter
// that dies may take a wake-up along; recover() wakes all others to make up for it.
#pragma once

#include "core/ipc/futex.h"
#include "core/sync/guard.h"

#include <array>
#include <atomic>

namespace interleave {

class PermitTable
{
public:
    static constexpr unsigned kMaxPermits = 64;
    enum class Release : std::uint32_t { ByHolder, ByAnybody };

    /// Must be called once before use. 1 <= permits <= kMaxPermits.
    void create(unsigned permits, Release release = Release::ByHolder)
    {
        m_permits = permits;
        m_release = release;
    }

    [[nodiscard]] Acquisition tryAcquire(WorkerIndex me)
    {
        const std::uint32_t permits = m_permits.load(std::memory_order_relaxed);
        for (std::uint32_t permit = 0; permit < permits; ++permit) {
            std::uint32_t free = 0;
            auto& holder = m_holders[permit];
            if (holder.load(std::memory_order_relaxed) == 0
                && holder.compare_exchange_strong(free, me + 1))
                return accept();
        }
        return Acquisition::Busy;
    }
    [[nodiscard]] Acquisition acquire(WorkerIndex me)
    {
        const Acquisition got = tryAcquire(me);
        return got == Acquisition::Busy ? wait(me) : got;
    }
    /// False when it was refused: `me` has no permit, or there are kMaxPermits free ones.
    bool release(WorkerIndex me) // NOLINT(modernize-use-nodiscard): who has one ignores it
    {
        const std::uint32_t permits = m_permits.load(std::memory_order_relaxed);
        for (std::uint32_t permit = 0; permit < permits; ++permit) {
            std::uint32_t mine = me + 1;
            auto& holder = m_holders[permit];
            if (holder.load(std::memory_order_relaxed) == mine
                && holder.compare_exchange_strong(mine, 0)) {
                wakeOne();
                return true;
            }
        }
        return m_release == Release::ByAnybody && raise();
    }
    [[nodiscard]] bool recover(WorkerIndex dead);

private:
    Acquisition accept()
    {
        if (m_ownersDied.load(std::memory_order_relaxed) == 0) [[likely]]
            return Acquisition::Acquired;
        return tellOwnerDied();
    }
    void wakeOne()
    {
        if (m_waiters.load() != 0) [[unlikely]]
            wakeOneOfThem();
    }
    Acquisition tellOwnerDied();
    Acquisition wait(WorkerIndex me);
    void wakeOneOfThem();
    bool raise();
    bool freeAnothers();
    bool addOne();

    std::atomic<std::uint32_t> m_permits;
    Release m_release;
    FutexWord m_releases; // counts releases: what waiters sleep on
    // Processes that sleep or are about to. One that dies while waiting stays counted, which costs
    // a needless wake-up call per release and nothing else.
    std::atomic<std::uint32_t> m_waiters;
    std::atomic<std::uint32_t> m_ownersDied; // permits given back that nobody has been told of
    std::array<std::atomic<std::uint32_t>, kMaxPermits> m_holders; // worker + 1, or 0
};

} // namespace interleave
