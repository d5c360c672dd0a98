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
// When a worker dies: it had written down behind which place it would queue before it did, so its
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
        const Place place = nextPlace(mine, me);
        mine.behind.store(last, std::memory_order_release);
        const bool got = m_tail.compare_exchange_strong(
            last, place, std::memory_order_acq_rel, std::memory_order_relaxed);
        return got ? accept() : Acquisition::Busy;
    }

    [[nodiscard]] Acquisition acquire(WorkerIndex me)
    {
        Node& mine = m_nodes[me];
        const Place place = nextPlace(mine, me);
        // A guess that is right when nobody has come since. When it is wrong, failing has already
        // fetched the cache line for writing, which a look at the tail would not have.
        Place last = place - (Place{1} << kWorkerBits);
        do
            mine.behind.store(last, std::memory_order_release);
        while (!m_tail.compare_exchange_weak(
            last, place, std::memory_order_acq_rel, std::memory_order_relaxed));
        if (!isDone(last)) [[unlikely]]
            waitBehind(last);
        return accept();
    }

    /// `me` must hold it.
    void release(WorkerIndex me) { endTurn(m_nodes[me]); }

    [[nodiscard]] bool recover(WorkerIndex dead);

private:
    // Turns done * 2, and 1 when the place of the next one is abandoned.
    using State = std::uint64_t;
    static constexpr State kAbandoned = 1;
    static constexpr State kTurn = 2;
    // Turn << 10 | worker; turns count from 1. Zero, of worker 0, is done from the beginning.
    using Place = std::uint64_t;
    static constexpr unsigned kWorkerBits = 10;
    static_assert(kWorkerPlaces == 1U << kWorkerBits);

    struct alignas(kCacheLine) Node
    {
        std::atomic<State> state;
        std::atomic<Place> behind; // the place before the worker's last one
    };

    static Place placeOf(State turns, WorkerIndex worker)
    {
        return turns / kTurn << kWorkerBits | worker;
    }
    [[nodiscard]] const Node& nodeOf(Place place) const { return m_nodes[place % kWorkerPlaces]; }

    Place nextPlace(Node& mine, WorkerIndex me)
    {
        if ((mine.state.load(std::memory_order_relaxed) & kAbandoned) != 0) [[unlikely]]
            takeOver(mine);
        return placeOf(mine.state.load(std::memory_order_relaxed) + kTurn, me);
    }
    static void endTurn(Node& mine)
    {
        const State now = mine.state.load(std::memory_order_relaxed);
        mine.state.store((now & ~kAbandoned) + kTurn, std::memory_order_release);
    }
    [[nodiscard]] static bool isDone(State state, Place place)
    {
        return state / kTurn >= place >> kWorkerBits;
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
    void takeOver(Node& mine);
    [[nodiscard]] bool stands(Place place) const;

    alignas(kCacheLine) std::atomic<Place> m_tail;
    alignas(kCacheLine) std::atomic<std::uint32_t> m_ownerDied; // guarded by the lock
    std::array<Node, kWorkerPlaces> m_nodes;
};

} // namespace interleave
