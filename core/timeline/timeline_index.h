// The index that a timeline draws from: what happened in any stretch of a recording, live or saved,
// at any zoom, at a cost that follows the pixels and not the tasks.
//
// extend() takes in what was logged since its last call; nothing else changes the index. Memory:
// 5.3 bytes per event, 32 for each lock event, 12 whenever a worker moves to another core.
//
// Thread safety: one thread. The recording may be written meanwhile by other processes. Another
// thread may read the same Recording (selection_statistics.h).
#pragma once

#include "core/timeline/recorded_task.h"
#include "core/timeline/task_pyramid.h"
#include "core/timeline/timeline_column.h"

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace interleave {

/// A worker that died, and when its successor was ready.
struct WorkerDeath
{
    std::uint64_t died = 0; // ticks: when the engine saw it
    std::optional<std::uint64_t> back{}; // nothing: not yet, or never
    std::optional<std::uint64_t> task{}; // that it was in
    std::uint16_t core = 0; // where the last of its tasks ended
    std::optional<std::uint16_t> backCore{}; // ... and the first of its successor's
};

/// Waits and holds of one worker.
struct WorkerLocks
{
    unsigned worker = 0;
    std::span<const TraceEvent> events;
};

/// Tasks to be drawn one by one.
struct SingleTasks
{
    std::vector<RecordedTask> tasks; // in the order of the log
    bool complete = true; // false: there are more than the limit, and these are the first
};

class TimelineIndex
{
public:
    explicit TimelineIndex(std::shared_ptr<const Recording> recording);

    /// Takes in new events for as long as the budget lasts, from all workers by turns. True when
    /// nothing was left.
    bool extend(std::chrono::nanoseconds budget);
    /// Events taken in, and those that the recording had at the last look: progress.
    [[nodiscard]] std::uint64_t eventsIndexed() const { return m_indexed; }
    [[nodiscard]] std::uint64_t eventsLogged() const { return m_logs.events(); }
    [[nodiscard]] std::uint64_t bytes() const;

    [[nodiscard]] const Recording& recording() const { return m_logs.recording(); }
    [[nodiscard]] const WorkerLogs& logs() const { return m_logs; }
    [[nodiscard]] unsigned workers() const { return m_logs.workers(); }
    /// From the start gate to the trial's end, or to the last event while it runs. Empty before.
    [[nodiscard]] TickRange wholeRange() const;
    /// The cores on which tasks ended, by number.
    [[nodiscard]] std::span<const std::uint16_t> cores() const { return m_cores; }

    /// One column per element of `out`; exact to a quarter of a column (ColumnSums).
    void columns(unsigned worker, TickRange visible, std::span<TimelineColumn> out) const;
    /// The tasks of all workers that ended on this core, with their holds. Where workers take
    /// turns on a core, busyTicks may be more than the time; of the shares, that of waiting is what
    /// work leaves.
    void coreColumns(unsigned core, TickRange visible, std::span<TimelineColumn> out) const;

    /// The tasks in sight that take `atLeastTicks` or more: with the ticks of three pixels, say,
    /// those that are wide enough for a rectangle of their own, at any zoom.
    [[nodiscard]] SingleTasks tasksIn(unsigned worker,
        TickRange visible,
        std::uint64_t atLeastTicks,
        std::size_t limit = 10'000) const;
    [[nodiscard]] SingleTasks coreTasksIn(unsigned core,
        TickRange visible,
        std::uint64_t atLeastTicks,
        std::size_t limit = 10'000) const;

    /// The task that ran at this tick. O(log tasks).
    [[nodiscard]] std::optional<RecordedTask> taskAt(unsigned worker, std::uint64_t tick) const;
    [[nodiscard]] std::optional<RecordedTask> coreTaskAt(unsigned core, std::uint64_t tick) const;

    /// What one of these tasks did, one after the other (task_parts.h); nothing where its workload
    /// does not tell.
    [[nodiscard]] std::vector<TraceEvent> partsOf(const RecordedTask& task) const;
    /// Whether any task has told.
    [[nodiscard]] bool hasParts() const { return m_hasParts; }

    /// The waits and holds of a worker (event.h says what their fields mean), by their ends: all in
    /// sight, and maybe some that end later. Valid until the next extend().
    [[nodiscard]] std::span<const TraceEvent> locksIn(unsigned worker, TickRange visible) const;
    /// The same of the tasks that ended on this core: a wait or hold is where its task is.
    [[nodiscard]] std::vector<WorkerLocks> coreLocksIn(unsigned core, TickRange visible) const;
    /// Where the last of this worker's tasks ended; nothing before the first.
    [[nodiscard]] std::optional<unsigned> lastCore(unsigned worker) const;
    /// The wait that this worker was in when the trial ended, to its end: it never got that lock.
    [[nodiscard]] std::optional<TraceEvent> waitWithoutEnd(unsigned worker) const;
    /// Where this worker's tasks were counted, but not recorded, because the recording was full:
    /// from its last event to the end. Nothing before all events are taken in.
    [[nodiscard]] std::optional<TickRange> notRecorded(unsigned worker) const;
    /// This worker's deaths, in order. Valid until the next extend().
    [[nodiscard]] std::span<const WorkerDeath> deaths(unsigned worker) const;
    /// When this worker got a lock whose holder had died inside. Valid until the next extend().
    [[nodiscard]] std::span<const TraceEvent> ownersDied(unsigned worker) const;
    /// Waits for locks that came after the first kMaxLockEvents of their worker: neither they nor
    /// their holds are here.
    [[nodiscard]] std::uint64_t waitsNotLogged() const;
    /// Events of locks and deaths that only a damaged recording has: more than fit. Not shown.
    [[nodiscard]] std::uint64_t leftOut() const { return m_leftOut; }

    [[nodiscard]] const TaskPyramid& pyramid(unsigned worker) const
    {
        return m_rows[worker].pyramid;
    }

private:
    // From `first` on in the log, until the next one begins, tasks ended on this core; from
    // `firstLock` on in Row::locks, the locks are theirs.
    struct OnCore
    {
        std::uint32_t first;
        std::uint32_t firstLock;
        std::uint16_t core;
    };
    struct Row
    {
        TaskPyramid pyramid;
        std::uint64_t tasks = 0; // of the events
        std::vector<OnCore> cores;
        std::vector<TraceEvent> locks;
        std::uint64_t waits = 0; // of the locks
        std::size_t locksOfTasks = 0; // what comes after is of a task that goes on
        std::uint64_t longestLock = 0; // ticks
        std::optional<TraceEvent> waitWithoutEnd; // not in `locks`: nothing was got
        std::vector<WorkerDeath> deaths;
        std::vector<TraceEvent> ownersDied;
        TickRange extent{UINT64_MAX, 0};
    };
    std::uint64_t extendRow(unsigned worker, std::uint64_t count);
    void take(Row& row, const TraceEvent& event);
    void takeTask(Row& row, const TraceEvent& event);
    void takeLock(Row& row, const TraceEvent& event);
    void takeDeath(Row& row, const TraceEvent& event);
    [[nodiscard]] TaskPyramid::Stretch stretch(unsigned worker, TickRange visible) const;
    /// Of `locks`, which are this row's or a part of them.
    [[nodiscard]] static std::span<const TraceEvent> inSight(
        const Row& row, std::span<const TraceEvent> locks, TickRange visible);
    /// Calls use(stretch, locks) for each time that a worker was on the core.
    template <class Use>
    void forStretchesOnCore(unsigned core, TickRange visible, Use use) const;
    void collect(const TaskPyramid::Stretch& where,
        TickRange visible,
        std::uint64_t atLeastTicks,
        std::size_t limit,
        SingleTasks& found) const;

    WorkerLogs m_logs;
    std::vector<Row> m_rows;
    std::vector<std::uint16_t> m_cores;
    std::uint64_t m_indexed = 0;
    std::uint64_t m_leftOut = 0;
    bool m_hasParts = false;
};

} // namespace interleave
