// What a run is about: what became of updates, or how cores and time were used.
#pragma once

#include "core/model/run_result.h"

namespace interleave::ui {

/// Whether the numbers of a trial tell of updates: where it is about them, and losses always.
[[nodiscard]] bool tellsOfUpdates(const Experiment& experiment, const RaceOutcome& race);

/// Whether any trial of the run does.
[[nodiscard]] bool tellsOfUpdates(const RunResult& run);

/// Whether something may have been waited for: nobody waits without a lock.
[[nodiscard]] bool mayWait(const Experiment& experiment);

/// How many cores a trial kept busy, on average.
[[nodiscard]] double coresBusy(const TrialResult& trial);

} // namespace interleave::ui
