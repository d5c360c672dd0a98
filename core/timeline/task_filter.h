// Which tasks somebody asks for: those of a bar in a histogram, those that a search finds.
#pragma once

#include "core/trace/tick_range.h"

#include <optional>

namespace interleave {

/// How long something took, in ticks: both ends included.
struct TickBounds
{
    std::uint64_t atLeast = 0;
    std::uint64_t atMost = UINT64_MAX;

    [[nodiscard]] bool operator==(const TickBounds&) const = default;
    [[nodiscard]] bool contain(std::uint64_t ticks) const
    {
        return ticks >= atLeast && ticks <= atMost;
    }
};

/// All that is set must hold; nothing set matches every task.
struct TaskFilter
{
    std::optional<std::uint64_t> task{}; // its number
    TickBounds duration{};
    /// One of its waits for locks, each by itself. A task that waited for none has none.
    std::optional<TickBounds> wait{};
    /// Before it (StartDelays).
    std::optional<TickBounds> delay{};
    std::optional<TaskOutcome> outcome{};

    [[nodiscard]] bool operator==(const TaskFilter&) const = default;
};

/// The delays before the tasks of one worker, in the order of its log: from the start of the trial,
/// or from the end of its task before, to the task's begin.
class StartDelays
{
public:
    /// `lastEnd`: of the task before, or the start of the trial.
    explicit StartDelays(std::uint64_t lastEnd)
        : m_lastEnd(lastEnd)
    {
    }

    [[nodiscard]] std::uint64_t next(const TraceEvent& task)
    {
        const std::uint64_t begin = std::max(task.begin, m_lastEnd);
        const std::uint64_t delay = begin - m_lastEnd;
        m_lastEnd = std::max(task.end, begin);
        return delay;
    }
    [[nodiscard]] std::uint64_t lastEnd() const { return m_lastEnd; }

private:
    std::uint64_t m_lastEnd;
};

/// Goes along the log of one worker and tells which of its tasks match. Of a task's waits only the
/// log knows each; where they were not logged (kMaxLockEvents), the task's own sum must do.
class TaskMatcher
{
public:
    /// Begins at the first event behind the task that ended at `lastEnd`.
    TaskMatcher(const TaskFilter& filter, std::uint64_t lastEnd)
        : m_filter(filter)
        , m_delays(lastEnd)
    {
    }

    /// The next event: whether it is a task that matches.
    [[nodiscard]] bool matches(const TraceEvent& event)
    {
        if (event.kind == EventKind::Wait && m_filter.wait) {
            m_waitLogged = true;
            m_waitMatches = m_waitMatches || m_filter.wait->contain(durationOf(event));
        }
        if (event.kind != EventKind::Task)
            return false;
        const bool waited = !m_filter.wait || waitMatches(event);
        const std::uint64_t delay = m_delays.next(event);
        return waited && (!m_filter.delay || m_filter.delay->contain(delay))
            && itselfMatches(event);
    }

private:
    [[nodiscard]] bool waitMatches(const TraceEvent& task)
    {
        const bool matches = m_waitLogged
            ? m_waitMatches
            : task.waitTicks > 0 && m_filter.wait->contain(task.waitTicks);
        m_waitLogged = false;
        m_waitMatches = false;
        return matches;
    }
    [[nodiscard]] bool itselfMatches(const TraceEvent& task) const
    {
        return m_filter.duration.contain(durationOf(task))
            && (!m_filter.task || task.task == *m_filter.task)
            && (!m_filter.outcome
                || (task.outcome == TaskOutcome::Succeeded)
                    == (*m_filter.outcome == TaskOutcome::Succeeded));
    }

    TaskFilter m_filter;
    StartDelays m_delays;
    bool m_waitLogged = false; // of the task that is to come
    bool m_waitMatches = false;
};

} // namespace interleave
