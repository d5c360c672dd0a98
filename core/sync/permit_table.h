// The semaphore of a trial: a number of permits, each a word that names its holder.
//
// A POSIX semaphore is only a count: when a holder dies, its permit is gone and nobody can tell.
// Here the words say who has which permit, so the engine gives a dead worker's permit back
// (recover). Fairness: none; waiters sleep in the kernel and are woken one per release. Cost: about
// 20 ns uncontended with one permit; acquiring looks at each permit, so O(permits).
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

    /// Must be called once before use. 1 <= permits <= kMaxPermits.
    void create(unsigned permits) { m_permits = permits; }

    [[nodiscard]] Acquisition tryAcquire(WorkerIndex me);
    [[nodiscard]] Acquisition acquire(WorkerIndex me);
    /// `me` must hold a permit.
    void release(WorkerIndex me);
    [[nodiscard]] bool recover(WorkerIndex dead);

private:
    std::uint32_t m_permits;
    FutexWord m_releases; // counts releases: what waiters sleep on
    // Processes that sleep or are about to. One that dies while waiting stays counted, which costs
    // a needless wake-up call per release and nothing else.
    std::atomic<std::uint32_t> m_waiters;
    std::atomic<std::uint32_t> m_ownersDied;
    std::array<std::atomic<std::uint32_t>, kMaxPermits> m_holders; // worker + 1, or 0
};

} // namespace interleave
