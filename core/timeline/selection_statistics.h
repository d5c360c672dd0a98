// What somebody who draws a frame over a timeline wants to know of the tasks in it.
//
// Reads the log itself and needs no index; about 10 ns per task of the selection.
//
// Thread safety: reads the recording only, so it may run in a thread of its own beside an index.
#pragma once

#include "core/timeline/task_filter.h"
#include "core/trace/recording.h"

#include <vector>

namespace interleave {

/// Durations in ticks; least, most and sum are exact, quantiles within 0.4 %.
struct DurationStatistics
{
    std::uint64_t least = 0;
    std::uint64_t most = 0;
    double p25 = 0;
    double p50 = 0;
    double p75 = 0;
    double p90 = 0;
    double p99 = 0;
    double p999 = 0;
};

/// Of tasks that lie in the selection, with any part of them.
struct TaskStatistics
{
    std::uint64_t tasks = 0;
    std::uint64_t ended = 0; // of these, within the selection's time
    std::uint64_t failed = 0;
    std::uint64_t busyTicks = 0; // in tasks, as far as they lie in the selection's time
    std::uint64_t waitTicks = 0; // of the tasks, and in waits without end, waiting for locks
    std::uint64_t waitsWithoutEnd = 0; // in the selection, where it asks for no tasks of a kind
    DurationStatistics durations; // of whole tasks
};

struct Selection
{
    TickRange time;
    std::vector<unsigned> workers{}; // empty: all
    TaskFilter filter{};
};

struct SelectionStatistics
{
    TaskStatistics all;
    std::vector<TaskStatistics> workers; // of the recording, in their order
    std::vector<std::uint64_t> histogram; // tasks by duration: buckets of latency_histogram.h
    double throughputPerS = 0; // tasks that ended, per second of the selection's time
};

[[nodiscard]] SelectionStatistics selectionStatistics(
    const Recording& recording, const Selection& selection);

} // namespace interleave
