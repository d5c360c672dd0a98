// What stands below the sentence that answers a run: of what it is, and what takes from it.
#pragma once

#include "core/model/run_result.h"

#include <QString>

#include <cstdint>
#include <span>

namespace interleave::ui {

/// The smaller second line: the sum in the shared state, a widened window, uncertain updates.
[[nodiscard]] QString outcomeDetails(const Experiment& experiment, const TrialResult& trial);
[[nodiscard]] QString outcomeDetails(const RunResult& run);

/// "Each of 1,000 tasks ran exactly once", or which did not and why; before that what became of
/// them, where not all succeeded.
[[nodiscard]] QString ledgerSentence(const TrialResult& trial);
[[nodiscard]] QString ledgerSentence(const RunResult& run);

/// What takes from the answer: fewer workers than wanted, all on one core, others that took much of
/// the cores. Empty where nothing does; `usableCores` of 0 is not known.
[[nodiscard]] QString caveats(
    const Experiment& experiment, std::span<const TrialResult> trials, std::int64_t usableCores);

/// "window widened by 500 ns", nothing where it is not.
[[nodiscard]] QString widenedWindow(const Experiment& experiment);

} // namespace interleave::ui
