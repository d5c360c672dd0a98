// What all tasks of a trial update together, with the primitive that guards it. Lives in shared
// memory.
//
// The counter and the sleep workload use `count`, whose every update adds 1. Squares and cubes use
// the first tally, image filters one tally per brightness. Primitives and racing words lie on cache
// lines of their own.
#pragma once

#include "core/base/cache_line.h"
#include "core/model/choices.h"
#include "core/sync/file_lock.h"
#include "core/sync/lock_record.h"
#include "core/sync/permit_table.h"
#include "core/sync/queue_lock.h"
#include "core/sync/readers_writer_lock.h"
#include "core/sync/robust_lock.h"
#include "core/sync/spinlock.h"
#include "core/sync/system_v_lock.h"
#include "core/sync/tally.h"
#include "core/sync/ticket_lock.h"
#include "core/sync/wait_clock.h"

#include <array>
#include <vector>

namespace interleave {

inline constexpr std::size_t kTallies = 256;

inline constexpr std::size_t kOwnLocks = 64;

struct SharedState
{
    // A trial uses one of them; create() makes it what the primitive says.
    Recorded<RobustLock> lock; // plain, error-checking or recursive
    Recorded<PermitTable> semaphore; // or bounded semaphore
    Recorded<Spinlock> spinlock;
    Recorded<TicketLock> ticketLock;
    Recorded<QueueLock> queueLock;
    Recorded<ReadersWriterLock> readersWriterLock;
    Recorded<HolderNote> kernelLock; // whose lock is a file's or a System V semaphore
    int systemVSemaphore; // its id
    std::array<Recorded<RobustLock>, kOwnLocks> ownLocks; // the workload's: LockId 1, 2, ...
    alignas(kCacheLine) WaitClock waiting;
    alignas(kCacheLine) std::uint64_t count;
    alignas(kCacheLine) std::array<Tally, kTallies> tallies;
    alignas(kCacheLine) std::atomic<std::uint64_t> ownersDied; // holders whose lock was handed on

    /// Must be called once, in memory that is zero, before the workers see it.
    [[nodiscard]] Result<void, SystemError> create(Primitive primitive, std::uint32_t permits);
    /// After worker `dead` has died: frees what it held, and says what that was.
    std::vector<LockId> recover(Primitive primitive, WorkerIndex dead);
    /// Whether the kernel frees that lock, when its holder has ended and not before.
    [[nodiscard]] bool isFreedByKernel(Primitive primitive, LockId id);
    /// Of the experiment's primitive (0) or one of the workload's locks. Null where none guards.
    [[nodiscard]] const LockRecord* record(Primitive primitive, LockId id);
};

/// Calls use(Recorded<G>&) for what lies in shared memory of the guard that the primitive is; not
/// for those that guard nothing.
template <class Use>
void withRecorded(SharedState& shared, Primitive primitive, Use use)
{
    switch (primitive) {
    case Primitive::Lock:
    case Primitive::ErrorCheckingLock:
    case Primitive::RecursiveLock:
        return use(shared.lock);
    case Primitive::Semaphore:
    case Primitive::BoundedSemaphore:
        return use(shared.semaphore);
    case Primitive::Spinlock:
        return use(shared.spinlock);
    case Primitive::TicketLock:
        return use(shared.ticketLock);
    case Primitive::QueueLock:
        return use(shared.queueLock);
    case Primitive::ReaderPreferringLock:
    case Primitive::WriterPreferringLock:
        return use(shared.readersWriterLock);
    case Primitive::FileLock:
    case Primitive::RecordLock:
    case Primitive::SystemVSemaphore:
        return use(shared.kernelLock);
    case Primitive::None:
    case Primitive::Atomic:
    case Primitive::CompareAndSwap:
        break;
    }
}

/// Calls use(G&, LockRecord&) for the guard that the primitive is, as a worker uses it: `file` is
/// its own handle where the primitive is a lock on a file.
template <class Use>
void withGuard(SharedState& shared, Primitive primitive, FileLock* file, Use use)
{
    withRecorded(shared, primitive, [&](auto& recorded) {
        if constexpr (Guard<decltype(recorded.primitive)>) {
            use(recorded.primitive, recorded.record);
        } else if (primitive == Primitive::SystemVSemaphore) {
            SystemVLock handle(shared.systemVSemaphore, recorded.primitive);
            use(handle, recorded.record);
        } else {
            use(*file, recorded.record);
        }
    });
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
