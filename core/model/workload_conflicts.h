// What a workload asks of the rest of the experiment.
#pragma once

#include "core/model/wording.h"

namespace interleave {

/// Primitives, executor, number of workers and parameters that do not go with the workload. Needs
/// values that are valid each for itself. How many workers there are may be open; the plan asks
/// again when it is known.
[[nodiscard]] std::vector<ExperimentProblem> findWorkloadConflicts(
    const Experiment& experiment, Wording wording = Wording::Names);

} // namespace interleave
