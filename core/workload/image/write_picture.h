// A picture as a file, whole or not at all.
#pragma once

#include "core/base/failure.h"
#include "core/workload/image/image_module.h"

#include <opencv2/core/mat.hpp>

namespace interleave {

/// What the format that belongs to a file's ending can hold.
struct FormatLimits
{
    bool sixteenBits = false;
    bool alpha = false;
};

[[nodiscard]] FormatLimits limitsOf(const std::filesystem::path& file);

/// In the format of its ending, in folders that are made where they are not there. Throws what
/// OpenCV throws.
[[nodiscard]] Result<void, ImageError> writePicture(
    const std::filesystem::path& file, const cv::Mat& picture, const PictureOptions& options);

} // namespace interleave
