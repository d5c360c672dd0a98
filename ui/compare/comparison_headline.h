// The answer of two arms side by side: pure functions from two runs to sentences.
#pragma once

#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "The lock saved 37,912 updates and took 17 to 66 times as long", with the 95 % interval over the
/// trials; of one trial each, that it is of one. "Layout padded was 3.1 to 3.4 times faster than
/// layout packed" where one parameter tells the two apart. Of a workload with an answer of its own:
/// in how many trials it went wrong. Tasks that failed come first; in the place of all else how
/// many trials ended in a deadlock, and where a run did not finish, that.
[[nodiscard]] QString comparisonHeadline(const RunResult& a, const RunResult& b);

/// "Run A failed: the two cannot be compared".
[[nodiscard]] QString failedHeadline(const QString& name);

} // namespace interleave::ui
