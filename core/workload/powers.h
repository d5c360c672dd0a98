// Squares and cubes: task i computes i x i or i x i x i and adds it to the shared total, modulo
// 2^64.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makePowers(const Experiment& experiment);

} // namespace interleave
