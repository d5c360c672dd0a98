#include "core/workload/image/reduce.h"

#include "core/workload/image/count_in_bands.h"
#include "core/workload/image/filter_run.h"
#include "core/workload/image/filters.h"
#include "core/workload/image/write_picture.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace interleave {

cv::Mat inUpperEightBits(const cv::Mat& picture)
{
    cv::Mat result(picture.size(), CV_8UC(picture.channels()));
    const int values = picture.cols * picture.channels();
    for (int y = 0; y < picture.rows; ++y) {
        const auto* from = picture.ptr<std::uint16_t>(y);
        auto* to = result.ptr<uchar>(y);
        for (int i = 0; i < values; ++i)
            to[i] = static_cast<uchar>(from[i] >> 8U);
    }
    return result;
}

void reduce(ReadPicture& picture, const std::filesystem::path& output, const FilterChain& filters)
{
    const FormatLimits limits
        = output.empty() ? FormatLimits{.sixteenBits = true, .alpha = true} : limitsOf(output);
    if (picture.pixels.channels() == 4 && !limits.alpha) {
        cv::cvtColor(picture.pixels, picture.pixels, cv::COLOR_BGRA2BGR);
        picture.notes.alphaDropped = true;
    }
    if (picture.pixels.depth() == CV_16U && !(limits.sixteenBits && keepsDepth(filters))) {
        picture.pixels = inUpperEightBits(picture.pixels);
        picture.notes.fewerBits = true;
    }
}

void countLuminance(const cv::Mat& picture, BrightnessCounts& counts)
{
    countInBands(picture, counts, [](const cv::Mat& rows) {
        const cv::Mat grey = toGrey(rows);
        return grey.depth() == CV_16U ? inUpperEightBits(grey) : grey;
    });
}

} // namespace interleave
