// Pictures as JPEG by libjpeg-turbo itself, from rows as OpenCV has them: OpenCV's own writer turns
// each pixel round first, which takes a fifth of its time.
#pragma once

#include <opencv2/core/mat.hpp>

#include <vector>

namespace interleave {

/// Whether encodeJpeg() takes a picture: grey or blue, green and red, of eight bits.
[[nodiscard]] bool isForJpeg(const cv::Mat& picture);

/// The same bytes as cv::imencode() gives with this quality. False where libjpeg refuses; may throw
/// std::bad_alloc.
[[nodiscard]] bool encodeJpeg(const cv::Mat& picture, int quality, std::vector<uchar>& bytes);

} // namespace interleave
