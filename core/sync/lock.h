// A lock between processes and threads.
//
//   auto lock = Lock::create().value();
//   std::lock_guard guard(lock); // in any process to which it was given
//
// A copy is another handle to the same lock; forked children may use the one that they inherit.
// Holders are threads: only the one that locked may unlock, and locking twice waits for ever.
//
// When a holder dies the kernel hands the lock on within microseconds. The next holder is told
// OwnerDied: what the lock guards may be half changed. ownersDied() counts that for those who lock
// by std::lock_guard. A thread that lets go of its last handle while it holds the lock releases it.
// Cost and fairness: core/ipc/robust_mutex.h.
#pragma once

#include "core/ipc/robust_mutex.h"
#include "core/ipc/shared_block.h"

#include <atomic>
#include <chrono>
#include <memory>

namespace interleave {

class Lock
{
public:
    /// OutOfMemory, OutOfDescriptors. Takes a page.
    [[nodiscard]] static Result<Lock, SystemError> create();
    /// Broken when the descriptors are not a lock's.
    [[nodiscard]] static Result<Lock, SystemError> attach(std::vector<UniqueFd> descriptors);
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
        m_here->held = false;
        shared().mutex.unlock();
    }

    /// How many holders have died inside.
    [[nodiscard]] std::uint64_t ownersDied() const { return shared().ownersDied.load(); }

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
        bool held = false; // by a thread of this process; guarded by the lock itself
    };

    explicit Lock(SharedBlock block)
        : m_here(std::make_shared<Here>(std::move(block)))
    {
    }
    [[nodiscard]] Shared& shared() const { return m_here->shared(); }
    [[nodiscard]] Acquisition noted(Acquisition acquisition) const
    {
        if (acquisition == Acquisition::Busy)
            return acquisition;
        m_here->held = true;
        if (acquisition == Acquisition::OwnerDied) [[unlikely]]
            shared().ownersDied.fetch_add(1);
        return acquisition;
    }

    std::shared_ptr<Here> m_here;
};

} // namespace interleave
