// Filters over one picture in memory, one after the other, in the calling thread.
#pragma once

#include "core/model/filter_chain.h"

#include <opencv2/core/mat.hpp>

#include <functional>
#include <span>

namespace interleave {

/// The result of a chain: the filters of filters.h, each with the result of the one before. Each
/// result ends when the next is there; so does `picture`, where nobody else holds it.
///
/// The picture has one, three or four channels of 8 bits, or of 16 where keepsDepth(). The fourth,
/// alpha, is taken off before and put back after: `resize` and `rotate` change it as they change
/// the colours, all others leave it as it is. With alpha, what would be grey has three equal
/// colours.
///
/// Throws what OpenCV throws.
[[nodiscard]] cv::Mat filteredBy(const FilterChain& chain, cv::Mat picture);

/// One of them, of a picture without alpha.
[[nodiscard]] cv::Mat filteredByOne(const FilterStep& step, cv::Mat picture);

/// The same with another way to do a filter, which gives a picture of the same channels.
using StepFilter = std::function<cv::Mat(const FilterStep&, cv::Mat)>;
[[nodiscard]] cv::Mat filteredBy(
    std::span<const FilterStep> chain, cv::Mat picture, const StepFilter& filter);

/// Whether the filters do with 16 bits what they do with 8. OpenCV has the others for 8 only.
[[nodiscard]] bool keepsDepth(const FilterChain& chain);

} // namespace interleave
