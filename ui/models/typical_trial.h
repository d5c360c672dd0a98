// Which trial stands for a run of several.
#pragma once

#include "core/model/run_result.h"

#include <algorithm>
#include <cmath>

namespace interleave::ui {

/// The trial whose wall time is nearest to the median, so that its details belong together. The run
/// must have a trial.
[[nodiscard]] inline const TrialResult& typicalTrial(const RunResult& run)
{
    const auto distance = [&](const TrialResult& trial) {
        return std::abs(static_cast<double>(trial.wallNs) - run.summary.wallNs.median);
    };
    return *std::min_element(run.trials.begin(),
        run.trials.end(),
        [&](const auto& one, const auto& other) { return distance(one) < distance(other); });
}

} // namespace interleave::ui
