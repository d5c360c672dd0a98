// The first frame of an animated WebP, of which OpenCV reads none, as a WebP of its own.
#pragma once

#include <opencv2/core/mat.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace interleave {

struct WebpFrame
{
    std::string webp{}; // that OpenCV reads
    cv::Rect place{}; // of its pixels on the canvas
    cv::Size canvas{};
};

/// Nothing where the file is no animation, or has no whole frame that lies on its canvas.
[[nodiscard]] std::optional<WebpFrame> firstWebpFrame(std::string_view file);

/// What is to be seen at first: where the frame is not, nothing (alpha). `pixels` have its size.
[[nodiscard]] cv::Mat onCanvas(const WebpFrame& frame, const cv::Mat& pixels);

} // namespace interleave
