// What all tasks of a trial update together, with the primitive that guards it. Lives in shared
// memory.
//
// The counter and the sleep workload use `count`, whose every update adds 1. Squares and cubes use
// the first tally, image filters one tally per brightness. Primitives and racing words lie on cache
// lines of their own.
#pragma once

#include "core/base/cache_line.h"
#include "core/model/choices.h"
#include "core/sync/lock_record.h"
#include "core/sync/permit_table.h"
#include "core/sync/robust_lock.h"
#include "core/sync/spinlock.h"
#include "core/sync/tally.h"
#include "core/sync/wait_clock.h"

#include <array>
#include <vector>

namespace interleave {

inline constexpr std::size_t kTallies = 256;

inline constexpr std::size_t kOwnLocks = 64;

struct SharedState
{
    Recorded<RobustLock> lock;
    Recorded<PermitTable> semaphore;
    Recorded<Spinlock> spinlock;
    std::array<Recorded<RobustLock>, kOwnLocks> ownLocks; // the workload's: LockId 1, 2, ...
    alignas(kCacheLine) WaitClock waiting;
    alignas(kCacheLine) std::uint64_t count;
    alignas(kCacheLine) std::array<Tally, kTallies> tallies;
    alignas(kCacheLine) std::atomic<std::uint64_t> ownersDied; // holders whose lock was handed on

    /// Must be called once, in memory that is zero, before the workers see it.
    [[nodiscard]] Result<void, SystemError> create(std::uint32_t permits);
    /// After worker `dead` has died: frees what it held, and says what that was.
    std::vector<LockId> recover(Primitive primitive, WorkerIndex dead);
    /// Of the experiment's primitive (0) or one of the workload's locks. Null where none guards.
    [[nodiscard]] const LockRecord* record(Primitive primitive, LockId id);
};

/// Calls use(Recorded<G>&) for the guard that the primitive is; not for none and atomic.
template <class Use>
void withGuard(SharedState& shared, Primitive primitive, Use use)
{
    switch (primitive) {
    case Primitive::Lock:
        return use(shared.lock);
    case Primitive::Semaphore:
        return use(shared.semaphore);
    case Primitive::Spinlock:
        return use(shared.spinlock);
    case Primitive::None:
    case Primitive::Atomic:
        break;
    }
}

/// How much is in a shared state, or how much should be.
struct SharedSum
{
    std::uint64_t sum = 0; // modulo 2^64
    std::uint64_t updates = 0;

    SharedSum& operator+=(const SharedSum& other)
    {
        sum += other.sum;
        updates += other.updates;
        return *this;
    }
};

} // namespace interleave
