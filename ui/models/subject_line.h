// Of what a result is: the experiment in one line.
#pragma once

#include "core/model/run_result.h"

#include <QString>

#include <vector>

namespace interleave::ui {

/// "Shared counter · 1,000 tasks · increments per task 10,000 · 2 processes by fork · no primitive
/// · 5 trials", of the experiment as it ran; what was `asked` otherwise than usual is named too.
/// What is left to the engine says so. With the Python that ran its `trials`, where one did.
[[nodiscard]] QString subjectLine(const Experiment& experiment,
    const Experiment& asked,
    const std::vector<TrialResult>& trials = {});

} // namespace interleave::ui
