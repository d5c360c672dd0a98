// Next and previous match in time, over all workers: by begin, those that began together by worker.
//
// Reads the log itself and needs no index. What matches nothing costs a look at every event, some
// ns each: a window searches in a thread of its own, where it can be stopped.
//
// Thread safety: reads the recording only; one search per thread.
#pragma once

#include "core/timeline/recorded_task.h"
#include "core/timeline/task_filter.h"
#include "core/trace/recording.h"

#include <functional>
#include <optional>

namespace interleave {

class LogSnapshot;

class TaskSearch
{
public:
    /// Told from time to time how many events were looked at so far; false stops the search, which
    /// then finds nothing.
    using GoOn = std::function<bool(std::uint64_t looked)>;

    /// The recording must live longer.
    TaskSearch(const Recording& recording, const TaskFilter& filter, GoOn goOn = {});

    /// The first match that begins at `tick` or later, but not after `until`.
    [[nodiscard]] std::optional<RecordedTask> firstFrom(
        std::uint64_t tick, std::uint64_t until = UINT64_MAX);
    /// The last match that begins before `tick`, but not before `from`.
    [[nodiscard]] std::optional<RecordedTask> lastBefore(
        std::uint64_t tick, std::uint64_t from = 0);
    [[nodiscard]] std::optional<RecordedTask> next(const RecordedTask& after);
    [[nodiscard]] std::optional<RecordedTask> previous(const RecordedTask& before);

    [[nodiscard]] bool stopped() const { return m_stopped; }

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
    [[nodiscard]] std::optional<RecordedTask> firstNotBefore(
        const Place& place, std::uint64_t until);
    [[nodiscard]] std::optional<RecordedTask> lastThatIsBefore(
        const Place& place, std::uint64_t from);
    [[nodiscard]] std::optional<RecordedTask> firstIn(
        const LogSnapshot& log, unsigned worker, const Place& place, std::uint64_t until);
    [[nodiscard]] std::optional<RecordedTask> lastIn(
        const LogSnapshot& log, unsigned worker, const Place& place, std::uint64_t from);
    /// False: it was stopped.
    bool looked(std::uint64_t events);

    const Recording& m_recording;
    TaskFilter m_filter;
    GoOn m_goOn;
    std::uint64_t m_looked = 0;
    bool m_stopped = false;
};

} // namespace interleave
