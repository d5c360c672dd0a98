// The words of a run that compares values of a parameter: pure functions.
#pragma once

#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "Layout padded was 3.1 to 3.4 times faster than layout packed"; what ended in a deadlock, and
/// what went wrong, comes first.
[[nodiscard]] QString variantHeadline(const RunResult& a, const RunResult& b);

/// "A: ... · B: ...": what the workload says of both.
[[nodiscard]] QString variantDetails(const RunResult& a, const RunResult& b);

/// "3 of 4 values of strategy went well", of any number.
[[nodiscard]] QString variantsHeadline(const RunResult& run);
/// "left fork first: deadlock · in order: 12.3 ms".
[[nodiscard]] QString variantsDetails(const RunResult& run);

} // namespace interleave::ui
