// Whether the numbers of a result that a file holds can be those of a run: readers count on how
// they hang together, and take memory for as much as they say.
#pragma once

#include "core/model/run_result.h"

#include <optional>
#include <string>

namespace interleave {

/// What no run can have given, as "trial 3: it is of arm 9 of 2"; nothing where all could be.
[[nodiscard]] std::optional<std::string> findNonsense(const RunResult& run);

} // namespace interleave
