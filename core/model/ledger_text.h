// How often the tasks of a run ran, in a sentence for a person.
#pragma once

#include "core/model/run_result.h"

#include <string>

namespace interleave {

using CountText = std::string (*)(std::uint64_t);

/// "each of 1,000 tasks ran exactly once", or which did not and why. `count` writes numbers as the
/// reader is used to.
[[nodiscard]] std::string ledgerText(const TrialResult& trial, CountText count);
/// The same over all trials: the first one with an exception is told.
[[nodiscard]] std::string ledgerText(const RunResult& run, CountText count);

} // namespace interleave
