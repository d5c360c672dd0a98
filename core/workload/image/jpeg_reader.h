// JPEG by libjpeg-turbo itself: OpenCV's reader keeps what the decoder says of damaged data to
// itself, and gives a picture of which half is grey.
#pragma once

#include "core/base/failure.h"
#include "core/workload/image/image_module.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

struct JpegPicture
{
    cv::Mat pixels{}; // 8 bits, grey or blue, green, red; not turned
    cv::Size full{}; // what it would have had whole, not turned
    int orientation = 1; // as EXIF counts them
    bool profile = false; // of colours, and not that of sRGB
    bool cmyk = false; // converted as OpenCV does, without the profile
    std::uint32_t warnings = 0; // what the decoder had to say of damaged data: it was salvaged
};

/// `box`: what it is to be seen in, when it is turned; it is then decoded in an eighth, a quarter
/// or half of its size where that is enough. Empty: whole.
///
/// Without `salvage` the decoder's first warning is an error, and the end of its work. The error is
/// without the picture's name. Throws what OpenCV throws. `room` is an empty picture whose
/// allocator is used, where it has one.
[[nodiscard]] Result<JpegPicture, ImageError> readJpeg(
    std::string_view bytes, bool salvage, cv::Size box = {}, const cv::Mat& room = {});

} // namespace interleave
