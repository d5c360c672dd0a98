// How many times as fast the trials of one arm of a run were as those of another.
#pragma once

#include "core/analysis/statistics.h"
#include "ui/models/arm_trials.h"

#include <algorithm>

namespace interleave::ui {

/// With its 95 % interval, where both have two trials that are complete.
[[nodiscard]] inline Ratio armSpeed(const RunResult& run, std::uint32_t arm, std::uint32_t besides)
{
    return ratioOf(wallsOfArm(run, besides),
        wallsOfArm(run, arm),
        static_cast<std::uint64_t>(run.experiment.seed));
}

/// Of one trial nobody knows how far another would lie from it, be it of the one arm or the other.
[[nodiscard]] inline bool isOfOneTrial(const RunResult& run, std::uint32_t arm, std::uint32_t other)
{
    return std::min(trialsOfArm(run, arm).size(), trialsOfArm(run, other).size()) < 2;
}

} // namespace interleave::ui
