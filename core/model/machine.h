// The facts of this machine that a result needs to be understood elsewhere.
#pragma once

#include "core/base/clock.h"
#include "core/model/run_result.h"

#include <vector>

namespace interleave {

/// The cores that this process may use: its affinity mask. At least one.
[[nodiscard]] std::vector<int> affinityCores();

/// How many workers are worth starting: the affinity, cut by the CPU quota of its
/// control groups, rounded up. At least 1. Costs about 0.1 ms.
[[nodiscard]] std::int64_t usableCores();

[[nodiscard]] MachineFacts describeMachine(const Clock& clock);

} // namespace interleave
