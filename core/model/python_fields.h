// The fields of an experiment that are about Python's executors alone.
#pragma once

#include "core/model/experiment.h"

namespace interleave {

[[nodiscard]] ExperimentField pythonCallField();
[[nodiscard]] ExperimentField withoutJoinField();
[[nodiscard]] ExperimentField handBackField();
[[nodiscard]] ExperimentField joblibBackendField();
[[nodiscard]] ExperimentField joblibMemoryField();
[[nodiscard]] ExperimentField pythonField();

} // namespace interleave
