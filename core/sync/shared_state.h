// What all tasks of a trial update together, with the primitive that guards it. Lives in shared
// memory.
//
// The counter and the sleep workload use `count`, whose every update adds 1. Squares and cubes use
// the first tally, image filters one tally per brightness. Primitives and racing words lie on cache
// lines of their own.
#pragma once

#include "core/base/cache_line.h"
#include "core/sync/permit_table.h"
#include "core/sync/robust_lock.h"
#include "core/sync/spinlock.h"
#include "core/sync/tally.h"

#include <array>

namespace interleave {

inline constexpr std::size_t kTallies = 256;

struct SharedState
{
    alignas(kCacheLine) RobustLock lock;
    alignas(kCacheLine) PermitTable semaphore;
    alignas(kCacheLine) Spinlock spinlock;
    alignas(kCacheLine) std::uint64_t count;
    alignas(kCacheLine) std::array<Tally, kTallies> tallies;
    alignas(kCacheLine) std::atomic<std::uint64_t> ownersDied; // holders whose lock was handed on
};

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
