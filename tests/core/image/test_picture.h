// Pictures for the tests of filters, and what OpenCV makes of them.
#pragma once

#include "core/workload/image/filter_run.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace interleave {

/// Noise of which every pixel counts, with shapes in it where there is room; the same every time.
[[nodiscard]] inline cv::Mat testPicture(cv::Size size, int channels)
{
    cv::Mat picture(size, CV_8UC(channels));
    cv::RNG(7).fill(picture, cv::RNG::UNIFORM, 0, 256);
    const cv::Scalar light(230, 200, 240, 250);
    cv::circle(picture, {size.width / 2, size.height / 2}, size.height / 3, light, cv::FILLED);
    return picture;
}

inline void expectEqual(const cv::Mat& a, const cv::Mat& b)
{
    ASSERT_EQ(a.size(), b.size());
    ASSERT_EQ(a.type(), b.type());
    EXPECT_EQ(cv::norm(a, b, cv::NORM_INF), 0.0);
}

} // namespace interleave
