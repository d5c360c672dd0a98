// A run's result as a person reads it in a terminal: the answer first, then the numbers.
#pragma once

#include "core/model/run_result.h"

#include <string>

namespace interleave {

/// Its first line: the answer, without a full stop.
[[nodiscard]] std::string answerLine(const RunResult& result);
/// "counter, 2 workers, schedule auto, chunk 4096, primitive lock, 5 trials".
[[nodiscard]] std::string experimentLine(const RunResult& result);

[[nodiscard]] std::string describeRun(const RunResult& result);

} // namespace interleave
