// What a run says of itself in its log, before its first trial and after each.
#pragma once

#include "core/engine/plan/run_plan.h"

#include <cstdint>
#include <string>

namespace interleave {

/// What became of a trial, in one sentence; `trial` counts from 0.
[[nodiscard]] std::string endText(
    std::int64_t trial, std::int64_t trials, const TrialResult& result);

/// Why other tasks are run than were asked for; empty where they are not.
[[nodiscard]] std::string shareRemark(std::uint64_t asked, const RunPlan& plan);

/// Of workers that are a crowd (isCrowd()).
[[nodiscard]] std::string crowdRemark(std::uint32_t workers);

/// What is promised of tasks that work on what strangers have made, or is not; may be empty.
[[nodiscard]] std::string assuranceOf(const RunPlan& plan);

} // namespace interleave
