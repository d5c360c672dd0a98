// Sleep: every task gives its core away for a while, then adds 1 to the count of completed tasks.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeSleep(const Experiment& experiment);

} // namespace interleave
