// What a run compared, as a person reads it in a terminal: a line for each arm, what watching
// changed, and what the logs prove.
#pragma once

#include "core/model/run_result.h"

#include <string>

namespace interleave {

/// By what is its own: "lock", "2 workers", "layout padded".
[[nodiscard]] std::string nameOfArm(const Arm& arm, const Experiment& experiment);
/// A line for each arm; empty for a run with one.
[[nodiscard]] std::string armLines(const RunResult& result);
/// Empty when the probe was not measured.
[[nodiscard]] std::string probeLines(const RunResult& result);
/// Of a trial that was logged; else empty.
[[nodiscard]] std::string evidenceLines(const TrialResult& trial);
/// How a guard was used; empty for a trial without one.
[[nodiscard]] std::string syncLines(const TrialResult& trial);

} // namespace interleave
