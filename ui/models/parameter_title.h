// How parameters of a workload and their values are called in sentences: as the form has them.
#pragma once

#include "core/model/experiment.h"

#include <QString>

namespace interleave::ui {

/// "strategy".
[[nodiscard]] QString parameterTitle(const ValueSpec& spec);
/// Of all that are compared, in their order.
[[nodiscard]] QStringList titlesOfValues(const Experiment& experiment);
/// "packed | padded".
[[nodiscard]] QString valuesText(const Experiment& experiment);

} // namespace interleave::ui
