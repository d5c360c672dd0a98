// A run's result as the JSON object of `interleave run --json`, and back: the engine sends it to
// the window.
#pragma once

#include "core/base/failure.h"
#include "core/base/json_fwd.h"
#include "core/model/run_result.h"

#include <vector>

namespace interleave {

[[nodiscard]] Json toJson(const RunResult& result);
[[nodiscard]] Json toJson(const TrialResult& trial);
[[nodiscard]] Json toJson(const std::vector<TaskError>& errors);

/// The list of sentences on what its trials prove, for readers that do not know it from the fields.
[[nodiscard]] Json remarksOn(const RunResult& result);

/// Reads what toJson wrote; a missing or mistyped field is a failure that names it.
[[nodiscard]] Result<RunResult, JsonError> runResultFromJson(const Json& json);
[[nodiscard]] Result<TrialResult, JsonError> trialResultFromJson(const Json& json);
[[nodiscard]] Result<std::vector<TaskError>, JsonError> taskErrorsFromJson(const Json& json);

/// Text of `json`; bytes that are not UTF-8 (a file name, say) become U+FFFD.
[[nodiscard]] std::string dumpJson(const Json& json, int indent = -1);

} // namespace interleave
