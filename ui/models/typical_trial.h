// Which trial stands for a run of several.
#pragma once

#include "core/analysis/statistics.h"
#include "ui/models/arm_trials.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui {

/// The trial whose wall time is nearest to the median, so that its details belong together; of the
/// main arm, as the run's summary is. The run must have a trial.
[[nodiscard]] inline const TrialResult& typicalTrial(const RunResult& run)
{
    const std::vector<const TrialResult*> trials = trialsOfArm(run, mainArm(run));
    if (trials.empty())
        return run.trials.front();
    const auto distance = [&](const TrialResult* trial) {
        return std::abs(static_cast<double>(trial->wallNs) - run.summary.wallNs.median);
    };
    return **std::ranges::min_element(trials, {}, distance);
}

} // namespace interleave::ui
