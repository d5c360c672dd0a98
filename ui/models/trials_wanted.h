// How many trials a run was to have.
#pragma once

#include "core/model/run_result.h"

#include <algorithm>

namespace interleave::ui {

/// Each arm has its trials; a run that never began has no arms.
[[nodiscard]] inline std::size_t trialsWanted(const RunResult& run)
{
    return static_cast<std::size_t>(run.experiment.trials)
        * std::max<std::size_t>(run.arms.size(), 1);
}

} // namespace interleave::ui
