// How large a picture may be: OpenCV's own limit, also for those that it does not read. The
// failures are without the picture's name.
#pragma once

#include "core/base/failure.h"
#include "core/workload/image/image_module.h"

#include <opencv2/core/types.hpp>

namespace interleave {

[[nodiscard]] bool exceedsPixelLimit(const cv::Size& size);
[[nodiscard]] Failure<ImageError> tooManyPixels();
[[nodiscard]] Failure<ImageError> tooMuchMemory();

} // namespace interleave
