// What a workload of its own has to be compared with, where a primitive makes no difference: packed
// and padded, without a fence and with one, the strategies of the philosophers.
#pragma once

#include "core/model/experiment.h"

namespace interleave {

/// Two values of one parameter: that of the experiment, and first the one from which it differs.
/// Nothing where the workload has no such parameter.
[[nodiscard]] std::optional<VariedParameter> alternativeOf(const Experiment& experiment);

} // namespace interleave
