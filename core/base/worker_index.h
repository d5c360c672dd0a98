// A worker by its place among those of a trial.
#pragma once

#include <cstdint>

namespace interleave {

using WorkerIndex = std::uint32_t; // from 0

inline constexpr std::int64_t kMaxWorkers = 1'024;

} // namespace interleave
