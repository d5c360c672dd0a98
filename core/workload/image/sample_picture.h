// Pictures made by arithmetic, so that the image workload runs without a folder of pictures.
#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace interleave {

/// A gradient with circles, boxes, lines and a little noise; the same for the same seed and index.
[[nodiscard]] cv::Mat samplePicture(std::uint64_t seed, std::uint64_t index);

} // namespace interleave
