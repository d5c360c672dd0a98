#include "ui/timeline/task_steps.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::size_t kFew = 4; // the task itself may be among those in sight

} // namespace

std::optional<RecordedTask> nextTask(const TimelineIndex& index, const RecordedTask& task)
{
    const TickRange after{task.event.end, index.wholeRange().end};
    for (const RecordedTask& each : index.tasksIn(task.worker, after, 0, kFew).tasks) {
        if (each.position > task.position)
            return each;
    }
    return std::nullopt;
}

// Looks at twice as much time until there is one: the index finds the first in a time, not the
// last.
std::optional<RecordedTask> previousTask(const TimelineIndex& index, const RecordedTask& task)
{
    const std::uint64_t start = index.wholeRange().begin;
    const std::uint64_t end = task.event.begin;
    for (std::uint64_t length = std::max<std::uint64_t>(task.event.end - end, 1);; length *= 2) {
        const std::uint64_t begin = end - std::min(end - std::min(start, end), length);
        const SingleTasks found = index.tasksIn(task.worker, {begin, end + 1}, 0, SIZE_MAX);
        for (auto each = found.tasks.rbegin(); each != found.tasks.rend(); ++each) {
            if (each->position < task.position)
                return *each;
        }
        if (begin <= start)
            return std::nullopt;
    }
}

std::optional<RecordedTask> taskAtOrAfter(
    const TimelineIndex& index, unsigned worker, std::uint64_t tick)
{
    if (worker >= index.workers())
        return std::nullopt;
    if (const auto task = index.taskAt(worker, tick))
        return task;
    const SingleTasks after = index.tasksIn(worker, {tick, index.wholeRange().end}, 0, 1);
    return after.tasks.empty() ? std::nullopt : std::optional(after.tasks.front());
}

} // namespace interleave::ui
