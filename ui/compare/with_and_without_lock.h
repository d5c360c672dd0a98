// The comparison that a class sees first.
#pragma once

#include "core/model/experiment.h"

namespace interleave::ui {

/// The experiment's primitive, or the lock when it has none, and none, by turns.
[[nodiscard]] Experiment withAndWithoutLock(Experiment experiment);

/// All values of the parameter, by turns, and nothing else that is compared.
[[nodiscard]] Experiment comparingParameter(Experiment experiment, const VariedParameter& varied);

} // namespace interleave::ui
