// Histogram: every task draws random numbers and adds 1 to the bucket of each, among buckets that
// all share.
//
// The numbers are sums of two dice, as it were: the middle buckets are the most wanted ones. Each
// worker also counts in memory of its own, where nothing can get lost: that is what should be in
// the shared buckets.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeHistogram(const Experiment& experiment);

} // namespace interleave
