// What is known of a lock beside the lock itself: who holds it, and how often it changed hands.
// Lies beside the primitive, on the cache line that its holder has anyway, and is written by the
// holder.
//
// Process safety: any process may read at any time. A holder that dies stays noted until the next
// one comes or the engine forgets it (forget).
#pragma once

#include "core/base/cache_line.h"
#include "core/sync/guard.h"

#include <atomic>

namespace interleave {

/// Which of a trial's locks: 0 is the primitive of the experiment, the others are the workload's.
using LockId = std::uint32_t;

class LockRecord
{
public:
    /// By who has just got it.
    void enter(WorkerIndex me)
    {
        if (m_last.load(std::memory_order_relaxed) != me + 1) {
            const std::uint64_t before = m_handOvers.load(std::memory_order_relaxed);
            m_handOvers.store(before + 1, std::memory_order_relaxed);
            m_last.store(me + 1, std::memory_order_relaxed);
        }
        m_holder.store(me + 1, std::memory_order_relaxed);
    }
    /// By who is about to release it.
    void leave() { m_holder.store(0, std::memory_order_relaxed); }
    /// By the engine, about a worker that has died.
    void forget(WorkerIndex dead)
    {
        std::uint32_t noted = dead + 1;
        m_holder.compare_exchange_strong(noted, 0, std::memory_order_relaxed);
    }

    /// Worker + 1; 0 while nobody has it. Of several holders at a time, the one that came last.
    [[nodiscard]] std::uint32_t holder() const { return m_holder.load(std::memory_order_relaxed); }
    /// The holder, or who had it last: whom one that finds it taken has to thank.
    [[nodiscard]] std::uint32_t lastHolder() const
    {
        return m_last.load(std::memory_order_relaxed);
    }
    /// The first to come counts as one.
    [[nodiscard]] std::uint64_t handOvers() const
    {
        return m_handOvers.load(std::memory_order_relaxed);
    }

private:
    std::atomic<std::uint32_t> m_holder;
    std::atomic<std::uint32_t> m_last;
    std::atomic<std::uint64_t> m_handOvers;
};

/// A primitive in shared memory with its record.
template <class G>
struct Recorded
{
    alignas(kCacheLine) G primitive;
    LockRecord record;
};

} // namespace interleave
