// What a worker has in hand, noted where the owner of the job (engine, pool) can read it.
//
// Process safety: its worker writes, in an order that makes each prefix of its stores true; the
// owner writes after that worker's death. A slot that says nothing is all zero.
#pragma once

#include "core/base/cache_line.h"

#include <atomic>
#include <cstdint>

namespace interleave {

struct TaskRange
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;

    [[nodiscard]] bool empty() const { return begin >= end; }
};

struct ClaimSlot
{
    alignas(kCacheLine) std::atomic<std::uint64_t> begin;
    std::atomic<std::uint64_t> end; // begin >= end: it holds nothing
    std::atomic<std::uint64_t> current; // the task that it is in, or comes to next
    std::atomic<std::uint64_t> enteredTicks; // when it entered `current`
    std::atomic<std::uint64_t> endedBefore; // tasks that it had ended and counted at this claim
    std::atomic<std::uint64_t> shareNext; // of a static share of the tasks, its own
    std::uint64_t shareEnd; // for its worker: the owner has its own (staticShare)
    std::atomic<std::uint64_t> waitedUntil; // when it last waited for what other tasks do

    alignas(kCacheLine) std::atomic<std::uint64_t> idleSince; // ticks
    std::atomic<std::uint64_t> threadCpuNs; // what its thread had had of a core by then
    std::atomic<std::uint32_t>
        idleEpoch; // found no work in this epoch (TrialBlock::epoch); 0 while busy
    std::atomic<std::uint32_t> ready; // waits at the start gate
    std::atomic<std::int32_t> thread; // its number in the kernel; 0 while there is none
    std::atomic<std::uint64_t> askedTicks; // when it asked for the lock that it waits for

    /// By its worker. A range whose claim is not noted yet shows in the ledger, untouched.
    void note(TaskRange range)
    {
        current.store(range.begin, std::memory_order_release);
        begin.store(range.begin, std::memory_order_release);
        end.store(range.end, std::memory_order_release);
    }
    void drop() { end.store(0, std::memory_order_release); }
    [[nodiscard]] TaskRange range() const { return {begin.load(), end.load()}; }
};

} // namespace interleave
