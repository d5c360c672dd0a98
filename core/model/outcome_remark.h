// What is to be known of what a run's tasks made, although they succeeded.
#pragma once

#include "core/model/run_result.h"

#include <span>
#include <string>

namespace interleave {

/// The first trial's that has one, and which that is where others have another; empty where none
/// has one.
[[nodiscard]] std::string outcomeRemark(std::span<const TrialResult> trials);

/// Whether it is the time of what nobody did, as of writing where nothing is written.
[[nodiscard]] bool isNothingDone(const OutcomeFigure& figure);

} // namespace interleave
