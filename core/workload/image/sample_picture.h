// Pictures made by arithmetic, so that the image workload runs without a folder of pictures.
#pragma once

#include "core/workload/image/sample_series.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace interleave {

/// A gradient with circles, boxes, lines and a little noise; the same for the same series and
/// index.
[[nodiscard]] cv::Mat samplePicture(const SampleSeries& series, std::uint64_t index);

} // namespace interleave

/// For programs in other languages: that picture's bytes, three a pixel (blue, green, red), row by
/// row; false where there is no memory.
extern "C" __attribute__((visibility("default"))) bool interleaveSamplePicture(
    std::uint64_t seed, int width, int height, std::uint64_t index, unsigned char* pixels) noexcept;
