// The first frame of a GIF, by giflib: OpenCV reads none.
#pragma once

#include "core/base/failure.h"
#include "core/workload/image/image_module.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <string_view>

namespace interleave {

struct GifPicture
{
    cv::Mat pixels; // blue, green, red, and alpha where a pixel is transparent
    std::uint32_t furtherFrames = 0;
};

/// All frames are gone through, so that a file that is cut off is an error. The error is without
/// the picture's name. Throws what OpenCV throws.
[[nodiscard]] Result<GifPicture, ImageError> readGif(std::string_view bytes);

} // namespace interleave
