// Locks that are handed to whoever came first, though that one may have no core just then: with
// more workers than cores a run may look as if it hung, so a user is told before it and after.
#pragma once

#include "core/model/remark.h"
#include "core/model/run_result.h"

namespace interleave {

/// Empty where there is a core for everybody, and for other primitives.
[[nodiscard]] Remark lineRemark(
    Primitive primitive, std::int64_t workers, std::int64_t usableCores);
/// Of a run that is over: of the first arm that has one.
[[nodiscard]] Remark lineRemark(const RunResult& run);

} // namespace interleave
