// The readers-writer lock: any number of readers, or one writer (Courtois, Heymans and Parnas,
// CACM 1971, whose problems 1 and 2 are the two preferences).
//
// Fairness: none within readers or writers. Between them, by preference:
//   Readers  a reader enters whenever no writer is inside. Writers starve while readers overlap.
//   Writers  a reader enters only when no writer is inside or waits. Readers starve while writers
//            queue up.
//
// Cost: about 20 ns uncontended either way, two or three atomic operations. Readers of different
// workers change the same cache line, so many of them are no faster than a lock when the section is
// short. Waiters sleep in the kernel (futex); each release that somebody waits for wakes them all.
//
// When a worker dies: every reader is a bit and the writer a name, so recover() takes out whatever
// the dead one was. After a dead writer the next to enter, reader or writer, is told OwnerDied.
// After a dead reader nobody is: it changed nothing. A waiter that dies stays asleep for ever in
// nobody's way; recover() wakes the others to look again, in case it took a wake-up along.
#pragma once

#include "core/base/cache_line.h"
#include "core/ipc/futex.h"
#include "core/sync/guard.h"
#include "core/sync/worker_set.h"

namespace interleave {

class ReadersWriterLock
{
public:
    enum class Preference : std::uint32_t { Readers, Writers };

    /// Must be called once before use.
    void create(Preference preference) { m_preference = preference; }

    // As a writer, alone: what Guard asks for.
    [[nodiscard]] Acquisition tryAcquire(WorkerIndex me)
    {
        std::uint32_t free = 0;
        if (!m_writer.compare_exchange_strong(free, claimOf(me)) && !claim(me))
            return Acquisition::Busy;
        if (m_readers.empty() && confirm(me)) [[likely]]
            return accept();
        giveUpClaim(me);
        return Acquisition::Busy;
    }
    [[nodiscard]] Acquisition acquire(WorkerIndex me)
    {
        const Acquisition got = tryAcquire(me);
        return got == Acquisition::Busy ? waitToWrite(me) : got;
    }
    /// `me` must be the writer.
    void release(WorkerIndex me)
    {
        std::uint32_t writing = me + 1;
        if (!m_writer.compare_exchange_strong(writing, 0)) [[unlikely]]
            releaseAndWake();
    }

    // As one of the readers.
    [[nodiscard]] Acquisition tryAcquireShared(WorkerIndex me)
    {
        if (m_writer.load(std::memory_order_relaxed) != 0 && !mayRead()) [[unlikely]]
            return Acquisition::Busy;
        m_readers.insert(me);
        if (m_writer.load() == 0 || strikeOutClaim()) [[likely]]
            return accept();
        releaseShared(me);
        return Acquisition::Busy;
    }
    [[nodiscard]] Acquisition acquireShared(WorkerIndex me)
    {
        const Acquisition got = tryAcquireShared(me);
        return got == Acquisition::Busy ? waitToRead(me) : got;
    }
    /// `me` must be a reader.
    void releaseShared(WorkerIndex me)
    {
        m_readers.remove(me);
        if ((m_writer.load() & kSleepers) != 0) [[unlikely]]
            wakeAll();
    }

    [[nodiscard]] bool recover(WorkerIndex dead);

private:
    // m_writer: the writer + 1 or 0, and flags. A claim is a writer who has not made sure yet that
    // nobody reads. Where readers are preferred one of them may strike it out; where writers are,
    // it keeps new readers out until the last has left.
    static constexpr std::uint32_t kName = 0xffff;
    static constexpr std::uint32_t kClaim = 1U << 16U;
    static constexpr std::uint32_t kSleepers = 1U << 17U; // somebody sleeps, or did
    static constexpr std::uint32_t kWritersWait = 1U << 18U; // some do, or did: m_waitingWriters

    static std::uint32_t claimOf(WorkerIndex me) { return (me + 1) | kClaim; }
    [[nodiscard]] bool prefersWriters() const { return m_preference == Preference::Writers; }

    bool confirm(WorkerIndex me)
    {
        std::uint32_t claimed = claimOf(me);
        return m_writer.compare_exchange_strong(claimed, me + 1) || confirmBesideFlags(me);
    }
    Acquisition accept()
    {
        if (m_ownerDied.load(std::memory_order_relaxed) == 0) [[likely]]
            return Acquisition::Acquired;
        return m_ownerDied.exchange(0) == 0 ? Acquisition::Acquired : Acquisition::OwnerDied;
    }
    bool claim(WorkerIndex me);
    bool confirmBesideFlags(WorkerIndex me);
    void giveUpClaim(WorkerIndex me);
    [[nodiscard]] bool mayRead() const;
    bool strikeOutClaim();
    void releaseAndWake();
    void wakeAll();
    Acquisition waitToWrite(WorkerIndex me);
    Acquisition waitToRead(WorkerIndex me);
    template <class Condition>
    void sleepUntil(Condition condition);

    alignas(kCacheLine) std::atomic<std::uint32_t> m_writer;
    Preference m_preference;
    std::atomic<std::uint32_t> m_ownerDied;
    FutexWord m_changes; // what all waiters sleep on
    WorkerSet m_readers; // inside, or about to look whether they may be
    WorkerSet m_waitingWriters; // only where they are preferred
};

} // namespace interleave
