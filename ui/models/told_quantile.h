// Which quantiles so many values are enough for.
#pragma once

#include "core/trace/nearest_rank.h"

namespace interleave::ui {

/// Whether a quantile tells another value than the greatest: the median of 2, p90 of 10, p99 of 100
/// and more.
[[nodiscard]] inline bool tellsMore(double share, std::uint64_t count)
{
    return count > 0 && nearestRank(share, count) + 1 < count;
}

} // namespace interleave::ui
