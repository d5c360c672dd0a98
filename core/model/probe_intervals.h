// Which of a probe's ratios have an interval.
#pragma once

#include "core/model/run_result.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <cstddef>

namespace interleave {

struct ProbeIntervals
{
    bool tagged = true;
    bool logged = true;
};

/// Complete trials that made updates and were watched like this.
[[nodiscard]] inline std::size_t trialsWatched(const RunResult& run, Watch watch)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(run.trials, [&](const TrialResult& trial) {
            return isComplete(trial) && trial.race.updates > 0 && trial.arm < run.arms.size()
                && run.arms[trial.arm].arm.watch == watch;
        }));
}

/// Of one trial nobody knows how far another would lie from it, be it the watched or the bare one.
[[nodiscard]] inline ProbeIntervals probeIntervals(const RunResult& run)
{
    const bool bare = trialsWatched(run, Watch::Bare) > 1;
    return {.tagged = bare && trialsWatched(run, Watch::Tagged) > 1,
        .logged = bare && trialsWatched(run, Watch::Logged) > 1};
}

} // namespace interleave
