// What the image library's functions have in common: whatever OpenCV throws is a failure about a
// picture.
#pragma once

#include "core/base/failure.h"
#include "core/workload/image/image_module.h"

#include <opencv2/core.hpp>

#include <exception>
#include <new>
#include <string>

namespace interleave {

[[nodiscard]] Failure<ImageError> describeThrown(
    const std::string& name, const cv::Exception& error);

/// Runs `action`; what it throws becomes a failure about the picture `name`.
template <class Value, class Action>
[[nodiscard]] Result<Value, ImageError> withoutExceptions(const std::string& name, Action action)
{
    try {
        return action();
    } catch (const cv::Exception& error) {
        return tl::unexpected(describeThrown(name, error));
    } catch (const std::bad_alloc&) {
        return tl::unexpected(
            describeThrown(name, cv::Exception(cv::Error::StsNoMem, "", "", "", 0)));
    } catch (const std::exception& error) {
        return fail(ImageError::FilterFailed, name + ": " + error.what());
    }
}

/// The upper eight bits of 16, as OpenCV's readers take them.
[[nodiscard]] cv::Mat inUpperEightBits(const cv::Mat& picture);

/// No threads, and no words of its own: before the library's first use.
void setUpOpenCv();

} // namespace interleave
