// How many pixels of a picture have each brightness.
#pragma once

#include "core/workload/image/brightness_counts.h"

#include <opencv2/core/mat.hpp>

#include <algorithm>

namespace interleave {

/// `greyOf` gives the brightness of some rows, in eight bits: of few at a time, so that it takes
/// little memory.
template <class GreyOf>
void countInBands(const cv::Mat& picture, BrightnessCounts& counts, GreyOf greyOf)
{
    constexpr int kBandRows = 64;
    for (int first = 0; first < picture.rows; first += kBandRows) {
        const cv::Mat grey
            = greyOf(picture.rowRange(first, std::min(first + kBandRows, picture.rows)));
        for (int y = 0; y < grey.rows; ++y) {
            const auto* row = grey.ptr<uchar>(y);
            for (int x = 0; x < grey.cols; ++x)
                ++counts[row[x]];
        }
    }
}

} // namespace interleave
