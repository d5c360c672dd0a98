#include "core/sync/condition_word.h"

namespace interleave {

ConditionWord::Waited ConditionWord::wait(
    RobustLock& lock, WorkerIndex me, const Deadline& deadline)
{
    m_waiters.fetch_add(1);
    const std::uint32_t seen = m_notifications.load();
    lock.release(me);
    while (m_notifications.load() == seen && !deadline.passed())
        futexWait(m_notifications, seen, deadline.remainingNs());
    m_waiters.fetch_sub(1);
    const bool inTime = m_notifications.load() != seen;
    return {inTime, lock.acquire(me)};
}

void ConditionWord::notifyOne()
{
    if (m_waiters.load() == 0)
        return;
    m_notifications.fetch_add(1);
    futexWake(m_notifications, 1);
}

void ConditionWord::notifyAll()
{
    if (m_waiters.load() == 0)
        return;
    m_notifications.fetch_add(1);
    futexWakeAll(m_notifications);
}

} // namespace interleave
