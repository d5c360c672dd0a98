// Which pictures an image run makes itself.
#pragma once

#include <cstdint>

namespace interleave {

inline constexpr int kSampleWidth = 1024; // unless another is asked for
inline constexpr int kSampleHeight = 768;

struct SampleSeries
{
    std::uint64_t seed = 0;
    int width = kSampleWidth; // pixels
    int height = kSampleHeight;
};

} // namespace interleave
