#include "core/sync/barrier.h"

namespace interleave {

// The last to arrive ends the phase in the same step, so that none dies between the two.
Barrier::Passage Barrier::wait(const Deadline& deadline)
{
    std::uint32_t now = m_word.load();
    for (;;) {
        if ((now & kBroken) != 0)
            return Passage::Broken;
        const bool last = (now & kArrived) + 1 == m_parties;
        const std::uint32_t next = last ? (phaseOf(now) + 1) * kPhase : now + 1;
        if (!m_word.compare_exchange_weak(now, next))
            continue;
        if (!last)
            return waitForTheOthers(phaseOf(now), deadline);
        futexWakeAll(m_word);
        return Passage::PassedLast;
    }
}

Barrier::Passage Barrier::waitForTheOthers(std::uint32_t phase, const Deadline& deadline)
{
    for (;;) {
        std::uint32_t now = m_word.load();
        if (phaseOf(now) != phase)
            return Passage::Passed;
        if ((now & kBroken) != 0)
            return Passage::Broken;
        if (!deadline.passed()) {
            futexWait(m_word, now, deadline.remainingNs());
        } else if (m_word.compare_exchange_strong(now, now | kBroken)) {
            futexWakeAll(m_word);
            return Passage::Broken;
        }
    }
}

void Barrier::abort()
{
    m_word.fetch_or(kBroken);
    futexWakeAll(m_word);
}

void Barrier::reset()
{
    m_word.store((phaseOf(m_word.load()) + 1) * kPhase);
}

} // namespace interleave
