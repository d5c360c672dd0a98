// A guard as one worker uses it: it acquires and releases, and what that costs is noted.
//
// Waiting is measured only when there is some: acquiring tries first, and only a refusal reads the
// clock. So an acquisition that need not wait pays a counter and two stores into a line that it has
// anyway; every 64th is timed for how long it holds, and every one that had to wait.
#pragma once

#include "core/base/clock.h"
#include "core/sync/lock_record.h"

#include <mutex>
#include <stdexcept>

namespace interleave {

/// A wait that is over, or a stay inside.
struct LockTime
{
    LockId lock;
    std::uint32_t holder; // of a wait: worker + 1 that had it when the wait began; 0: not known
    std::uint64_t begin; // ticks
    std::uint64_t end;
};

/// Told what a worker does with its guards.
class SyncObserver
{
public:
    virtual void waitBegins(LockId lock, std::uint64_t ticks) = 0;
    virtual void waitEnds(const LockTime& wait) = 0;
    /// `waited`: whether it had to wait for it.
    virtual void held(const LockTime& stay, bool waited) = 0;
    virtual void ownerDied() = 0;

    std::uint64_t acquisitions = 0;

protected:
    ~SyncObserver() = default;
};

/// Works with std::lock_guard, and with std::shared_lock where readers may share it. Used by one
/// thread. lock() throws where the guard refuses, with the guard's own words; nothing is held then.
template <Guard G>
class RecordedGuard
{
public:
    RecordedGuard(G& guard,
        LockRecord& record,
        LockId id,
        WorkerIndex me,
        const Clock& clock,
        SyncObserver& observer)
        : m_guard(guard)
        , m_record(record)
        , m_observer(observer)
        , m_clock(clock)
        , m_id(id)
        , m_me(me)
    {
    }
    RecordedGuard(Recorded<G>& recorded,
        LockId id,
        WorkerIndex me,
        const Clock& clock,
        SyncObserver& observer)
        : RecordedGuard(recorded.primitive, recorded.record, id, me, clock, observer)
    {
    }

    void lock()
    {
        const Acquisition got = m_guard.tryAcquire(m_me);
        m_waited = got == Acquisition::Busy;
        if (m_waited) [[unlikely]]
            enter(wait([this] { return m_guard.acquire(m_me); }));
        else
            enter(got);
    }

    void lock_shared() requires SharedGuard<G>
    {
        const Acquisition got = m_guard.tryAcquireShared(m_me);
        m_waited = got == Acquisition::Busy;
        if (m_waited) [[unlikely]]
            enter(wait([this] { return m_guard.acquireShared(m_me); }));
        else
            enter(got);
    }

    [[nodiscard]] bool try_lock()
    {
        const Acquisition got = m_guard.tryAcquire(m_me);
        m_waited = false;
        if (got == Acquisition::Busy || got == Acquisition::Refused)
            return false;
        enter(got);
        return true;
    }

    void unlock()
    {
        leave([this] { m_guard.release(m_me); });
    }

    void unlock_shared() requires SharedGuard<G>
    {
        leave([this] { m_guard.releaseShared(m_me); });
    }

    /// Whether the last holder died inside, when this worker got it last.
    [[nodiscard]] bool ownerDied() const { return m_ownerDied; }

private:
    static constexpr std::uint64_t kTimedOneIn = 64;

    void enter(Acquisition got)
    {
        if (got == Acquisition::Refused || got == Acquisition::Busy) [[unlikely]]
            refuse(got);
        m_ownerDied = got == Acquisition::OwnerDied;
        if (m_ownerDied) [[unlikely]]
            m_observer.ownerDied();
        m_record.enter(m_me);
        const bool timed = m_waited || m_observer.acquisitions % kTimedOneIn == 0;
        ++m_observer.acquisitions;
        m_timedSince = timed ? m_clock.ticks() : 0;
    }

    template <class Release>
    void leave(Release release)
    {
        const std::uint64_t since = m_timedSince;
        const std::uint64_t end = since != 0 ? m_clock.ticks() : 0;
        m_record.leave();
        release();
        if (since != 0) [[unlikely]]
            m_observer.held({m_id, 0, since, end}, m_waited);
    }

    // Whoever is inside now may not be alone: to go on would be a silent race.
    [[noreturn, gnu::noinline]] void refuse(Acquisition got) const
    {
        if (got == Acquisition::Busy) // after a wait without an end
            throw std::runtime_error("the lock was refused: its memory is damaged");
        if constexpr (requires { m_guard.refusal(); })
            throw std::runtime_error(m_guard.refusal());
        throw std::runtime_error("the lock was refused: its holder asked for it again");
    }

    template <class Acquire>
    [[nodiscard, gnu::noinline]] Acquisition wait(Acquire acquire)
    {
        const std::uint32_t last = m_record.lastHolder();
        const std::uint32_t holder = last == m_me + 1 ? 0 : last; // somebody has just got it
        const std::uint64_t begin = m_clock.ticks();
        m_observer.waitBegins(m_id, begin);
        const Acquisition got = acquire();
        m_observer.waitEnds({m_id, holder, begin, m_clock.ticks()});
        return got;
    }

    G& m_guard;
    LockRecord& m_record;
    SyncObserver& m_observer;
    Clock m_clock;
    LockId m_id;
    WorkerIndex m_me;
    bool m_waited = false;
    bool m_ownerDied = false;
    std::uint64_t m_timedSince = 0;
};

} // namespace interleave
