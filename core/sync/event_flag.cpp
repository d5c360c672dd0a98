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

bool EventFlag::waitSince(std::uint32_t look, const Deadline& deadline) const
{
    if ((look & kSet) != 0)
        return true;
    while (m_word.load() == look) {
        if (deadline.passed())
            return false;
        futexWait(m_word, look, deadline.remainingNs());
    }
    return true;
}

} // namespace interleave
