// Filters over one picture in memory, one after the other, in the calling thread.
#pragma once

#include "core/model/filter_chain.h"

#include <opencv2/core/mat.hpp>

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

/// Whether the filters do with 16 bits what they do with 8. OpenCV has the others for 8 only.
[[nodiscard]] bool keepsDepth(const FilterChain& chain);

} // namespace interleave
