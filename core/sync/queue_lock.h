// The queue lock: a line in which each waits for the one before him, on a cache line that nobody
// else looks at (CLH: Craig 1993; Magnusson, Landin and Hagersten, IPPS 1994).
//
// Fairness: first come, first served. Cost: about 10 ns uncontended, one atomic operation; a
// release disturbs nobody but the next. Like the ticket lock it goes to the next in line even when
// that one has no core, so it crawls with more workers than cores (spin_wait.h).
//
// The original hands nodes on from worker to worker. Here each worker keeps one node and numbers
// its turns: a place in the line is (worker, turn), and it is done when the worker's node says so.
// The tail names the last place.
//
// When a worker dies: it has written down behind which place it would queue before it did, so its
// node and the others' tell whether it stands in the line, and where. recover() frees what it held
// (the next one is told OwnerDied), or marks its place as abandoned; whoever waits behind an
// abandoned place looks at the one before it instead. A worker that comes in place of the dead one
// waits until that place's turn would have come.
#pragma once

#include "core/base/cache_line.h"
#include "core/sync/guard.h"

#include <array>
#include <atomic>

namespace interleave {

class QueueLock
{
public:
    [[nodiscard]] Acquisition tryAcquire(WorkerIndex me)
    {
        Place last = m_tail.load(std::memory_order_acquire);
        if (!isPassed(last))
            return Acquisition::Busy;
        Node& mine = m_nodes[me];
        const Place place = enter(mine, me);
        mine.behind.store(last, std::memory_order_release);
        if (m_tail.compare_exchange_strong(
                last, place, std::memory_order_acq_rel, std::memory_order_relaxed))
            return accept();
        leave(mine);
        return Acquisition::Busy;
    }

    [[nodiscard]] Acquisition acquire(WorkerIndex me)
    {
        Node& mine = m_nodes[me];
        const Place place = enter(mine, me);
        Place last = m_tail.load(std::memory_order_relaxed);
        do
            mine.behind.store(last, std::memory_order_release);
        while (!m_tail.compare_exchange_weak(
            last, place, std::memory_order_acq_rel, std::memory_order_relaxed));
        if (!isDone(last)) [[unlikely]]
            waitBehind(last);
        return accept();
    }

    /// `me` must hold it.
    void release(WorkerIndex me) { leave(m_nodes[me]); }

    [[nodiscard]] bool recover(WorkerIndex dead);

private:
    // Turn * 4 + phase. Zero: no turn yet, and that one is done.
    using State = std::uint64_t;
    static constexpr State kDone = 0;
    static constexpr State kWaiting = 1; // or holding
    static constexpr State kAbandoned = 2;
    static constexpr State kPhases = 3;
    static constexpr State kTurn = 4;
    // Turn << 10 | worker. Zero: worker 0 before its first turn, which is done.
    using Place = std::uint64_t;
    static constexpr unsigned kWorkerBits = 10;
    static_assert(kWorkerPlaces == 1U << kWorkerBits);

    struct alignas(kCacheLine) Node
    {
        std::atomic<State> state; // of its last place in the line
        std::atomic<Place> behind; // the place before that one
    };

    static Place placeOf(State state, WorkerIndex worker)
    {
        return state / kTurn << kWorkerBits | worker;
    }
    [[nodiscard]] const Node& nodeOf(Place place) const { return m_nodes[place % kWorkerPlaces]; }

    Place enter(Node& mine, WorkerIndex me)
    {
        State last = mine.state.load(std::memory_order_relaxed);
        if ((last & kPhases) != kDone) [[unlikely]]
            last = takeOver(mine);
        const State now = last + kTurn + kWaiting;
        mine.state.store(now, std::memory_order_relaxed);
        return placeOf(now, me);
    }
    static void leave(Node& mine)
    {
        const State now = mine.state.load(std::memory_order_relaxed);
        mine.state.store(now & ~kPhases, std::memory_order_release);
    }
    // A worker at a later turn has done with this one.
    [[nodiscard]] static bool isDone(State state, Place place)
    {
        const State since = state - (place >> kWorkerBits) * kTurn;
        return since != kWaiting && since != kAbandoned;
    }
    [[nodiscard]] bool isDone(Place place) const
    {
        return isDone(nodeOf(place).state.load(std::memory_order_acquire), place);
    }
    Acquisition accept()
    {
        if (m_ownerDied.load(std::memory_order_relaxed) == 0) [[likely]]
            return Acquisition::Acquired;
        m_ownerDied.store(0, std::memory_order_relaxed);
        return Acquisition::OwnerDied;
    }
    [[nodiscard]] bool isPassed(Place place) const;
    void waitBehind(Place place) const;
    State takeOver(Node& mine);
    [[nodiscard]] bool stands(Place place) const;

    alignas(kCacheLine) std::atomic<Place> m_tail;
    alignas(kCacheLine) std::atomic<std::uint32_t> m_ownerDied; // guarded by the lock
    std::array<Node, kWorkerPlaces> m_nodes;
};

} // namespace interleave
