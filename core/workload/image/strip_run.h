// The filters of a stage over some rows of a picture: byte for byte what filteredBy() makes of
// these rows in the whole picture.
//
// In bands, each with its halo, so that what the filters make in between takes little memory
// whatever the picture's size.
#pragma once

#include "core/workload/image/strip_module.h"

#include <opencv2/core/mat.hpp>

namespace interleave {

/// `to` has the shape of the whole result.
void filterRows(std::span<const FilterStep> filters,
    const BrightnessCounts& counts,
    const cv::Mat& from,
    cv::Mat& to,
    RowRange rows);

/// What is counted for an equalise: of colours, the first channel of COLOR_BGR2YCrCb.
void countBrightness(const cv::Mat& rows, BrightnessCounts& counts);

/// The whole result of resize or rotate, in `to`, which has its shape.
void reshapeInto(const FilterStep& filter, const cv::Mat& from, cv::Mat& to);

/// Of an 8-bit picture of one or three channels: 255 where an edge begins, 1 where one that comes
/// by goes on, 0 elsewhere. cv::Canny() up to the hysteresis, which traceEdges() does.
[[nodiscard]] cv::Mat edgeCandidates(const cv::Mat& picture, const FilterStep& step);

/// 255 where an edge is, 0 elsewhere: in one channel, or in three before alpha. In place; of what
/// another has begun to trace, and not ended, the same.
void traceEdges(cv::Mat& candidates);

/// equalizeHist() by the brightness of the whole picture.
[[nodiscard]] cv::Mat equalisedBy(const BrightnessCounts& counts, const cv::Mat& picture);

} // namespace interleave
