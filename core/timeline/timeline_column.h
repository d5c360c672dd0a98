// What one pixel column of a row shows of the tasks in it.
#pragma once

#include "core/timeline/task_summary.h"

#include <span>
#include <vector>

namespace interleave {

struct TimelineColumn
{
    // Shares of the column's time, 0 to 1.
    float busy = 0; // in tasks, waiting included
    float waiting = 0; // for locks, as the tasks have it; within a task it is taken as even
    float holding = 0; // a lock that it had to wait for; only what the log of locks has
    // The same in ticks. A row's columns together have exactly what the row has.
    std::uint64_t busyTicks = 0;
    std::uint64_t waitTicks = 0;
    std::uint64_t holdTicks = 0;

    std::uint64_t longestTicks = 0; // the longest task in it, or, rarely, right beside it
    std::uint32_t tasks = 0; // that ended in it: each task is in one column
    std::uint32_t failed = 0; // of these
    bool failure = false; // a task that failed was in it, wherever it ended
};

/// Spreads tasks over columns. Damaged events may come in any order and say anything.
class ColumnSums
{
public:
    /// Column i of n shows from begin + width * i / n on.
    ColumnSums(TickRange visible, std::span<TimelineColumn> columns);

    void add(const TraceEvent& task);
    /// Whether the whole is enough: it lies in one column, or is at most half a column wide and is
    /// spread over two as if it were even. That errs by a quarter of its width at most, so a column
    /// is right to a quarter, by both its ends. Failures are never guessed.
    [[nodiscard]] bool add(const TaskSummary& tasks);
    /// A whole with its tasks, in order: where it lies in two columns, looks at those on the side
    /// of the border that has fewer; the rest is what is left of the whole. False where it does
    /// not.
    [[nodiscard]] bool add(const TaskSummary& whole, std::span<const TraceEvent> events);
    void addHold(const TraceEvent& hold);
    /// Of a task that has no event: it never got the lock.
    void addWait(const TraceEvent& wait);
    /// Turns ticks into shares, after the last add.
    void finish();

private:
    [[nodiscard]] std::size_t columnOf(std::uint64_t tick);
    [[nodiscard]] bool inLastColumn(const TickRange& range) const
    {
        return range.begin >= m_bounds[m_column] && range.end <= m_bounds[m_column + 1];
    }
    void addParts(const TraceEvent& task, const TickRange& seen);
    [[nodiscard]] TickRange rangeOfColumn(std::size_t column) const
    {
        return {m_bounds[column], m_bounds[column + 1]};
    }
    void addWhole(TimelineColumn& column, const TaskSummary& tasks);
    void addRest(TimelineColumn& column, const TaskSummary& whole, const TaskSummary& looked);
    void addInTwo(std::size_t column, const TaskSummary& tasks);

    TickRange m_visible;
    std::span<TimelineColumn> m_columns;
    std::vector<std::uint64_t> m_bounds; // one more than columns
    double m_columnsPerTick;
    std::uint64_t m_half; // of a column, in ticks
    std::size_t m_column = 0; // where the last one was
};

} // namespace interleave
