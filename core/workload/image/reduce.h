// What both ways to divide do with a picture that was read, and with its result.
#pragma once

#include "core/workload/image/read_picture.h"
#include "core/workload/image/strip_module.h"

namespace interleave {

/// Takes from the picture what the filters or the result's format have no room for, and notes it.
void reduce(ReadPicture& picture, const std::filesystem::path& output, const FilterChain& filters);

/// The upper eight bits of 16, as OpenCV's readers take them.
[[nodiscard]] cv::Mat inUpperEightBits(const cv::Mat& picture);

/// How many pixels have each luminance; of 16 bits the upper eight count.
void countLuminance(const cv::Mat& picture, BrightnessCounts& counts);

} // namespace interleave
