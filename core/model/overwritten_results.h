// Results that are no more when a run has ended.
#pragma once

#include "core/model/remark.h"
#include "core/model/run_result.h"

namespace interleave {

/// Where the compared values of a parameter write other pictures into the same files: "All values
/// of quality wrote their results into the same files: what is there now is of 95, which ran last".
[[nodiscard]] Remark overwrittenRemark(const RunResult& result);

} // namespace interleave
