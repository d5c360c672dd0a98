#include "core/workload/image/image_failures.h"

#include "core/workload/image/picture_limit.h"

#include <fmt/core.h>
#include <opencv2/core/utils/logger.hpp>

#include <cstdint>

namespace interleave {

namespace {

/// OpenCV would print every exception before it throws it.
int printNothing(int, const char*, const char*, const char*, int, void*)
{
    return 0;
}

} // namespace

Failure<ImageError> describeThrown(const std::string& name, const cv::Exception& error)
{
    if (error.code == cv::Error::StsNoMem)
        return {ImageError::OutOfMemory, fmt::format("{}: {}", name, tooMuchMemory().message)};
    if (error.err.find("CV_IO_MAX_IMAGE") != std::string::npos)
        return {ImageError::TooLarge, fmt::format("{}: {}", name, tooManyPixels().message)};
    return {ImageError::FilterFailed, fmt::format("{}: {}", name, error.err)};
}

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

void setUpOpenCv()
{
    // One thread per worker: parallelism is what the pool shows, and threads must not exist before
    // a fork.
    cv::setNumThreads(1);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    cv::redirectError(printNothing);
}

} // namespace interleave
