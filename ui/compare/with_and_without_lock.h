// The comparison that a class sees first.
#pragma once

#include "core/model/experiment.h"

namespace interleave::ui {

/// The experiment's primitive, or the lock when it has none, and none, by turns.
[[nodiscard]] Experiment withAndWithoutLock(Experiment experiment);

} // namespace interleave::ui
