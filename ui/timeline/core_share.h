// How much of its time in tasks a worker had no core, though it wanted one: it did not wait for a
// lock. The recording knows when tasks began and ended; how long the worker was on a core the
// sampler saw every few milliseconds, so within such a frame it is taken as even.
#pragma once

#include "core/timeline/timeline_column.h"
#include "ui/models/time_range.h"

#include <functional>
#include <span>
#include <vector>

namespace interleave::ui {

/// One worker's frames: each from the time of the one before to its own.
struct WorkerFrames
{
    std::span<const double> seconds; // rising
    std::span<const float> onCore; // share of the frame, 0 to 1
};

/// Of each of `columns`, which lie evenly over `seen`: the share of its time. 0 where there is no
/// frame, and where what is missing is no more than sampling errs by. `worked` is the share of a
/// time in which the worker was in tasks and did not wait; it is asked for frames that are not
/// whole in sight. Cost: O(columns + frames in sight).
[[nodiscard]] std::vector<float> shareWithoutCore(const WorkerFrames& frames,
    const TimeRange& seen,
    std::span<const TimelineColumn> columns,
    const std::function<double(const TimeRange&)>& worked);

} // namespace interleave::ui
