// The cores of this machine that are ours to use.
#pragma once

#include <cstdint>
#include <vector>

namespace interleave {

/// The cores that this process may use: its affinity mask. At least one.
[[nodiscard]] std::vector<int> affinityCores();

/// How many workers are worth starting: the affinity, cut by the CPU quota of its
/// control groups, rounded up. At least 1. Costs about 0.1 ms.
[[nodiscard]] std::int64_t usableCores();

} // namespace interleave
