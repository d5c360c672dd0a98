// A condition variable, to be used with a RobustLock (Hoare's monitors as in Mesa: Lampson and
// Redell, CACM 1980; pthread_cond_wait(3)).
//
//   lock.acquire(me);
//   condition.wait(lock, me, deadline, [&] { return !queue.empty(); });
//
// Whoever waits holds the lock, once; it is released while he waits and held again when he goes on,
// whatever made him. A notification between the two is not lost: he sleeps only if nobody has
// notified since he looked, and he looked while he held the lock. He may also go on for no reason,
// so he looks at what he waits for again; the form with a condition does that for him.
//
// Fairness: notifyOne() wakes who has slept longest; the lock then goes to whoever comes first.
// Cost: notifying nobody about 1 ns; else a system call, a wake-up and the lock. A notifier or a
// waiter that dies may take a wake-up along, so recover() wakes all others to look again. A
// waiter that dies stays counted: a needless system call per notification, nothing else.
#pragma once

#include "core/base/deadline.h"
#include "core/ipc/futex.h"
#include "core/sync/robust_lock.h"

namespace interleave {

class ConditionWord
{
public:
    struct Waited
    {
        bool inTime; // false: the deadline has passed
        Acquisition lock; // Acquired, or OwnerDied: its last holder died meanwhile
    };

    /// Until somebody notifies, or for no reason.
    [[nodiscard]] Waited wait(RobustLock& lock, WorkerIndex me, const Deadline& deadline);

    /// Until `condition` holds. A dead holder of the lock ends the wait, too: what the condition
    /// looks at may be half done.
    template <class Holds>
    [[nodiscard]] Waited wait(
        RobustLock& lock, WorkerIndex me, const Deadline& deadline, Holds condition)
    {
        Waited waited{true, Acquisition::Acquired};
        while (!condition() && waited.inTime && waited.lock == Acquisition::Acquired)
            waited = wait(lock, me, deadline);
        return {waited.inTime || condition(), waited.lock};
    }

    /// What wait() consists of, for other locks: enter() while the lock is held, sleep() without it
    /// until it says true (somebody has notified) or the waiter has waited enough, and leave().
    [[nodiscard]] std::uint32_t enter();
    [[nodiscard]] bool sleep(std::uint32_t entered, const Deadline& deadline);
    void leave() { m_waiters.fetch_sub(1); }

    void notifyOne();
    void notifyAll();
    /// A worker has died: everybody looks again.
    void recover(WorkerIndex) { notifyAll(); }

private:
    FutexWord m_notifications; // counts them: what waiters sleep on
    std::atomic<std::uint32_t> m_waiters;
};

} // namespace interleave
