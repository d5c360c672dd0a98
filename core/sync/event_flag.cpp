#include "core/sync/event_flag.h"

namespace interleave {

void EventFlag::set()
{
    std::uint32_t now = m_word.load();
    while ((now & kSet) == 0) {
        if (m_word.compare_exchange_weak(now, (now + kOnce) | kSet)) {
            futexWakeAll(m_word);
            return;
        }
    }
}

void EventFlag::clear()
{
    m_word.fetch_and(~kSet);
}

bool EventFlag::wait(const Deadline& deadline) const
{
    const std::uint32_t first = m_word.load();
    if ((first & kSet) != 0)
        return true;
    while (m_word.load() == first) {
        if (deadline.passed())
            return false;
        futexWait(m_word, first, deadline.remainingNs());
    }
    return true;
}

} // namespace interleave
