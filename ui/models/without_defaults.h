// An experiment as a form tells it.
#pragma once

#include "core/model/experiment.h"

namespace interleave::ui {

/// Without parameters that have their default, which are as good as none: for comparing two.
[[nodiscard]] Experiment withoutDefaults(Experiment experiment);

} // namespace interleave::ui
