// False sharing: every worker adds to a counter of its own. Nothing is shared and nothing can get
// lost, but where the counters lie in one cache line the cores take it from each other for every
// store.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeFalseSharing(const Experiment& experiment);

} // namespace interleave
