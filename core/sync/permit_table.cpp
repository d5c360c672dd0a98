#include "core/sync/permit_table.h"

namespace interleave {

Acquisition PermitTable::tryAcquire(WorkerIndex me)
{
    for (std::size_t permit = 0; permit < m_permits; ++permit) {
        std::uint32_t free = 0;
        auto& holder = m_holders[permit];
        if (holder.load() != 0 || !holder.compare_exchange_strong(free, me + 1))
            continue;
        if (m_ownersDied.load(std::memory_order_relaxed) == 0)
            return Acquisition::Acquired;
        m_ownersDied.store(0, std::memory_order_relaxed);
        return Acquisition::OwnerDied;
    }
    return Acquisition::Busy;
}

Acquisition PermitTable::acquire(WorkerIndex me)
{
    if (const Acquisition got = tryAcquire(me); got != Acquisition::Busy)
        return got;
    // The waiter announces itself, then looks; the releaser frees, then looks for waiters. Both
    // sides use sequentially consistent operations, so at least one of them sees the other.
    m_waiters.fetch_add(1);
    for (;;) {
        const std::uint32_t seen = m_releases.load();
        const Acquisition got = tryAcquire(me);
        if (got != Acquisition::Busy) {
            m_waiters.fetch_sub(1);
            return got;
        }
        futexWait(m_releases, seen);
    }
}

void PermitTable::release(WorkerIndex me)
{
    for (std::size_t permit = 0; permit < m_permits; ++permit) {
        auto& holder = m_holders[permit];
        if (holder.load(std::memory_order_relaxed) != me + 1)
            continue;
        holder.store(0);
        if (m_waiters.load() != 0) {
            m_releases.fetch_add(1);
            futexWake(m_releases, 1);
        }
        return;
    }
}

bool PermitTable::recover(WorkerIndex dead)
{
    bool held = false;
    for (std::size_t permit = 0; permit < m_permits; ++permit) {
        if (m_holders[permit].load() == dead + 1) {
            m_ownersDied.store(1);
            m_holders[permit].store(0);
            held = true;
        }
    }
    // Also when it held nothing: it may have died between freeing a permit and waking a waiter.
    m_releases.fetch_add(1);
    futexWakeAll(m_releases);
    return held;
}

} // namespace interleave
