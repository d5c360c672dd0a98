#include "core/workload/image/filters.h"
#include "core/workload/image/strips.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace interleave {

namespace {

constexpr int kSlopeRows = 64; // whose slopes of 16 bits fit into a core's cache

cv::Mat steepness(const cv::Mat& picture, int dx, int dy)
{
    cv::Mat slope;
    cv::Sobel(picture, slope, CV_16S, dx, dy);
    cv::Mat steep;
    cv::convertScaleAbs(slope, steep);
    return steep;
}

cv::Mat slopesOf(const cv::Mat& picture)
{
    cv::Mat result;
    cv::addWeighted(steepness(picture, 1, 0), 0.5, steepness(picture, 0, 1), 0.5, 0, result);
    return result;
}

} // namespace

// In strips, or the slopes of a large picture would take four times its memory.
cv::Mat slopes(const cv::Mat& picture)
{
    cv::Mat result(picture.size(), picture.type());
    const int halo = divisionOf({.kind = FilterKind::Sobel}).halo;
    for (int first = 0; first < picture.rows; first += kSlopeRows) {
        const Strip strip = stripOf(picture, first, kSlopeRows, halo);
        innerRows(strip, slopesOf(strip.rows)).copyTo(result.rowRange(first, first + strip.count));
    }
    return result;
}

cv::Mat edges(cv::Mat picture, const FilterStep& step)
{
    const cv::Mat grey = toGrey(picture);
    picture.release();
    cv::Mat result;
    cv::Canny(grey, result, *valueOf(step, "low"), *valueOf(step, "high"));
    return result;
}

cv::Mat embossed(const cv::Mat& picture)
{
    const cv::Matx<float, 3, 3> relief{-2, -1, 0, -1, 1, 1, 0, 1, 2};
    cv::Mat result;
    cv::filter2D(picture, result, -1, relief);
    return result;
}

} // namespace interleave
