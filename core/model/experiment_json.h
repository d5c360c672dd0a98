// An experiment as JSON, both ways: {"workload": "counter", "workers": 2, "params": {"increments":
// 100}}.
#pragma once

#include "core/base/json_fwd.h"
#include "core/model/experiment.h"

namespace interleave {

/// Fields that are absent keep their defaults; "auto" is written out. Round trip:
/// experimentFromJson gives back an equal value.
[[nodiscard]] Json toJson(const Experiment& experiment);

using ExperimentOrProblems = tl::expected<Experiment, std::vector<ExperimentProblem>>;

/// Reports all unknown fields, wrong types and values that are out of range, in the order of the
/// text.
[[nodiscard]] ExperimentOrProblems experimentFromJson(const Json& json);

/// Text to experiment; a syntax error is one problem without a field, naming line and column.
[[nodiscard]] ExperimentOrProblems experimentFromText(
    std::string_view text, std::string_view source);

/// One problem a line.
[[nodiscard]] std::string joinMessages(const std::vector<ExperimentProblem>& problems);

} // namespace interleave
