// What every primitive that can guard a critical section offers, so that the same code runs under
// each.
//
// All of them live in shared memory, start usable from create() and are used by worker processes
// that may be killed at any instruction. A worker is named by its place in the pool, 0 to 1023; it
// is one thread. Some (file_lock.h, system_v_lock.h) are handles that each worker opens for itself.
//
// What the one who starts the workers owes them: recover(dead), once for every death, from one
// thread, after the process has ended and before its place is given to another. Nothing else has to
// be called again later; what a death leaves undecided at that moment, those who wait decide.
#pragma once

#include "core/base/spin_pause.h"
#include "core/base/worker_index.h"
#include "core/ipc/robust_mutex.h" // Acquisition

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace interleave {

inline constexpr std::size_t kWorkerPlaces = kMaxWorkers;

template <class G>
concept Guard = requires(G guard, WorkerIndex me)
{
    {
        guard.tryAcquire(me)
        } -> std::same_as<Acquisition>;
    {
        guard.acquire(me)
        } -> std::same_as<Acquisition>;
    guard.release(me); // some return a bool: false when `me` does not hold it
    // Frees what the dead worker `me` held. True when it held something that nobody would have got
    // otherwise.
    {
        guard.recover(me)
        } -> std::same_as<bool>;
};

/// A guard that lets in several at a time who only read.
template <class G>
concept SharedGuard = Guard<G> && requires(G guard, WorkerIndex me)
{
    {
        guard.tryAcquireShared(me)
        } -> std::same_as<Acquisition>;
    {
        guard.acquireShared(me)
        } -> std::same_as<Acquisition>;
    guard.releaseShared(me);
};

} // namespace interleave
