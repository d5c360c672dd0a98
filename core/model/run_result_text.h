// A run's result as text, of any number of trials, and back: what is written can be read. Trial by
// trial, because the values of all of them together take ten times as much memory as their text.
#pragma once

#include "core/base/failure.h"
#include "core/base/json_fwd.h"
#include "core/model/run_result.h"

#include <string>
#include <string_view>

namespace interleave {

/// The JSON object of `interleave run --json`, in lines where `indent` is not negative.
[[nodiscard]] std::string runResultText(const RunResult& result, int indent = -1);

/// Reads what runResultText() wrote. The message of a failure begins with `source`.
[[nodiscard]] Result<RunResult, JsonError> runResultFromText(
    std::string_view text, std::string_view source);

} // namespace interleave
