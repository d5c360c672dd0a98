// The fields of an experiment that are about Python's executors alone.
#pragma once

#include "core/model/experiment.h"

namespace interleave {

[[nodiscard]] ExperimentField pythonCallField();
[[nodiscard]] ExperimentField pythonField();

} // namespace interleave
