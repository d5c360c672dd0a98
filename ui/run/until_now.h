// What trials say together while others go on.
#pragma once

#include "core/model/run_result.h"

#include <vector>

namespace interleave::ui {

/// With the range of the complete ones as intervals: those that are computed take their time, at
/// the run's end.
[[nodiscard]] RunSummary summaryUntilNow(const std::vector<TrialResult>& trials);

} // namespace interleave::ui
