// All events of a recording in plain vectors, to be asked the slow way: what the index must agree
// with.
#pragma once

#include "core/timeline/recorded_task.h"
#include "core/timeline/task_filter.h"
#include "core/trace/recording.h"

#include <algorithm>
#include <vector>

namespace interleave::test {

/// What a filter says of a task with such waits and such a delay.
inline bool isAsked(const TaskFilter& filter,
    const TraceEvent& task,
    const std::vector<std::uint64_t>& waits,
    std::uint64_t delay)
{
    const std::uint64_t duration = task.end - task.begin;
    if (duration < filter.duration.atLeast || duration > filter.duration.atMost)
        return false;
    if (filter.task && task.task != *filter.task)
        return false;
    if (filter.outcome && task.outcome != *filter.outcome)
        return false;
    if (filter.delay && (delay < filter.delay->atLeast || delay > filter.delay->atMost))
        return false;
    return !filter.wait || std::ranges::any_of(waits, [&](std::uint64_t wait) {
        return wait >= filter.wait->atLeast && wait <= filter.wait->atMost;
    });
}

/// The tasks of one worker that match, in the order of its log.
inline std::vector<RecordedTask> tasksOf(
    const Recording& recording, unsigned worker, const TaskFilter& filter = {})
{
    std::vector<RecordedTask> tasks;
    std::vector<std::uint64_t> waits;
    std::uint64_t lastEnd = recording.range().begin;
    std::uint64_t position = 0;
    for (const auto run : recording.log(worker)) {
        for (const TraceEvent& event : run) {
            if (event.kind == EventKind::Wait)
                waits.push_back(event.end - event.begin);
            if (event.kind == EventKind::Task) {
                if (isAsked(filter, event, waits, event.begin - lastEnd))
                    tasks.push_back({worker, position, event});
                waits.clear();
                lastEnd = event.end;
            }
            ++position;
        }
    }
    return tasks;
}

inline std::vector<RecordedTask> tasksOf(const Recording& recording, const TaskFilter& filter = {})
{
    std::vector<RecordedTask> all;
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        const auto tasks = tasksOf(recording, worker, filter);
        all.insert(all.end(), tasks.begin(), tasks.end());
    }
    return all;
}

} // namespace interleave::test
