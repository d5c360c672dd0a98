// What the head of a run's page says beside the answer: pure functions from a run to words.
#pragma once

#include "ui/run/run.h"

namespace interleave::ui {

/// Of which experiment it is; of two runs, of both.
[[nodiscard]] QString subjectText(const Run& run);
/// Which of several trials the views of one are about; empty where there is one.
[[nodiscard]] QString ofOneTrial(const Run& run);
/// Of a trial that has errors, with the number of the others.
[[nodiscard]] QString firstError(const Experiment& experiment, const TrialResult& trial);
/// Of the events that did not fit, of all trials and the one that runs; empty where all did.
[[nodiscard]] QString missingSentence(const Run& run);
/// A file has what was recorded, and its result cannot be read.
[[nodiscard]] bool lacksResult(const Run& run);
/// Of a run that failed: what was done until then, and why it did.
[[nodiscard]] QString failureSentence(const Run& run);
[[nodiscard]] QString failureReason(const Run& run);

} // namespace interleave::ui
