// The nearest rank of a quantile. Pure.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace interleave {

/// Which of `count` (at least 1) sorted values is the least below or at which lies this share (0 to
/// 1) of them, from 0: of few values a high quantile is the greatest, and never one that most of
/// the slow ones exceed.
inline std::uint64_t nearestRank(double share, std::uint64_t count)
{
    const double upTo = std::ceil(share * static_cast<double>(count));
    return std::min(static_cast<std::uint64_t>(std::max(upTo, 1.0)), count) - 1;
}

} // namespace interleave
