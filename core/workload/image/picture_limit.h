// How large a picture may be: OpenCV's own limit, also for those that it does not read.
#pragma once

#include "core/base/failure.h"
#include "core/workload/image/image_module.h"

#include <opencv2/core/types.hpp>

namespace interleave {

[[nodiscard]] bool exceedsPixelLimit(const cv::Size& size);
[[nodiscard]] Failure<ImageError> tooManyPixels();

} // namespace interleave
