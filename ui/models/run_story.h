// What a run is about: what became of updates, or how cores and time were used.
#pragma once

#include "core/model/run_result.h"

#include <QString>

#include <cstddef>

namespace interleave::ui {

/// Whether the numbers of a trial tell of updates: where it is about them, and of losses always but
/// where the workload has an answer of its own.
[[nodiscard]] bool tellsOfUpdates(const Experiment& experiment, const TrialResult& trial);

/// Whether any trial of the run does.
[[nodiscard]] bool tellsOfUpdates(const RunResult& run);

/// The lost updates of the trials that a summary is of. Half an update is none: the median of an
/// even number of trials is rounded, so that lost and actual ones add up everywhere.
[[nodiscard]] double medianLost(const RunSummary& summary);

/// How many complete trials of the main arm lost an update: their median may be 0.
[[nodiscard]] std::size_t trialsThatLost(const RunResult& run);

/// Whether something may have been waited for: nobody waits without a lock.
[[nodiscard]] bool mayWait(const Experiment& experiment);

/// Whether there is one lock, which one worker has at a time.
[[nodiscard]] bool hasOneHolder(const Experiment& experiment);

/// How many cores a trial used, on average: "1.3"; of fewer than "<0.01" nobody asks how many.
[[nodiscard]] QString coresUsedText(const TrialResult& trial);

} // namespace interleave::ui
