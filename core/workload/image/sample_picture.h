// Pictures made by arithmetic, so that the image workload runs without a folder of pictures.
#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace interleave {

/// A gradient with circles, boxes, lines and a little noise; the same for the same seed and index.
[[nodiscard]] cv::Mat samplePicture(std::uint64_t seed, std::uint64_t index);

} // namespace interleave

/// For programs in other languages: that picture's bytes, three a pixel (blue, green, red), row by
/// row; false where there is no memory.
extern "C" __attribute__((visibility("default"))) bool interleaveSamplePicture(
    std::uint64_t seed, std::uint64_t index, unsigned char* pixels) noexcept;
