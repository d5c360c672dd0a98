// Which tasks are still to be done, in shared memory: a cursor that workers move on by one
// fetch_add, and a ring of ranges that the engine gave back because their worker died.
//
// Process safety: any number of workers claim; only the engine gives back. A worker that is killed
// between its claim and writing it into its ClaimSlot takes the range with it: the engine finds
// such tasks in the ledger, untouched behind the cursor, when all others have nothing left to do.
#pragma once

#include "core/base/cache_line.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

namespace interleave {

struct TaskRange
{
    std::uint64_t begin;
    std::uint64_t end;
};

/// What a worker has claimed and which task it is in. Written by the worker, read by the engine.
struct ClaimSlot
{
    alignas(kCacheLine) std::atomic<std::uint64_t> begin;
    std::atomic<std::uint64_t> end; // begin == end: it holds nothing
    std::atomic<std::uint64_t> current;
    std::atomic<std::uint64_t> enteredTicks; // when it entered `current`
    std::atomic<std::uint64_t> idleSince; // ticks
    std::atomic<std::uint32_t>
        idleEpoch; // found no work in this epoch (TrialBlock::epoch); 0 while busy
    std::atomic<std::uint32_t> ready; // waits at the start gate
};

class WorkQueue
{
public:
    /// Must be called once before use, by the engine. chunk >= 1.
    void create(std::uint64_t tasks, std::uint64_t chunk);

    /// The next tasks for the caller, or nothing when all are claimed.
    [[nodiscard]] std::optional<TaskRange> claim();

    /// Engine only: puts tasks back; false when the ring is full (try again later).
    [[nodiscard]] bool giveBack(TaskRange range);

private:
    static constexpr std::uint64_t kRing = 4'096;

    struct Returned
    {
        std::atomic<std::uint64_t> begin;
        std::atomic<std::uint64_t> end;
    };

    std::optional<TaskRange> claimReturned();

    alignas(kCacheLine) std::atomic<std::uint64_t> m_cursor;
    alignas(kCacheLine) std::uint64_t m_tasks;
    std::uint64_t m_chunk;
    std::atomic<std::uint64_t> m_given; // ranges ever given back
    std::atomic<std::uint64_t> m_taken; // ranges ever taken again
    std::array<Returned, kRing> m_ring;
};

} // namespace interleave
