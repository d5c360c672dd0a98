#include "core/workload/image/picture_limit.h"

#include <cstdint>
#include <cstdlib>

namespace interleave {

namespace {

std::int64_t pixelLimit()
{
    constexpr std::int64_t kOpenCvLimit = std::int64_t{1} << 30U;
    const char* wanted = std::getenv("OPENCV_IO_MAX_IMAGE_PIXELS");
    const std::int64_t limit = wanted == nullptr ? 0 : std::atoll(wanted);
    return limit > 0 ? limit : kOpenCvLimit;
}

} // namespace

bool exceedsPixelLimit(const cv::Size& size)
{
    constexpr int kMostASide = 1 << 20;
    return size.width > kMostASide || size.height > kMostASide
        || std::int64_t{size.width} * size.height > pixelLimit();
}

Failure<ImageError> tooManyPixels()
{
    return {ImageError::TooLarge,
        "has too many pixels (make the picture smaller, or raise OPENCV_IO_MAX_IMAGE_PIXELS if you "
        "trust the file)"};
}

Failure<ImageError> tooMuchMemory()
{
    return {ImageError::OutOfMemory,
        "needs more memory than a worker may take (make the picture smaller)"};
}

} // namespace interleave
