#include "core/workload/image/filters.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace interleave {

cv::Mat blurred(const cv::Mat& picture, const FilterStep& step)
{
    cv::Mat result;
    cv::GaussianBlur(picture, result, cv::Size(0, 0), *valueOf(step, "sigma"));
    return result;
}

cv::Mat medianOf(const cv::Mat& picture, const FilterStep& step)
{
    cv::Mat result;
    cv::medianBlur(picture, result, static_cast<int>(*valueOf(step, "size")));
    return result;
}

cv::Mat bilateralOf(const cv::Mat& picture, const FilterStep& step)
{
    cv::Mat result;
    cv::bilateralFilter(picture,
        result,
        static_cast<int>(*valueOf(step, "diameter")),
        *valueOf(step, "sigma_colour"),
        *valueOf(step, "sigma_space"));
    return result;
}

cv::Mat sharpened(const cv::Mat& picture, const FilterStep& step)
{
    const double amount = *valueOf(step, "amount");
    cv::Mat result = blurred(picture, step);
    cv::addWeighted(picture, 1 + amount, result, -amount, 0, result);
    return result;
}

} // namespace interleave
