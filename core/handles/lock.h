// Locks between processes and threads.
//
//   auto lock = Lock::create().value();
//   std::lock_guard guard(lock); // in any process to which it was given
//
// A copy is another handle to the same lock; forked children may use the one that they inherit.
// Holders are threads: only the one that locked may unlock. Locking again waits for ever with a
// Lock; with an RLock (Python's name for a recursive one) it succeeds at once, and the holder
// unlocks as often as it has locked.
//
// When a holder dies the kernel hands the lock on within microseconds. The next holder is told
// OwnerDied: what the lock guards may be half changed. It has an RLock once, however often the dead
// one had locked it. ownersDied() counts that for those who lock by std::lock_guard. A thread that
// lets go of its last handle while it holds the lock releases it.
// Cost and fairness: core/ipc/robust_mutex.h.
#pragma once

#include "core/ipc/robust_mutex.h"
#include "core/ipc/shared_block.h"

#include <atomic>
#include <chrono>
#include <memory>

namespace interleave {

/// What both kinds have.
template <class Self, RobustMutex::Kind kKind>
class LockHandle
{
public:
    /// OutOfMemory, OutOfDescriptors. Takes a page.
    [[nodiscard]] static Result<Self, SystemError> create();
    /// Broken when the descriptors are not those of a lock of this kind.
    [[nodiscard]] static Result<Self, SystemError> attach(std::vector<UniqueFd> descriptors);
    [[nodiscard]] std::vector<int> descriptors() const { return m_here->block.descriptors(); }

    /// Waits for it. Acquired, or OwnerDied.
    // NOLINTNEXTLINE(modernize-use-nodiscard): std::lock_guard ignores it
    Acquisition lock() const { return noted(shared().mutex.lock()); }
    /// Busy when somebody has it.
    [[nodiscard]] Acquisition tryLock() const { return noted(shared().mutex.tryLock()); }
    /// Busy when somebody still has it after `timeout`.
    [[nodiscard]] Acquisition tryLockFor(std::chrono::nanoseconds timeout) const
    {
        return noted(shared().mutex.lockUntil(Deadline::in(timeout)));
    }
    void unlock() const
    {
        --m_here->held;
        shared().mutex.unlock();
    }

    /// How many holders have died inside.
    [[nodiscard]] std::uint64_t ownersDied() const { return shared().ownersDied.load(); }
    /// Its holder has died, and nobody has taken it over yet.
    [[nodiscard]] bool isAbandoned() const { return shared().mutex.isAbandoned(); }

private:
    struct Shared
    {
        RobustMutex mutex;
        std::atomic<std::uint64_t> ownersDied;
    };
    // What the handles of this process have in common.
    struct Here
    {
        explicit Here(SharedBlock memory)
            : block(std::move(memory))
        {
        }
        Here(const Here&) = delete;
        Here& operator=(const Here&) = delete;
        ~Here();
        [[nodiscard]] Shared& shared() const { return *reinterpret_cast<Shared*>(block.payload()); }

        SharedBlock block;
        int held = 0; // times, by a thread of this process; guarded by the lock itself
    };

    explicit LockHandle(SharedBlock block)
        : m_here(std::make_shared<Here>(std::move(block)))
    {
    }
    [[nodiscard]] Shared& shared() const { return m_here->shared(); }
    [[nodiscard]] Acquisition noted(Acquisition acquisition) const
    {
        if (acquisition == Acquisition::Busy)
            return acquisition;
        ++m_here->held;
        if (acquisition == Acquisition::OwnerDied) [[unlikely]]
            tookOver();
        return acquisition;
    }
    void tookOver() const
    {
        m_here->held = 1; // the dead one may have been a thread of this process
        shared().ownersDied.fetch_add(1);
    }

    std::shared_ptr<Here> m_here;
};

class Lock : public LockHandle<Lock, RobustMutex::Kind::Plain>
{
    using LockHandle::LockHandle;
};

class RLock : public LockHandle<RLock, RobustMutex::Kind::Recursive>
{
    using LockHandle::LockHandle;
};

extern template class LockHandle<Lock, RobustMutex::Kind::Plain>;
extern template class LockHandle<RLock, RobustMutex::Kind::Recursive>;

} // namespace interleave
