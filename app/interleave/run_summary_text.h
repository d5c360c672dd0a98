// A run's result as a person reads it in a terminal: the answer first, then the numbers.
#pragma once

#include "core/model/run_result.h"

#include <string>

namespace interleave {

[[nodiscard]] std::string describeRun(const RunResult& result);

} // namespace interleave
