// Of what a result is: the experiment in one line.
#pragma once

#include "core/model/experiment.h"

#include <QString>

namespace interleave::ui {

/// "Shared counter · 1,000 tasks · increments per task 10,000 · 2 processes by fork · no primitive
/// · 5 trials". What is not as usual is named too. What is left to the engine says so.
[[nodiscard]] QString subjectLine(const Experiment& experiment);

} // namespace interleave::ui
