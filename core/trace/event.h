// One thing that a worker did, as it stands in its log: 32 bytes, two per cache line.
#pragma once

#include <cstdint>

namespace interleave {

enum class EventKind : std::uint8_t {
    Task = 1,
    OwnerDied = 2,
    Wait = 3, // for a lock: asked at begin, got at end. TaskOutcome::Failed: never got; the trial
              // ended first. It is the last of its log, and of a task that has no event
    Hold = 4, // of a lock: got at begin, released at end
    // Of the worker itself, at begin. Written by the engine when it has seen the death, after the
    // end of the task that it was in (`task`, or kNoTask) and before a successor is started:
    Died = 5,
    Started = 6, // ... and by the successor, when it is ready
    Part = 7, // of a task that did one thing after the other. All of its parts stand right before
              // its end, in order (core/timeline/task_parts.h)
};
inline constexpr std::uint64_t kNoTask = UINT64_MAX;
enum class TaskOutcome : std::uint8_t { Succeeded = 0, Failed = 1 };

struct TraceEvent
{
    std::uint64_t begin; // ticks of the recording's clock
    std::uint64_t end;
    std::uint64_t task; // its index
    std::uint32_t
        waitTicks; // Task: of end - begin, spent waiting for primitives; saturates.
                   // Wait: worker + 1 that had the lock when it was asked for; 0: not known
    std::uint16_t core; // Task: where it ended. Wait, Hold: which lock, as a LockId. Part: which,
                        // as its workload numbers them
    EventKind kind;
    TaskOutcome outcome;
};
static_assert(sizeof(TraceEvent) == 32);

/// Whether it is a wait that was not over when the trial ended.
[[nodiscard]] inline bool neverGot(const TraceEvent& event)
{
    return event.kind == EventKind::Wait && event.outcome == TaskOutcome::Failed;
}

} // namespace interleave
