// How many times as long one of two took, from the times of their trials. A few trials on a machine
// that others use are far off, and say nothing: the middle three fifths of the logarithms count
// (Wilcox, Introduction to Robust Estimation and Hypothesis Testing: the trimmed mean of 20 %, with
// a bootstrap interval). Shares of lost updates, whose few large values are what there is to know,
// are ratioOf().
#pragma once

#include "core/model/run_result.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace interleave {

/// ByRound: value k of both was measured in one round, one after the other. What the machine did to
/// both then falls out: it is the ratios of the rounds that are drawn.
enum class Pairing : std::uint8_t { Apart, ByRound };

/// The ratio of `times` to `base` and its bootstrap interval (95 %, with few values wider:
/// tailOf()). All values are positive; by round both have as many. The same values and seed give
/// the same interval. Undefined where either has none; of one value the interval's ends are the
/// ratio. Where several such intervals are to hold together, each is wider.
[[nodiscard]] Ratio ratioOfTimes(std::span<const double> times,
    std::span<const double> base,
    Pairing pairing,
    std::uint64_t seed,
    std::size_t intervals = 1);

} // namespace interleave
