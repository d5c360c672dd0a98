// A lock that is a System V semaphore of one permit, with SEM_UNDO (semop(2)).
//
// Fairness: nearly first come, first served; the kernel keeps those who wait in a line. Cost: a
// system call to take it and one to give it back, about 1 us together, contended or not, and a
// wake-up for each that waited. When a holder dies the kernel gives the permit back, at once; but
// it tells nobody. The HolderNote, in memory that the workers share, does: the next holder finds
// the dead one's name and is told OwnerDied. A waiter that dies leaves the line.
//
// Sets of semaphores live in the kernel until somebody removes them, whoever ends. SystemVSet
// removes its own, and first those that others like it have left: a set says in itself that it is
// one of ours and whose (its values hold a signature, the creator's process id and the namespace of
// that). Sets of other programs, of other users, of processes that live, and of those in another
// process id namespace (a container), of whom nobody here can say, are left alone; when the whole
// namespace has gone with its processes, so that none of it can come back and look, the set stays
// (ipcrm). A creator that was killed in the microseconds before its set was signed leaves one of
// our shape that is all zero: it goes when it is a minute old. A set whose creator's process id was
// taken by another process is removed when that one has ended.
#pragma once

#include "core/base/system_error.h"
#include "core/sync/holder_note.h"

#include <utility>

namespace interleave {

/// The semaphore itself, of whoever starts the workers.
class SystemVSet
{
public:
    /// LimitReached when the system has too many sets (SEMMNI).
    [[nodiscard]] static Result<SystemVSet, SystemError> create();
    /// Removes what creators that have died left behind; how many sets that were.
    static std::size_t sweep(); // NOLINT(modernize-use-nodiscard)

    SystemVSet(SystemVSet&& other) noexcept
        : m_id(std::exchange(other.m_id, -1))
    {
    }
    SystemVSet& operator=(SystemVSet&&) = delete;
    SystemVSet(const SystemVSet&) = delete;
    SystemVSet& operator=(const SystemVSet&) = delete;
    /// Whoever waits then is Refused.
    ~SystemVSet();

    /// By which any process of this user finds it: a SystemVLock.
    [[nodiscard]] int id() const { return m_id; }

private:
    explicit SystemVSet(int id)
        : m_id(id)
    {
    }

    int m_id;
};

/// One worker's handle.
class SystemVLock
{
public:
    SystemVLock(int id, HolderNote& note)
        : m_id(id)
        , m_note(&note)
    {
    }

    /// Refused when `me` has it, or when the set is gone.
    [[nodiscard]] Acquisition tryAcquire(WorkerIndex me);
    [[nodiscard]] Acquisition acquire(WorkerIndex me);
    /// Why it was refused, with the remedy.
    [[nodiscard]] std::string refusal() const;
    /// False when `me` does not hold it.
    bool release(WorkerIndex me); // NOLINT(modernize-use-nodiscard): a holder ignores it
    /// The kernel has freed it already; so the engine, which has no handle, asks the note itself.
    [[nodiscard]] bool recover(WorkerIndex dead)
    {
        m_note->recover(dead);
        return false;
    }

private:
    [[nodiscard]] Acquisition take(WorkerIndex me, short flags);

    int m_id;
    HolderNote* m_note;
    int m_error = 0; // of the call that was refused last; 0: the holder asked again
};

} // namespace interleave
