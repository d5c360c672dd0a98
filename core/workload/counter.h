// The shared counter: every task adds 1 to one word, again and again.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeCounter(const Experiment& experiment);

} // namespace interleave
