// What the form says of values before anything runs: pure functions of the experiment.
#pragma once

#include "core/model/experiment.h"

#include <QStringList>

namespace interleave::ui {

/// Of what is allowed, and may still not be what is wanted; empty where nothing is.
[[nodiscard]] QString warningOf(const ValueSpec& field, const Experiment& now);

/// Names of the choices that the workload refuses; findProblems() says why. Where values are
/// compared, of the executors, which alone can be unfit.
[[nodiscard]] QStringList unfitChoices(const ValueSpec& spec, const Experiment& now);

} // namespace interleave::ui
