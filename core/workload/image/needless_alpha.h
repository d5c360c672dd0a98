// For readers that begin with a canvas on which there is nothing.
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace interleave {

/// Its colours alone, where no pixel is transparent.
[[nodiscard]] inline cv::Mat withoutNeedlessAlpha(const cv::Mat& picture)
{
    cv::Mat alpha;
    cv::extractChannel(picture, alpha, 3);
    cv::Mat opaque;
    cv::compare(alpha, 255, opaque, cv::CMP_EQ);
    if (cv::countNonZero(opaque) != static_cast<int>(opaque.total()))
        return picture;
    cv::Mat colours;
    cv::cvtColor(picture, colours, cv::COLOR_BGRA2BGR);
    return colours;
}

} // namespace interleave
