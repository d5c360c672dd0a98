// What every primitive that can guard a critical section offers, so that the same code runs under
// each.
//
// All of them live in shared memory, start usable from create() and are used by worker processes
// that may be killed at any instruction. A worker is named by its place in the pool, 0 to 1023.
#pragma once

#include <concepts>
#include <cstdint>

namespace interleave {

using WorkerIndex = std::uint32_t;

enum class Acquisition {
    Busy, // tryAcquire only: somebody else has it
    Acquired,
    OwnerDied, // acquired, and the last holder died inside: what it guarded may be half done
};

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

/// What the processor is told while it waits in a loop.
inline void spinPause()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

} // namespace interleave
