// How many pixels have each brightness.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>

namespace interleave {

using BrightnessCounts = std::array<std::uint64_t, 256>;

inline void addTo(BrightnessCounts& sum, const BrightnessCounts& counts)
{
    std::ranges::transform(sum, counts, sum.begin(), std::plus());
}

} // namespace interleave
