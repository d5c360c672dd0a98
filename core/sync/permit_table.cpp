#include "core/sync/permit_table.h"

namespace interleave {

Acquisition PermitTable::tellOwnerDied()
{
    std::uint32_t died = m_ownersDied.load();
    while (died != 0) {
        if (m_ownersDied.compare_exchange_weak(died, died - 1))
            return Acquisition::OwnerDied;
    }
    return Acquisition::Acquired;
}

Acquisition PermitTable::wait(WorkerIndex me)
{
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

void PermitTable::wakeOneOfThem()
{
    m_releases.fetch_add(1);
    futexWake(m_releases, 1);
}

// One more is free than before, whoever had it.
bool PermitTable::raise()
{
    if (!freeAnothers() && !addOne())
        return false;
    wakeOne();
    return true;
}

bool PermitTable::freeAnothers()
{
    const std::uint32_t permits = m_permits.load();
    for (std::uint32_t permit = 0; permit < permits; ++permit) {
        std::uint32_t holder = m_holders[permit].load();
        if (holder != 0 && m_holders[permit].compare_exchange_strong(holder, 0))
            return true;
    }
    return false;
}

bool PermitTable::addOne()
{
    std::uint32_t permits = m_permits.load();
    while (permits < kMaxPermits) {
        if (m_permits.compare_exchange_weak(permits, permits + 1))
            return true;
    }
    return false;
}

bool PermitTable::recover(WorkerIndex dead)
{
    bool held = false;
    for (auto& holder : m_holders) {
        if (holder.load() != dead + 1)
            continue;
        m_ownersDied.fetch_add(1);
        holder.store(0);
        held = true;
    }
    // Also when it held nothing: it may have died between freeing a permit and waking a waiter.
    m_releases.fetch_add(1);
    futexWakeAll(m_releases);
    return held;
}

} // namespace interleave
