// Every pixel is counted once, whatever its row's length and neighbours.

#include "core/workload/image/count_in_bands.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

namespace interleave {
namespace {

BrightnessCounts oneByOne(const cv::Mat& grey)
{
    BrightnessCounts counts{};
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x)
            ++counts[grey.at<uchar>(y, x)];
    return counts;
}

TEST(CountInBands, CountsEachPixelOnce)
{
    for (const cv::Size size : {cv::Size{1, 1}, {3, 2}, {4, 65}, {5, 64}, {257, 129}}) {
        cv::Mat noise(size, CV_8UC1);
        cv::RNG(7).fill(noise, cv::RNG::UNIFORM, 0, 256);
        for (const cv::Mat& grey : {noise, cv::Mat(size, CV_8UC1, cv::Scalar(200))}) {
            BrightnessCounts counts{};
            countInBands(grey, counts, [](const cv::Mat& rows) { return rows; });
            EXPECT_EQ(counts, oneByOne(grey)) << size;
        }
    }
}

TEST(CountInBands, AddsToWhatWasCountedBefore)
{
    BrightnessCounts counts{};
    counts[3] = 5;
    countInBands(
        cv::Mat(2, 6, CV_8UC1, cv::Scalar(3)), counts, [](const cv::Mat& rows) { return rows; });
    EXPECT_EQ(counts[3], 17U);
}

} // namespace
} // namespace interleave
