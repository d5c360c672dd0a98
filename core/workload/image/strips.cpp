#include "core/workload/image/strips.h"

#include <algorithm>

namespace interleave {

Strip stripOf(const cv::Mat& picture, int first, int count, int halo)
{
    const int kept = std::min(count, picture.rows - first);
    const int above = std::min(halo, first);
    const int below = std::min(halo, picture.rows - first - kept);
    // No part of the picture: of a part's neighbours OpenCV knows, and would use them.
    auto* top = const_cast<uchar*>(picture.ptr(first - above));
    return {cv::Mat(above + kept + below, picture.cols, picture.type(), top, picture.step),
        above,
        kept};
}

cv::Mat innerRows(const Strip& strip, const cv::Mat& filtered)
{
    return filtered.rowRange(strip.above, strip.above + strip.count);
}

} // namespace interleave
