// A lock on a file: flock(2), or fcntl(2) with F_OFD_SETLKW.
//
// Both kinds belong to the open file description, so every worker opens the file for itself: open()
// does that from any descriptor of it, by /proc/self/fd, so that the file can be one in memory that
// has no name. A descriptor that was inherited by fork() is the parent's description, and locking
// it would exclude nobody. The older F_SETLK belongs to the process: the threads of one exclude
// nobody, and closing any descriptor of the file drops the lock. That is why it isn't offered.
//
// Fairness: first come, first served, as Linux keeps its waiters. Cost: a system call to lock and
// one to unlock, about 1 us together, contended or not, and a wake-up for each that waited. When a
// holder or a waiter dies the kernel closes its description, which frees the lock or takes it out
// of the line, at once; but it tells nobody. The HolderNote, in memory that the workers share,
// does: the next holder finds the dead one's name and is told OwnerDied.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/sync/holder_note.h"

namespace interleave {

/// One worker's handle; not to be shared, nor used in a child that inherits it.
class FileLock
{
public:
    enum class Kind { Flock, Fcntl };

    /// The lock of the file behind `descriptor`, which must be open for reading and writing. To be
    /// called in the worker itself, before it enters a sandbox that keeps /proc from it.
    [[nodiscard]] static Result<FileLock, SystemError> open(
        Kind kind, int descriptor, HolderNote& note);

    /// Refused when `me` has it, or when the kernel has no memory left for the lock.
    [[nodiscard]] Acquisition tryAcquire(WorkerIndex me);
    [[nodiscard]] Acquisition acquire(WorkerIndex me);
    /// Why it was refused, with the remedy.
    [[nodiscard]] std::string refusal() const;
    /// False when `me` does not hold it, or when the kernel does not take it back: then it is free,
    /// and this handle is refused from then on.
    bool release(WorkerIndex me); // NOLINT(modernize-use-nodiscard): a holder ignores it
    /// The kernel has freed it already; so the engine, which has no handle, asks the note itself.
    [[nodiscard]] bool recover(WorkerIndex dead)
    {
        m_note->recover(dead);
        return false;
    }

private:
    FileLock(Kind kind, UniqueFd file, HolderNote& note)
        : m_kind(kind)
        , m_file(std::move(file))
        , m_note(&note)
    {
    }
    [[nodiscard]] int lock(bool wait) const;
    [[nodiscard]] int unlock() const;
    [[nodiscard]] int setLock(int command, short type) const;
    [[nodiscard]] Acquisition take(WorkerIndex me, bool wait);

    Kind m_kind;
    UniqueFd m_file;
    HolderNote* m_note;
    int m_error = 0; // of the call that was refused last; 0: the holder asked again
};

} // namespace interleave
