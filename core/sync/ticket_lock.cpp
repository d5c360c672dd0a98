#include "core/sync/ticket_lock.h"

#include "core/sync/spin_wait.h"

namespace interleave {

Acquisition TicketLock::busy(std::uint64_t serving)
{
    if (m_suspect.load(std::memory_order_relaxed) > serving)
        passOverNobody();
    return Acquisition::Busy;
}

void TicketLock::waitFor(std::uint64_t ticket)
{
    SpinWait wait(SpinWait::kInLine);
    for (;;) {
        const std::uint64_t serving = m_serving.load(std::memory_order_acquire);
        if (serving == ticket)
            return;
        if (m_suspect.load(std::memory_order_relaxed) > serving) [[unlikely]]
            passOverNobody();
        wait.pause();
    }
}

// The order of the reads is what makes it right. The ticket was taken before m_next was read, so
// its taker's word had been "about to take" since before, and every read below sees that or a later
// value. Who is being served keeps his word until he has moved m_serving on, which fails the last
// step.
void TicketLock::passOverNobody()
{
    std::uint64_t serving = m_serving.load(std::memory_order_acquire);
    if (m_next.load(std::memory_order_acquire) == serving)
        return;
    for (const Ticket& ticket : m_tickets) {
        const std::uint64_t word = ticket.word.load(std::memory_order_acquire);
        if (word == kAboutToTake || word == serving + 1)
            return;
    }
    m_serving.compare_exchange_strong(serving, serving + 1, std::memory_order_acq_rel);
}

bool TicketLock::recover(WorkerIndex dead)
{
    auto& word = m_tickets[dead].word;
    const std::uint64_t next = word.load();
    const bool held = next != kAboutToTake && next == m_serving.load() + 1;
    word.store(0);
    if (held) {
        m_ownerDied.store(1, std::memory_order_relaxed);
        m_serving.store(next);
    }
    m_suspect.store(m_next.load());
    return held;
}

} // namespace interleave
