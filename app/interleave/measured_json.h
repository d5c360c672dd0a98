// What was measured, as JSON: the same for all that compare.
#pragma once

#include "core/base/json_fwd.h"
#include "core/model/run_result.h"

namespace interleave {

/// Null for infinity and what is no number: JSON has neither.
[[nodiscard]] Json finiteJson(double value);
[[nodiscard]] Json measuredJson(const Spread& spread);
[[nodiscard]] Json measuredJson(const Ratio& ratio);

} // namespace interleave
