// A condition variable between processes and threads, with its lock (Python's Condition; Hoare's
// monitors as in Mesa: Lampson and Redell, CACM 1980).
//
//   std::lock_guard guard(condition);
//   condition.wait([&] { return stock.get() > 0; }); // somebody else changes it and notifies
//
// A copy is another handle to the same condition; forked children may use the one that they
// inherit. Several conditions may have one lock. Whoever waits holds the lock; it is released while
// he waits and held again when he goes on, whatever made him. He may go on for no reason, so he
// looks again at what he waits for; the forms with a predicate do that. A notification between his
// look and his sleep is not lost. Unlike Python's the lock is not recursive: inside it twice,
// wait() would keep it.
//
// Who dies: a holder of the lock is noticed within 10 ms also when all others wait; the first who
// goes on is told OwnerDied, and what the lock guards may be half changed. A notifier that dies
// before it has woken anybody, and a waiter that dies with the wake-up of another, cost the others
// at most 10 ms. A waiter that dies otherwise harms nobody.
// Fairness: none. Cost: notifying nobody is one load; else a system call, a wake-up and the lock.
#pragma once

#include "core/handles/lock.h"
#include "core/handles/shared_word.h"
#include "core/sync/condition_word.h"

#include <concepts>

namespace interleave {

class Condition
{
public:
    struct Waited
    {
        bool inTime; // false: the time-out has passed; with a predicate, and it still does not hold
        Acquisition lock; // Acquired, or OwnerDied: its last holder died meanwhile
    };

    /// With a lock of its own. OutOfMemory, OutOfDescriptors. Takes a page, and one for its lock.
    [[nodiscard]] static Result<Condition, SystemError> create();
    [[nodiscard]] static Result<Condition, SystemError> create(const Lock& lock);
    /// Broken when the descriptors are not a condition's.
    [[nodiscard]] static Result<Condition, SystemError> attach(std::vector<UniqueFd> descriptors);
    [[nodiscard]] std::vector<int> descriptors() const;

    /// Its lock.
    // NOLINTNEXTLINE(modernize-use-nodiscard): std::lock_guard ignores it
    Acquisition lock() const { return m_lock.lock(); }
    void unlock() const { m_lock.unlock(); }

    /// Until somebody notifies, or for no reason.
    Waited wait() const { return waitUntil(Deadline::never()); } // NOLINT(modernize-use-nodiscard)
    [[nodiscard]] Waited waitFor(std::chrono::nanoseconds timeout) const
    {
        return waitUntil(Deadline::in(timeout));
    }
    /// Until `holds()`, or a holder of the lock has died: what it looks at may be half changed.
    // NOLINTNEXTLINE(modernize-use-nodiscard): who has no state to mend may ignore it
    Waited wait(std::predicate auto holds) const { return waitUntil(Deadline::never(), holds); }
    [[nodiscard]] Waited waitFor(std::chrono::nanoseconds timeout, std::predicate auto holds) const
    {
        return waitUntil(Deadline::in(timeout), holds);
    }

    /// Best while the lock is held; what the others wait for must have been changed under it.
    void notifyOne() const { m_word->notifyOne(); }
    void notifyAll() const { m_word->notifyAll(); }

private:
    Condition(Lock lock, SharedWord<ConditionWord> word)
        : m_lock(std::move(lock))
        , m_word(std::move(word))
    {
    }
    [[nodiscard]] Waited waitUntil(const Deadline& deadline) const;
    [[nodiscard]] Waited waitUntil(const Deadline& deadline, std::predicate auto& holds) const
    {
        Waited waited{true, Acquisition::Acquired};
        while (!holds() && waited.inTime && waited.lock == Acquisition::Acquired)
            waited = waitUntil(deadline);
        return {waited.inTime || holds(), waited.lock};
    }

    Lock m_lock;
    SharedWord<ConditionWord> m_word;
};

} // namespace interleave
