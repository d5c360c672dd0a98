// Canny in two phases: what can be said of a row by those beside it, and the hysteresis.

#include "core/workload/image/filters.h"
#include "core/workload/image/strip_run.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

namespace interleave {

namespace {

// Those that stay have the values of the result, so that what a worker has half traced before it
// died can be traced again.
enum Candidate : uchar { kNone = 0, kGoesOn = 1, kBegins = 255 };

// How steep each pixel is, with a margin of 0 all around.
cv::Mat steepnessOf(const cv::Mat& dx, const cv::Mat& dy)
{
    cv::Mat steep(dx.rows + 2, dx.cols + 2, CV_16U, cv::Scalar(0));
    for (int y = 0; y < dx.rows; ++y) {
        const auto* across = dx.ptr<short>(y);
        const auto* down = dy.ptr<short>(y);
        auto* row = steep.ptr<ushort>(y + 1) + 1;
        for (int x = 0; x < dx.cols; ++x)
            row[x] = static_cast<ushort>(std::abs(across[x]) + std::abs(down[x]));
    }
    return steep;
}

// Whether a pixel is steeper than those beside it in the direction of its slope, which is rounded
// to one of four by the tangent of 22.5 degrees, as OpenCV does it.
bool isCrest(const ushort* here, std::size_t stride, int dx, int dy)
{
    constexpr int kShift = 15;
    constexpr int kTangent = 13'573; // of 22.5 degrees, shifted
    const ushort* above = here - stride;
    const ushort* below = here + stride;
    const int across = std::abs(dx);
    const int down = std::abs(dy) << kShift;
    const int flat = across * kTangent;
    if (down < flat)
        return *here > here[-1] && *here >= here[1];
    if (down > flat + (across << (kShift + 1)))
        return *here > *above && *here >= *below;
    const int side = (dx ^ dy) < 0 ? -1 : 1;
    return *here > above[-side] && *here > below[side];
}

// Along kGoesOn from a pixel where an edge begins.
void goOnFrom(cv::Mat& map, cv::Point begin, std::vector<cv::Point>& open)
{
    const cv::Rect inside(0, 0, map.cols, map.rows);
    const int channels = map.channels();
    open.push_back(begin);
    while (!open.empty()) {
        const cv::Point at = open.back();
        open.pop_back();
        for (int i = 0; i < 9; ++i) {
            const cv::Point beside(at.x + i % 3 - 1, at.y + i / 3 - 1);
            if (!inside.contains(beside))
                continue;
            uchar& candidate = map.ptr(beside.y)[beside.x * channels];
            if (candidate == kGoesOn) {
                candidate = kBegins;
                open.push_back(beside);
            }
        }
    }
}

} // namespace

cv::Mat edgeCandidates(const cv::Mat& picture, const FilterStep& step)
{
    const cv::Mat grey = toGrey(picture);
    cv::Mat dx;
    cv::Mat dy;
    cv::Sobel(grey, dx, CV_16S, 1, 0, 3, 1, 0, cv::BORDER_REPLICATE);
    cv::Sobel(grey, dy, CV_16S, 0, 1, 3, 1, 0, cv::BORDER_REPLICATE);
    const int low = cvFloor(*valueOf(step, "low"));
    const int high = cvFloor(*valueOf(step, "high"));
    const cv::Mat steep = steepnessOf(dx, dy);
    const std::size_t stride = steep.step1();
    cv::Mat map(grey.size(), CV_8U);
    for (int y = 0; y < map.rows; ++y) {
        const auto* here = steep.ptr<ushort>(y + 1) + 1;
        const auto* across = dx.ptr<short>(y);
        const auto* down = dy.ptr<short>(y);
        uchar* row = map.ptr(y);
        for (int x = 0; x < map.cols; ++x) {
            const bool crest = here[x] > low && isCrest(here + x, stride, across[x], down[x]);
            row[x] = !crest ? kNone : here[x] > high ? kBegins : kGoesOn;
        }
    }
    return map;
}

void traceEdges(cv::Mat& candidates)
{
    const int channels = candidates.channels();
    std::vector<cv::Point> open;
    for (int y = 0; y < candidates.rows; ++y) {
        const uchar* row = candidates.ptr(y);
        for (int x = 0; x < candidates.cols; ++x) {
            if (row[x * channels] == kBegins)
                goOnFrom(candidates, {x, y}, open);
        }
    }
    const int colours = std::min(channels, 3);
    for (int y = 0; y < candidates.rows; ++y) {
        uchar* row = candidates.ptr(y);
        for (int x = 0; x < candidates.cols; ++x, row += channels)
            std::fill_n(row, colours, *row == kBegins ? kBegins : kNone);
    }
}

} // namespace interleave
