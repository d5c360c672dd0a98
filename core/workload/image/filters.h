// What each filter of core/model/filter.h computes: OpenCV's own functions, called as said below.
//
// Each takes an 8-bit picture of one channel (grey) or three (blue, green, red), changes nothing of
// it, and gives a new one. Those that take it by value let go of it after their first step. Alpha
// is not theirs: see filter_run.h. Borders are OpenCV's usual ones.
#pragma once

#include "core/model/filter.h"

#include <opencv2/core/mat.hpp>

#include <functional>

namespace interleave {

/// cvtColor(COLOR_BGR2GRAY): one channel. What is grey comes back as it is.
[[nodiscard]] cv::Mat toGrey(const cv::Mat& picture);

/// GaussianBlur(Size(0, 0), sigma).
[[nodiscard]] cv::Mat blurred(const cv::Mat& picture, const FilterStep& step);

/// medianBlur(size).
[[nodiscard]] cv::Mat medianOf(const cv::Mat& picture, const FilterStep& step);

/// bilateralFilter(diameter, sigma_colour, sigma_space).
[[nodiscard]] cv::Mat bilateralOf(const cv::Mat& picture, const FilterStep& step);

/// addWeighted(picture, 1 + amount, GaussianBlur(picture, Size(0, 0), sigma), -amount, 0).
[[nodiscard]] cv::Mat sharpened(const cv::Mat& picture, const FilterStep& step);

/// addWeighted(|x|, 0.5, |y|, 0.5, 0) of convertScaleAbs(Sobel(CV_16S, 1, 0)) and of (0, 1), each
/// channel by itself.
[[nodiscard]] cv::Mat slopes(const cv::Mat& picture);

/// Canny(toGrey(picture), low, high): one channel.
[[nodiscard]] cv::Mat edges(cv::Mat picture, const FilterStep& step);

/// filter2D(-1) with -2 -1 0, -1 1 1, 0 1 2.
[[nodiscard]] cv::Mat embossed(const cv::Mat& picture);

/// transform() with the usual sepia matrix: three channels; grey becomes COLOR_GRAY2BGR before. Of
/// 16 bits row by row: OpenCV computes the last pixels of what it gets otherwise than the others,
/// and in a strip these would be other pixels.
[[nodiscard]] cv::Mat inSepia(const cv::Mat& picture);

/// The picture with what `change` makes of its brightness: of one with colours, of the first
/// channel of COLOR_BGR2YCrCb, in place.
using ChangeBrightness = std::function<void(const cv::Mat& before, cv::Mat& after)>;
[[nodiscard]] cv::Mat withBrightness(cv::Mat picture, const ChangeBrightness& change);

/// equalizeHist(); of a picture with colours, of the first channel of COLOR_BGR2YCrCb.
[[nodiscard]] cv::Mat equalised(cv::Mat picture);

/// What a resize() makes of a size: at least 1 x 1.
[[nodiscard]] cv::Size sizeOf(const cv::Size& picture, const FilterStep& step);

/// resize() to the width and height, to one of them in the picture's shape, or by the scale, at
/// least 1 x 1: INTER_AREA where neither side grows, else INTER_LINEAR.
[[nodiscard]] cv::Mat resized(const cv::Mat& picture, const FilterStep& step);

/// One of these two into `result`, which keeps its memory where it has that size and type.
void reshaped(const cv::Mat& picture, const FilterStep& step, cv::Mat& result);

/// rotate() clockwise by 90, 180 or 270 degrees.
[[nodiscard]] cv::Mat rotated(const cv::Mat& picture, const FilterStep& step);

} // namespace interleave
