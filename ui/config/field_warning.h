// What the form says of values before anything runs: pure functions of the experiment.
#pragma once

#include "core/model/experiment.h"
#include "ui/config/unfit_choices.h"

#include <QString>

namespace interleave::ui {

/// Of what is allowed, and may still not be what is wanted; empty where nothing is.
[[nodiscard]] QString warningOf(const ValueSpec& field, const Experiment& now);

/// The choices that the workload refuses, as findProblems() says, and those of which something is
/// not installed. Where values are compared, of the executors, which alone can be unfit.
[[nodiscard]] UnfitChoices unfitChoices(const ValueSpec& spec, const Experiment& now);

} // namespace interleave::ui
