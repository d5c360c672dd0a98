// What every primitive that can guard a critical section offers, so that the same code runs under
// each.
//
// All of them live in shared memory, start usable from create() and are used by worker processes
// that may be killed at any instruction. A worker is named by its place in the pool, 0 to 1023.
#pragma once

#include "core/base/spin_pause.h"
#include "core/ipc/robust_mutex.h" // Acquisition

#include <concepts>
#include <cstdint>

namespace interleave {

using WorkerIndex = std::uint32_t;

template <class G>
concept Guard = requires(G guard, WorkerIndex me)
{
    {
        guard.tryAcquire(me)
        } -> std::same_as<Acquisition>;
    {
        guard.acquire(me)
        } -> std::same_as<Acquisition>;
    guard.release(me);
    // Called by the engine after worker `me` has died: frees what it held. True when it held
    // something that nobody would have got otherwise.
    {
        guard.recover(me)
        } -> std::same_as<bool>;
};

} // namespace interleave
