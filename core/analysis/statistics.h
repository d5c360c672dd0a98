// Small samples in numbers: what a few trials say, and how sure it is.
#pragma once

#include "core/model/run_result.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace interleave {

/// The quantile of sorted values, `share` in 0 to 1, by linear interpolation (Hyndman and Fan, type
/// 7). 0 for no values.
[[nodiscard]] double quantile(std::span<const double> sorted, double share);

/// Median, quartiles and the percentile bootstrap interval (95 %, 2,000 resamples) of the median.
/// The same values and seed give the same interval. Below 3 values the interval is their range.
[[nodiscard]] Spread describeSpread(std::vector<double> values, std::uint64_t seed);

/// The ratio of the means and its percentile bootstrap interval (2,000 resamples of both). Of
/// means, because shares of lost updates are often 0 in most trials and large in a few: the median
/// would then be 0 and say nothing. No value may be negative. The same values and seed give the
/// same interval. Where either is one value there is none: its ends are the ratio. `tail` is the
/// share of the resamples beyond each of its ends.
[[nodiscard]] Ratio ratioOf(std::span<const double> numerators,
    std::span<const double> denominators,
    std::uint64_t seed,
    double tail = 0.025);

/// What the complete ones of the trials say together, each number as `describe` has it.
[[nodiscard]] RunSummary summarise(std::span<const TrialResult> trials,
    const std::function<Spread(std::vector<double>)>& describe);
/// The same with bootstrap intervals, which take their time.
[[nodiscard]] RunSummary summarise(std::span<const TrialResult> trials, std::uint64_t seed);

/// Which of the run's arms stands for it where only one is shown: the first with the most workers.
[[nodiscard]] std::uint32_t mainArm(const RunResult& run);

/// Fills in what the trials of each arm say together, and the run's own summary: that of the main
/// arm.
void summariseArms(RunResult& run, std::span<const Arm> arms);

} // namespace interleave
