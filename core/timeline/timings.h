// How long things took in a trial, counted, and where the workers' time went.
//
// Reads the log itself and needs no index; about 10 ns per event.
//
// Thread safety: reads the recording only, so it may run in a thread of its own beside an index.
#pragma once

#include "core/timeline/selection_statistics.h"
#include "core/trace/duration_counts.h"

#include <vector>

namespace interleave {

/// Where a worker's time went, in ns, from the start gate to the trial's end; while the trial goes
/// on, to the end of the worker's last task. The parts add up to that time.
struct TimeSplit
{
    double startNs = 0; // until its first task began
    double runNs = 0; // in tasks, but for the waits
    double waitNs = 0; // in tasks, waiting for locks
    double betweenNs = 0; // from the end of a task to the begin of its next one
    double endNs = 0; // after its last task
    /// False where events were dropped: run and wait are exact, but what came after the last task
    /// that was logged is all in `between`.
    bool logged = true;

    [[nodiscard]] double wholeNs() const { return startNs + runNs + waitNs + betweenNs + endNs; }
    TimeSplit& operator+=(const TimeSplit& other);
};

/// Per worker, in the recording's order.
struct Timings
{
    std::vector<DurationCounts> tasks;
    std::vector<DurationCounts> waits; // for locks, each by itself
    /// From the start of the trial, or from the end of the worker's task before, to the task's
    /// begin. Of the tasks of one claim only the first may have one: the next begins where it ends.
    std::vector<DurationCounts> delays;
    std::vector<TimeSplit> split; // of the whole trial, whatever is selected
};

/// Of the tasks and waits that lie in the selection, with any part of them.
[[nodiscard]] Timings timings(const Recording& recording, const Selection& selection);

} // namespace interleave
