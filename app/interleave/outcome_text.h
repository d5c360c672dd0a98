// What a run's tasks came to, as its summary begins.
#pragma once

#include "core/model/run_result.h"

#include <cstddef>
#include <string>

namespace interleave {

[[nodiscard]] bool nothingEnded(const TrialResult& trial);

/// "11 of 12 pictures filtered, 2.03 a second; 1 failed.", of the last trial; empty of other runs.
[[nodiscard]] std::string picturesLine(const RunResult& result);

/// What the workload was made to find out. `trials`: how many there are to be.
[[nodiscard]] std::string outcomeLines(const TrialResult& trial, std::size_t trials);

} // namespace interleave
