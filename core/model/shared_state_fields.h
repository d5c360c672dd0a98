// The settings that say what guards the shared state, and how closely it is watched.
#pragma once

#include "core/model/experiment.h"

namespace interleave {

[[nodiscard]] ExperimentField syncField();
[[nodiscard]] ExperimentField permitsField();
[[nodiscard]] ExperimentField compareField();
[[nodiscard]] ExperimentField evidenceField();
[[nodiscard]] ExperimentField probeField();

} // namespace interleave
