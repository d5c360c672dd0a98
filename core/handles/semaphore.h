// A counting semaphore between processes and threads: at most so many hold a permit at a time.
//
// A copy is another handle to the same semaphore; forked children may use the one that they
// inherit. Unlike a POSIX semaphore a permit belongs to the thread that acquired it: only that
// thread can release it, and when it dies the permit is not lost.
//
// Each permit is a robust mutex, so the kernel tells when a holder has died: who gets the permit
// next is told OwnerDied. A death wakes nobody, so waiters look again every 10 ms, which also makes
// up for a waiter that dies just after it was woken: no death blocks the others for longer. A
// thread that lets go of its last handle releases the permits that it holds.
// Fairness: none. Cost: about 0.1 us uncontended; O(permits) when most are taken, some nanoseconds
// each. Whoever releases wakes as many as it has released, by one system call, and only if somebody
// sleeps.
#pragma once

#include "core/ipc/futex.h"
#include "core/ipc/robust_mutex.h"
#include "core/ipc/shared_block.h"

#include <chrono>
#include <memory>
#include <span>

namespace interleave {

class Semaphore
{
public:
    static constexpr std::size_t kMaxPermits = 1'024;

    /// 1 to kMaxPermits permits, else LimitReached. OutOfMemory, OutOfDescriptors.
    [[nodiscard]] static Result<Semaphore, SystemError> create(std::size_t permits);
    /// Broken when the descriptors are not a semaphore's.
    [[nodiscard]] static Result<Semaphore, SystemError> attach(std::vector<UniqueFd> descriptors);
    [[nodiscard]] std::vector<int> descriptors() const { return m_here->block.descriptors(); }

    /// Waits for a permit. Acquired, or OwnerDied.
    // NOLINTNEXTLINE(modernize-use-nodiscard): who has no state to mend may ignore it
    Acquisition acquire() const { return acquireUntil(Deadline::never()); }
    /// Busy when none is free.
    [[nodiscard]] Acquisition tryAcquire() const;
    /// Busy when none has become free after `timeout`.
    [[nodiscard]] Acquisition tryAcquireFor(std::chrono::nanoseconds timeout) const
    {
        return acquireUntil(Deadline::in(timeout));
    }
    /// Gives back so many permits of the calling thread; false, and nothing has changed, when it
    /// holds fewer.
    bool release(std::size_t count = 1) const; // NOLINT(modernize-use-nodiscard)

    // The names that std::lock_guard asks for.
    void lock() const { acquire(); }
    void unlock() const { release(); }

    [[nodiscard]] std::size_t permits() const { return m_here->block.shape().count; }

private:
    struct Shared
    {
        FutexWord releases; // counts them: what waiters sleep on
        // Those that sleep or are about to. One that dies stays counted: a needless wake-up call
        // per release.
        std::atomic<std::uint32_t> waiters;
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
        [[nodiscard]] std::span<RobustMutex> permits() const;
        bool release(std::size_t count);

        SharedBlock block;
        std::atomic<int> held{0}; // permits of this process's threads
    };

    explicit Semaphore(SharedBlock block)
        : m_here(std::make_shared<Here>(std::move(block)))
    {
    }
    static std::optional<std::size_t> payloadBytes(const BlockShape& shape);
    [[nodiscard]] Acquisition acquireUntil(const Deadline& deadline) const;

    std::shared_ptr<Here> m_here;
};

/// Python has two kinds. Its BoundedSemaphore refuses to be released more often than it was
/// acquired; ours always does, and to everybody who holds nothing.
class BoundedSemaphore : public Semaphore
{
public:
    [[nodiscard]] static Result<BoundedSemaphore, SystemError> create(std::size_t permits)
    {
        return Semaphore::create(permits).map(wrap);
    }
    [[nodiscard]] static Result<BoundedSemaphore, SystemError> attach(
        std::vector<UniqueFd> descriptors)
    {
        return Semaphore::attach(std::move(descriptors)).map(wrap);
    }

private:
    explicit BoundedSemaphore(Semaphore semaphore)
        : Semaphore(std::move(semaphore))
    {
    }
    static BoundedSemaphore wrap(Semaphore semaphore)
    {
        return BoundedSemaphore(std::move(semaphore));
    }
};

} // namespace interleave
