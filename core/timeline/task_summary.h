// What a stretch of a worker's log holds, in one cache line: a node of the pyramid.
#pragma once

#include "core/base/cache_line.h"
#include "core/trace/tick_range.h"

namespace interleave {

struct alignas(kCacheLine) TaskSummary
{
    std::uint64_t begin = UINT64_MAX; // of the first task
    std::uint64_t end = 0; // of the last; of a stretch without tasks, where the one before it ended
    std::uint64_t busy = 0; // ticks in tasks
    std::uint64_t wait = 0; // ... of them, waiting for locks
    std::uint64_t longest = 0;
    std::uint32_t tasks = 0;
    std::uint32_t failed = 0;

    void add(const TraceEvent& event)
    {
        const TickRange range = rangeOf(event);
        const std::uint64_t duration = durationOf(event);
        begin = std::min(begin, range.begin);
        end = std::max(end, range.end);
        busy += duration;
        wait += event.waitTicks;
        longest = std::max(longest, duration);
        ++tasks;
        failed += event.outcome == TaskOutcome::Succeeded ? 0 : 1;
    }

    void add(const TaskSummary& other)
    {
        begin = std::min(begin, other.begin);
        end = std::max(end, other.end);
        busy += other.busy;
        wait += other.wait;
        longest = std::max(longest, other.longest);
        tasks += other.tasks;
        failed += other.failed;
    }
};
static_assert(sizeof(TaskSummary) == kCacheLine);

} // namespace interleave
