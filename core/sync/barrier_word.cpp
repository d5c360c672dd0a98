#include "core/sync/barrier_word.h"

namespace interleave {

BarrierWord::Passage BarrierWord::wait(const Deadline& deadline)
{
    const Arrival arrival = arrive();
    for (;;) {
        if (const auto passage = await(arrival, deadline))
            return *passage;
        abort(arrival);
    }
}

// The last to arrive ends the phase in the same step, so that none dies between the two.
BarrierWord::Arrival BarrierWord::arrive()
{
    std::uint32_t now = m_word.load();
    for (;;) {
        if ((now & kBroken) != 0)
            return {phaseOf(now), Passage::Broken};
        const bool last = (now & kArrived) + 1 == m_parties;
        const std::uint32_t next = last ? (phaseOf(now) + 1) * kPhase : now + 1;
        if (!m_word.compare_exchange_weak(now, next))
            continue;
        if (!last)
            return {phaseOf(now), {}};
        futexWakeAll(m_word);
        return {phaseOf(now), Passage::PassedLast};
    }
}

std::optional<BarrierWord::Passage> BarrierWord::await(
    const Arrival& arrival, const Deadline& deadline)
{
    if (arrival.passage)
        return arrival.passage;
    for (;;) {
        const std::uint32_t now = m_word.load();
        if (phaseOf(now) != arrival.phase)
            return Passage::Passed;
        if ((now & kBroken) != 0)
            return Passage::Broken;
        if (deadline.passed())
            return std::nullopt;
        futexWait(m_word, now, deadline.remainingNs());
    }
}

bool BarrierWord::endPhase(std::uint32_t phase)
{
    std::uint32_t now = m_word.load();
    while (phaseOf(now) == phase && (now & kBroken) == 0) {
        if (!m_word.compare_exchange_weak(now, (phase + 1) * kPhase))
            continue;
        futexWakeAll(m_word);
        return true;
    }
    return false;
}

void BarrierWord::abort(const Arrival& arrival)
{
    std::uint32_t now = m_word.load();
    while (phaseOf(now) == arrival.phase && (now & kBroken) == 0) {
        if (!m_word.compare_exchange_weak(now, now | kBroken))
            continue;
        futexWakeAll(m_word);
        return;
    }
}

void BarrierWord::abort()
{
    m_word.fetch_or(kBroken);
    futexWakeAll(m_word);
}

void BarrierWord::reset()
{
    m_word.store((phaseOf(m_word.load()) + 1) * kPhase);
}

} // namespace interleave
