// How many times as fast the trials of one arm of a run were as those of another.
#pragma once

#include "core/analysis/statistics.h"
#include "ui/models/arm_trials.h"

namespace interleave::ui {

/// With its 95 % interval; of the trials that are complete.
[[nodiscard]] inline Ratio armSpeed(const RunResult& run, std::uint32_t arm, std::uint32_t besides)
{
    return ratioOf(wallsOfArm(run, besides),
        wallsOfArm(run, arm),
        static_cast<std::uint64_t>(run.experiment.seed));
}

} // namespace interleave::ui
