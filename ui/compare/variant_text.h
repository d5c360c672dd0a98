// The words of a run that compares more than two values of a parameter: pure functions. Of two,
// comparison_headline.h.
#pragma once

#include "core/model/run_result.h"

#include <QString>

namespace interleave::ui {

/// "3 of 4 values of “strategy” went well": all of its trials came to their end, no task failed,
/// nothing was lost and no answer was wrong. A value that did not run did not go well.
[[nodiscard]] QString variantsHeadline(const RunResult& run);
/// "left fork first: deadlock · in order: 12.3 ms".
[[nodiscard]] QString variantsDetails(const RunResult& run);

/// Of one of them "12.3 ms, 3 of 100 tasks failed, went wrong": as much as is known.
[[nodiscard]] QString whatBecameOf(const RunResult& run, std::uint32_t arm);
/// Whether it went well. Of no trials nobody knows.
[[nodiscard]] bool wentWell(const RunResult& run, std::uint32_t arm);

} // namespace interleave::ui
