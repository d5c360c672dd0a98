// Full-width strips of a picture, each with the rows around it that a local filter looks at: what
// the filter makes of the strip's own rows is what it would make of them in the whole picture.
//
// Strips and no tiles, because OpenCV computes the last pixels of a row by other instructions,
// which may round otherwise.
#pragma once

#include <opencv2/core/mat.hpp>

namespace interleave {

struct Strip
{
    cv::Mat rows; // with the halo, as far as the picture goes
    int above = 0; // how many of the rows are halo
    int count = 0; // the rows between the halos
};

/// `count` rows from `first` on, or those that are left. Copies nothing; for OpenCV it is a picture
/// of its own, so that no filter looks further.
[[nodiscard]] Strip stripOf(const cv::Mat& picture, int first, int count, int halo);

/// What a filter has made of `strip.rows`, without the halo.
[[nodiscard]] cv::Mat innerRows(const Strip& strip, const cv::Mat& filtered);

} // namespace interleave
