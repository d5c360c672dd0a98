// A worker's pen: appends events to its own log and keeps its counters and histogram exact.
//
// Process safety: one Recorder per worker process, the only writer of what it touches. It never
// waits and never fails: an event for which there is no block left is counted as dropped. Killed at
// any instruction, it leaves at most one event that was written and not yet counted, which the next
// process of the same worker overwrites.
//
// Cost of taskEnded(): one 32-byte store, three counters and a histogram bucket, all in lines that
// no other process writes; about 5 ns beside the clock read of the caller.
#pragma once

#include "core/trace/recording_writer.h"

namespace interleave {

class Recorder
{
public:
    /// For worker `worker` of the recording; goes on where a dead predecessor stopped.
    Recorder(RecordingWriter& recording, std::uint32_t worker);

    void taskEnded(const TraceEvent& event);
    /// For the engine, when this worker died before it had counted the end of `event.task`: counts
    /// it, and writes the event unless it is there already.
    void countEnd(const TraceEvent& event);
    /// Whether the last thing in this log is the death of this worker (EventKind::Died).
    [[nodiscard]] bool followsDeath() const { return m_followsDeath; }
    /// All tasks that this worker and its predecessors have ended and counted.
    [[nodiscard]] std::uint64_t tasksEnded() const
    {
        return m_counters->tasks.load(std::memory_order_relaxed);
    }
    /// An event that is no task: kept in the log, in no counter.
    void note(const TraceEvent& event) { append(event); }
    /// This worker waits for a lock, from now until got().
    void asks(std::uint32_t lock);
    void got();
    /// A wait is over (EventKind::Wait). The first kMaxLockEvents of waits and holds are kept in
    /// the log; the counters have all of them.
    void waited(const TraceEvent& wait, bool spinning);
    /// For the engine, when the trial ended before this worker got what it waited for: keeps the
    /// wait in the log, counts it as one, its time and that of the task since `taskBegan`.
    void neverGot(const TraceEvent& wait, std::uint64_t taskBegan);
    /// A lock was held (EventKind::Hold). Kept in the log when it had been waited for; else it
    /// stands for `standsFor` that were not timed, it among them, since the one before.
    void held(const TraceEvent& stay, bool waited, std::uint64_t standsFor = 1);
    void countAcquisitions(std::uint64_t count) { bump(m_counters->acquisitions, count); }
    /// Additions that had to be tried again, because another came in between.
    void countRetries(std::uint64_t count) { bump(m_counters->waits, count); }
    void countSwitches(std::uint64_t voluntary, std::uint64_t preempted)
    {
        bump(m_counters->switches, voluntary);
        bump(m_counters->preempted, preempted);
    }
    void setState(WorkerState state) { m_counters->state.store(state, std::memory_order_relaxed); }

private:
    static void bump(std::atomic<std::uint64_t>& counter, std::uint64_t amount)
    {
        counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
    }
    void noteLock(const TraceEvent& event);
    void countWait(const TraceEvent& wait);
    void append(const TraceEvent& event);
    void count(const TraceEvent& event);
    void drop(const TraceEvent& event);
    bool nextBlock();
    void openBlock(std::uint64_t block, std::uint64_t used);
    [[nodiscard]] const TraceEvent* last() const // of the log; none while it is empty
    {
        return m_next != m_blockBegin ? m_next - 1 : m_lastOfBlockBefore;
    }

    std::atomic<std::uint64_t>& m_blocksTaken;
    std::uint64_t m_blocks;
    std::uint64_t m_eventsInBlock;
    WorkerCounters* m_counters;
    LatencyHistogram* m_histogram;
    std::span<std::atomic<std::uint32_t>> m_blockOwners;
    TraceEvent* m_events;
    std::uint32_t m_worker;
    TraceEvent* m_next = nullptr;
    TraceEvent* m_blockBegin = nullptr;
    TraceEvent* m_blockEnd = nullptr;
    const TraceEvent* m_lastOfBlockBefore = nullptr;
    std::uint64_t m_timedUntil = 0; // the end of the stay that was timed last without a wait
    bool m_followsDeath = false;
};

inline void Recorder::append(const TraceEvent& event)
{
    if (m_next == m_blockEnd && !nextBlock())
        return drop(event);
    *m_next++ = event;
    // The count is published after the event.
    m_counters->events.store(
        m_counters->events.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

inline void Recorder::taskEnded(const TraceEvent& event)
{
    append(event);
    count(event);
}

inline void Recorder::count(const TraceEvent& event)
{
    m_histogram->add(event.end - event.begin);
    bump(m_counters->busyTicks, event.end - event.begin);
    if (event.waitTicks != 0)
        bump(m_counters->waitTicks, event.waitTicks);
    if (event.outcome != TaskOutcome::Succeeded)
        bump(m_counters->failed, 1);
    m_counters->core.store(event.core, std::memory_order_relaxed);
    bump(m_counters->tasks, 1);
}

} // namespace interleave
