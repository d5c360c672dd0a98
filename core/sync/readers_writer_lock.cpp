#include "core/sync/readers_writer_lock.h"

namespace interleave {

// Whoever sleeps says so first and looks again after that; whoever changes something changes it
// first and then looks whether somebody sleeps. All of it is sequentially consistent, so at least
// one of the two sees the other.
template <class Condition>
void ReadersWriterLock::sleepUntil(Condition condition)
{
    for (;;) {
        const std::uint32_t seen = m_changes.load();
        m_writer.fetch_or(kSleepers);
        if (condition())
            return;
        futexWait(m_changes, seen);
    }
}

void ReadersWriterLock::wakeAll()
{
    m_writer.fetch_and(~kSleepers);
    m_changes.fetch_add(1);
    futexWakeAll(m_changes);
}

bool ReadersWriterLock::claim(WorkerIndex me)
{
    std::uint32_t now = m_writer.load();
    while ((now & kName) == 0) {
        if (m_writer.compare_exchange_weak(now, now | claimOf(me)))
            return true;
    }
    return false;
}

// False when a reader has struck the claim out.
bool ReadersWriterLock::confirmBesideFlags(WorkerIndex me)
{
    std::uint32_t now = m_writer.load();
    while ((now & kName) == me + 1) {
        if (m_writer.compare_exchange_weak(now, now & ~kClaim))
            return true;
    }
    return false;
}

void ReadersWriterLock::giveUpClaim(WorkerIndex me)
{
    std::uint32_t now = m_writer.load();
    while ((now & kName) == me + 1) {
        if (!m_writer.compare_exchange_weak(now, now & ~(kName | kClaim)))
            continue;
        if ((now & kSleepers) != 0)
            wakeAll();
        return;
    }
}

bool ReadersWriterLock::mayRead() const
{
    const std::uint32_t now = m_writer.load();
    if ((now & kName) != 0)
        return !prefersWriters() && (now & kClaim) != 0;
    return (now & kWritersWait) == 0 || m_waitingWriters.empty();
}

// For a reader who is in the set: true when he may stay.
bool ReadersWriterLock::strikeOutClaim()
{
    std::uint32_t now = m_writer.load();
    while (mayRead()) {
        if ((now & kName) == 0 || m_writer.compare_exchange_weak(now, now & ~(kName | kClaim)))
            return true;
    }
    return false;
}

void ReadersWriterLock::releaseAndWake()
{
    const std::uint32_t over = m_waitingWriters.empty() ? kName | kWritersWait : kName;
    if ((m_writer.fetch_and(~over) & kSleepers) != 0)
        wakeAll();
}

Acquisition ReadersWriterLock::waitToWrite(WorkerIndex me)
{
    if (!prefersWriters()) {
        Acquisition got = Acquisition::Busy;
        sleepUntil([&] {
            if (m_readers.empty())
                got = tryAcquire(me);
            return got != Acquisition::Busy;
        });
        return got;
    }
    m_waitingWriters.insert(me);
    sleepUntil([&] {
        m_writer.fetch_or(kWritersWait);
        return claim(me);
    });
    m_waitingWriters.remove(me);
    sleepUntil([&] { return m_readers.empty(); });
    confirmBesideFlags(me);
    return accept();
}

Acquisition ReadersWriterLock::waitToRead(WorkerIndex me)
{
    Acquisition got = Acquisition::Busy;
    sleepUntil([&] {
        got = tryAcquireShared(me);
        return got != Acquisition::Busy;
    });
    return got;
}

bool ReadersWriterLock::recover(WorkerIndex dead)
{
    const bool read = m_readers.contains(dead);
    m_readers.remove(dead);
    m_waitingWriters.remove(dead);
    std::uint32_t now = m_writer.load();
    const bool wrote = (now & kName) == dead + 1 && (now & kClaim) == 0;
    if (wrote)
        m_ownerDied.store(1);
    while (
        (now & kName) == dead + 1 && !m_writer.compare_exchange_weak(now, now & ~(kName | kClaim)))
        ;
    wakeAll();
    return read || wrote;
}

} // namespace interleave
