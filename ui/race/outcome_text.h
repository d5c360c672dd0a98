// The sentences that answer a run: pure functions from results to words. What stands below them
// outcome_details.h says.
#pragma once

#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "37,912 of 100,000 updates were lost (38 %)", or before that what went wrong.
[[nodiscard]] QString outcomeHeadline(const Experiment& experiment, const TrialResult& trial);

/// The same for a run; of several trials the median, with its range in outcomeDetails().
[[nodiscard]] QString outcomeHeadline(const RunResult& run);

/// "Cancelled: 3 of 5 trials are complete"; of a run that has trials.
[[nodiscard]] QString cutShortSentence(const RunResult& run);
/// Whether that is what became of a run of several.
[[nodiscard]] bool isCutShort(const RunResult& run);

} // namespace interleave::ui
