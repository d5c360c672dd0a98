// What a run gave before it failed, as a result: the trials that had ended, and where another one
// had begun that one as the engine tells of a trial that failed.
#pragma once

#include "ui/run/run.h"

namespace interleave::ui {

/// Of one whose state is RunState::Failed.
[[nodiscard]] RunResult resultOfFailed(const Run& run);

/// Of one that was cancelled before it was planned: all its tasks are cancelled.
[[nodiscard]] RunResult resultOfCancelled(const Run& run);

} // namespace interleave::ui
