// What became of updates, in words: pure functions from results.
#pragma once

#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "37,912 of 100,000 updates were lost (38 %)"; empty where none was.
[[nodiscard]] QString lossSentence(const RaceOutcome& race);

/// The same of several trials: the median, or in how many of them any was lost.
[[nodiscard]] QString lossSentence(const RunResult& run, std::uint64_t updates);

/// "No update was lost: all 10,000 are in the shared counter".
[[nodiscard]] QString nothingLostSentence(const Experiment& experiment, std::uint64_t updates);

/// "the trials lost from 33,912 to 44,178 updates", or what the workload counts instead: "tickets
/// sold beyond the seats: 17 to 1,329 in a trial". The run must have a trial.
[[nodiscard]] QString lostRange(const RunResult& run);

} // namespace interleave::ui
