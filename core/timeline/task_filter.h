// Which tasks somebody asks for: those of a bar in a histogram, those that a search finds.
#pragma once

#include "core/timeline/task_summary.h"

#include <optional>

namespace interleave {

/// All that is set must hold; nothing set matches every task.
struct TaskFilter
{
    std::optional<std::uint64_t> task{}; // its number
    std::uint64_t atLeastTicks = 0; // durations: both ends included
    std::uint64_t atMostTicks = UINT64_MAX;
    std::optional<TaskOutcome> outcome{};

    [[nodiscard]] bool operator==(const TaskFilter&) const = default;

    [[nodiscard]] bool matches(const Event& event) const
    {
        const std::uint64_t duration = durationOf(event);
        return event.kind == EventKind::Task && duration >= atLeastTicks && duration <= atMostTicks
            && (!task || event.task == *task)
            && (!outcome
                || (event.outcome == TaskOutcome::Succeeded)
                    == (*outcome == TaskOutcome::Succeeded));
    }
    /// False when none of these tasks can match.
    [[nodiscard]] bool mayMatch(const TaskSummary& tasks) const
    {
        if (tasks.tasks == 0 || tasks.longest < atLeastTicks)
            return false;
        if (task && (*task < tasks.lowestTask || *task > tasks.highestTask))
            return false;
        if (!outcome)
            return true;
        return *outcome == TaskOutcome::Succeeded ? tasks.failed < tasks.tasks : tasks.failed > 0;
    }
};

} // namespace interleave
