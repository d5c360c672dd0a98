// Small samples in numbers: what a few trials say, and how sure it is.
#pragma once

#include "core/model/run_result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// The quantile of sorted values, `share` in 0 to 1, by linear interpolation (Hyndman and Fan, type
/// 7). 0 for no values.
[[nodiscard]] double quantile(std::span<const double> sorted, double share);

/// Median, quartiles and the percentile bootstrap interval (95 %, 2,000 resamples) of the median.
/// The same values and seed give the same interval. Below 3 values the interval is their range.
[[nodiscard]] Spread describeSpread(std::vector<double> values, std::uint64_t seed);

[[nodiscard]] RunSummary summarise(std::span<const TrialResult> trials, std::uint64_t seed);

} // namespace interleave
