// Equalise in two phases: the brightness of all rows counted, then each row by the counts.

#include "core/workload/image/count_in_bands.h"
#include "core/workload/image/filters.h"
#include "core/workload/image/strip_run.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <numeric>

namespace interleave {

namespace {

cv::Mat brightnessIn(const cv::Mat& rows)
{
    if (rows.channels() == 1)
        return rows;
    cv::Mat colours = rows;
    if (rows.channels() == 4)
        cv::cvtColor(rows, colours, cv::COLOR_BGRA2BGR);
    cv::Mat brightnessFirst;
    cv::cvtColor(colours, brightnessFirst, cv::COLOR_BGR2YCrCb);
    cv::Mat brightness;
    cv::extractChannel(brightnessFirst, brightness, 0);
    return brightness;
}

// OpenCV's own arithmetic, in its precision.
cv::Mat tableOf(const BrightnessCounts& counts)
{
    cv::Mat table(1, static_cast<int>(counts.size()), CV_8U, cv::Scalar(0));
    const auto total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    const auto darkest = static_cast<std::size_t>(
        std::ranges::find_if(counts, [](std::uint64_t count) { return count > 0; })
        - counts.begin());
    if (darkest == counts.size())
        return table;
    if (counts[darkest] == total) { // all of one brightness, and stays so
        table.setTo(static_cast<double>(darkest));
        return table;
    }
    const float scale = 255.0F / static_cast<float>(static_cast<int>(total - counts[darkest]));
    int sum = 0;
    for (std::size_t i = darkest + 1; i < counts.size(); ++i) {
        sum += static_cast<int>(counts[i]);
        table.ptr()[i] = cv::saturate_cast<uchar>(static_cast<float>(sum) * scale);
    }
    return table;
}

} // namespace

void countBrightness(const cv::Mat& rows, BrightnessCounts& counts)
{
    countInBands(rows, counts, brightnessIn);
}

cv::Mat equalisedBy(const BrightnessCounts& counts, const cv::Mat& picture)
{
    return withBrightness(picture, [&](const cv::Mat& brightness, cv::Mat& result) {
        cv::LUT(brightness, tableOf(counts), result);
    });
}

} // namespace interleave
