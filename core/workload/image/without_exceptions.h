// What OpenCV throws, as failures about a picture.
#pragma once

#include "core/workload/image/picture_limit.h"

#include <fmt/core.h>
#include <opencv2/core.hpp>

#include <exception>
#include <new>
#include <string>

namespace interleave {

[[nodiscard]] inline Failure<ImageError> describe(const cv::Exception& error)
{
    if (error.code == cv::Error::StsNoMem)
        return tooMuchMemory();
    if (error.err.find("CV_IO_MAX_IMAGE") != std::string::npos)
        return tooManyPixels();
    return {ImageError::FilterFailed, error.err};
}

/// Runs `filter`, which gives a Result; what it throws becomes a failure.
template <class Filter>
auto withoutExceptions(Filter filter) -> decltype(filter())
{
    try {
        return filter();
    } catch (const cv::Exception& error) {
        return tl::unexpected(describe(error));
    } catch (const std::bad_alloc&) {
        return tl::unexpected(tooMuchMemory());
    } catch (const std::exception& error) {
        return fail(ImageError::FilterFailed, error.what());
    }
}

/// The same about the picture `name`, for a filter whose own failures name it already.
template <class Filter>
auto withoutExceptions(const std::string& name, Filter filter) -> decltype(filter())
{
    bool named = false;
    auto done = withoutExceptions([&] {
        auto result = filter();
        named = true;
        return result;
    });
    if (!done && !named)
        done.error().message = fmt::format("{}: {}", name, done.error().message);
    return done;
}

} // namespace interleave
