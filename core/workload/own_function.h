// A function of the user's own: Python code, which Python's systems alone can run. Of each task
// that has ended a result has come back.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeOwnFunction();

} // namespace interleave
