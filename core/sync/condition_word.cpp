#include "core/sync/condition_word.h"

namespace interleave {

ConditionWord::Waited ConditionWord::wait(
    RobustLock& lock, WorkerIndex me, const Deadline& deadline)
{
    const std::uint32_t entered = enter();
    lock.release(me);
    const bool notified = sleep(entered, deadline);
    leave();
    return {notified, lock.acquire(me)};
}

std::uint32_t ConditionWord::enter()
{
    m_waiters.fetch_add(1);
    return m_notifications.load();
}

bool ConditionWord::sleep(std::uint32_t entered, const Deadline& deadline)
{
    while (m_notifications.load() == entered && !deadline.passed())
        futexWait(m_notifications, entered, deadline.remainingNs());
    return m_notifications.load() != entered;
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
