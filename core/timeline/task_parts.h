// What a task did, one after the other, where its workload has told (EventKind::Part).
#pragma once

#include "core/timeline/recorded_task.h"
#include "core/trace/tick_range.h"

#include <algorithm>
#include <vector>

namespace interleave {

/// The parts of a task, in order: what stands right before its end in its worker's log, of which
/// `eventAt(position)` is one event. Parts count only with a task that succeeded: what one whose
/// worker was killed had noted is followed by the end that the engine wrote, or by none.
template <class EventAt>
[[nodiscard]] std::vector<TraceEvent> partsBefore(const RecordedTask& task, EventAt eventAt)
{
    constexpr std::size_t kMost = 8; // of a damaged log too
    std::vector<TraceEvent> parts;
    if (task.event.outcome != TaskOutcome::Succeeded)
        return parts;
    std::uint64_t until = task.event.end;
    for (std::uint64_t next = task.position; next > 0 && parts.size() < kMost; --next) {
        const TraceEvent part = eventAt(next - 1); // once: a writer that lies may change it
        if (part.kind != EventKind::Part || part.task != task.event.task
            || part.begin < task.event.begin || part.end < part.begin || part.end > until)
            break;
        until = part.begin;
        parts.push_back(part);
    }
    std::ranges::reverse(parts);
    return parts;
}

} // namespace interleave
