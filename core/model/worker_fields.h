// The settings that say who works, and who gets which tasks.
#pragma once

#include "core/model/experiment.h"

namespace interleave {

[[nodiscard]] ExperimentField workersField();
[[nodiscard]] ExperimentField varyWorkersField();
[[nodiscard]] ExperimentField varyParamField();
[[nodiscard]] ExperimentField executorField();
[[nodiscard]] ExperimentField allAtOnceField();
[[nodiscard]] ExperimentField startMethodField();
[[nodiscard]] ExperimentField scheduleField();
[[nodiscard]] ExperimentField chunkField();
[[nodiscard]] ExperimentField pinField();

} // namespace interleave
