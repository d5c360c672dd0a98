// A run's result as a person reads it in a terminal: the answer first, then the numbers.
#pragma once

#include <string>

#include "core/model/run_result.h"

namespace interleave {

[[nodiscard]] std::string describeRun(const RunResult& result);

} // namespace interleave
