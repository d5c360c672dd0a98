// Next and previous match in time, over all workers: by begin, those that began together by worker.
//
// A search skips what the pyramid knows to have no match. Task numbers, failures and long tasks are
// found at once; looking for short tasks where there are none reads every event.
#pragma once

#include "core/timeline/task_filter.h"
#include "core/timeline/timeline_index.h"

namespace interleave {

class TaskSearch
{
public:
    /// Over what `index`, which must live longer, has taken in.
    TaskSearch(const TimelineIndex& index, const TaskFilter& filter)
        : m_index(index)
        , m_filter(filter)
    {
    }

    /// The first match that begins at `tick` or later.
    [[nodiscard]] std::optional<RecordedTask> firstFrom(std::uint64_t tick) const;
    /// The last match that begins before `tick`.
    [[nodiscard]] std::optional<RecordedTask> lastBefore(std::uint64_t tick) const;
    [[nodiscard]] std::optional<RecordedTask> next(const RecordedTask& after) const;
    [[nodiscard]] std::optional<RecordedTask> previous(const RecordedTask& before) const;

private:
    // In the order of matches: by begin, then worker, then position.
    struct Place
    {
        std::uint64_t begin;
        unsigned worker;
        std::uint64_t position;
        [[nodiscard]] auto operator<=>(const Place&) const = default;
    };
    [[nodiscard]] static Place placeOf(const RecordedTask& task)
    {
        return {task.event.begin, task.worker, task.position};
    }
    [[nodiscard]] std::optional<RecordedTask> firstNotBefore(const Place& place) const;
    [[nodiscard]] std::optional<RecordedTask> lastThatIsBefore(const Place& place) const;

    const TimelineIndex& m_index;
    TaskFilter m_filter;
};

} // namespace interleave
