// The ticket lock: whoever comes takes a number, and numbers are served in order (Mellor-Crummey
// and Scott, TOCS 1991, section 2.2).
//
// Fairness: first come, first served. Cost: about 10 ns uncontended, one atomic operation. All who
// wait look at one word, so each release takes its cache line from every one of them; and the lock
// goes to the next in line even when that one has no core, so with more workers than cores it is
// far slower than a lock that anybody may take (spin_wait.h).
//
// When a worker dies: it left in its own word which ticket it had, so recover() knows whether it
// was being served (the next one is told OwnerDied) or waited. A ticket that has an owner no longer
// is passed over by those who wait, when its turn comes. There is one instant at which a death
// leaves no name on a ticket: between taking it and writing it down. Before taking one a worker
// therefore writes that it is about to. So a ticket is nobody's when its turn has come, no word
// names it, and nobody is about to write his down: whoever took it had said so before.
#pragma once

#include "core/base/cache_line.h"
#include "core/sync/guard.h"

#include <array>
#include <atomic>

namespace interleave {

class TicketLock
{
public:
    [[nodiscard]] Acquisition tryAcquire(WorkerIndex me)
    {
        std::uint64_t ticket = m_serving.load(std::memory_order_acquire);
        if (m_next.load(std::memory_order_relaxed) != ticket)
            return busy(ticket);
        auto& mine = m_tickets[me].word;
        mine.store(kAboutToTake, std::memory_order_relaxed);
        const bool got = m_next.compare_exchange_strong(
            ticket, ticket + 1, std::memory_order_acq_rel, std::memory_order_relaxed);
        mine.store(got ? ticket + 1 : 0, std::memory_order_relaxed);
        return got ? accept() : Acquisition::Busy;
    }

    [[nodiscard]] Acquisition acquire(WorkerIndex me)
    {
        auto& mine = m_tickets[me].word;
        mine.store(kAboutToTake, std::memory_order_relaxed);
        const std::uint64_t ticket = m_next.fetch_add(1, std::memory_order_acq_rel);
        mine.store(ticket + 1, std::memory_order_relaxed);
        if (m_serving.load(std::memory_order_acquire) != ticket) [[unlikely]]
            waitFor(ticket);
        return accept();
    }

    /// `me` must hold it.
    void release(WorkerIndex me)
    {
        m_serving.store(
            m_tickets[me].word.load(std::memory_order_relaxed), std::memory_order_release);
    }

    [[nodiscard]] bool recover(WorkerIndex dead);

private:
    static constexpr std::uint64_t kAboutToTake = ~std::uint64_t{0};

    // One worker's word: 0, kAboutToTake, or the ticket that it took last, plus 1.
    struct alignas(kCacheLine) Ticket
    {
        std::atomic<std::uint64_t> word;
    };

    Acquisition accept()
    {
        if (m_ownerDied.load(std::memory_order_relaxed) == 0) [[likely]]
            return Acquisition::Acquired;
        m_ownerDied.store(0, std::memory_order_relaxed);
        return Acquisition::OwnerDied;
    }
    Acquisition busy(std::uint64_t serving);
    void waitFor(std::uint64_t ticket);
    void passOverNobody();

    alignas(kCacheLine) std::atomic<std::uint64_t> m_next;
    std::atomic<std::uint64_t> m_serving; // changed by its owner, or where it has none
    std::atomic<std::uint64_t> m_ownerDied; // guarded by the lock
    std::atomic<std::uint64_t> m_suspect; // tickets below it may be nobody's
    std::array<Ticket, kWorkerPlaces> m_tickets;
};

} // namespace interleave
