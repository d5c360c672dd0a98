#include "core/workload/image/filters.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace interleave {

namespace {

// As long as OpenCV can count, which is more than there is memory for.
int sideOf(double length)
{
    return static_cast<int>(
        std::clamp<double>(std::round(length), 1, std::numeric_limits<int>::max()));
}

} // namespace

// Where one side is given, the other follows; where none is, the scale is.
cv::Size sizeOf(const cv::Size& picture, const FilterStep& step)
{
    const auto width = valueOf(step, "width");
    const auto height = valueOf(step, "height");
    const double across = width ? *width / picture.width
        : height                ? *height / picture.height
                                : *valueOf(step, "scale");
    const double down = height ? *height / picture.height : across;
    return {sideOf(picture.width * across), sideOf(picture.height * down)};
}

void reshaped(const cv::Mat& picture, const FilterStep& step, cv::Mat& result)
{
    if (step.kind == FilterKind::Resize) {
        const cv::Size size = sizeOf(picture.size(), step);
        const bool grows = size.width > picture.cols || size.height > picture.rows;
        cv::resize(picture, result, size, 0, 0, grows ? cv::INTER_LINEAR : cv::INTER_AREA);
        return;
    }
    const double angle = *valueOf(step, "angle");
    cv::rotate(picture,
        result,
        angle < 180       ? cv::ROTATE_90_CLOCKWISE
            : angle > 180 ? cv::ROTATE_90_COUNTERCLOCKWISE
                          : cv::ROTATE_180);
}

cv::Mat resized(const cv::Mat& picture, const FilterStep& step)
{
    cv::Mat result;
    reshaped(picture, step, result);
    return result;
}

cv::Mat rotated(const cv::Mat& picture, const FilterStep& step)
{
    cv::Mat result;
    reshaped(picture, step, result);
    return result;
}

} // namespace interleave
