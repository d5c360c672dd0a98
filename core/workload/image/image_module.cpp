#include "core/workload/image/image_module.h"

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/base/write_all.h"
#include "core/workload/image/filter_run.h"
#include "core/workload/image/filters.h"
#include "core/workload/image/sample_picture.h"

#include <fmt/core.h>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <new>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace interleave {

namespace {

namespace fs = std::filesystem;

using Filtered = Result<LuminanceHistogram, ImageError>;

LuminanceHistogram luminanceOf(const cv::Mat& picture)
{
    const cv::Mat grey = toGrey(picture);
    LuminanceHistogram histogram;
    for (int y = 0; y < grey.rows; ++y) {
        const auto* row = grey.ptr<uchar>(y);
        for (int x = 0; x < grey.cols; ++x)
            ++histogram.bins[row[x]];
    }
    return histogram;
}

/// No fsync, other than writeFileAtomically(): a lost result is computed again, and waiting for the
/// disk would make every image run measure the disk.
Result<void, ImageError> writePng(const fs::path& output, const cv::Mat& picture)
{
    std::vector<uchar> bytes;
    cv::imencode(".png", picture, bytes);
    const fs::path unfinished = unfinishedName(output, ::getpid());
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    UniqueFd fd(retryOnInterrupt([&] { return ::open(unfinished.c_str(), flags, 0666); }));
    bool stored = false;
    if (fd.valid()) {
        const char* first = reinterpret_cast<const char*>(bytes.data());
        stored = writeAll(fd.get(), {first, bytes.size()}).has_value() && ::close(fd.release()) == 0
            && ::rename(unfinished.c_str(), output.c_str()) == 0;
    }
    if (stored)
        return {};
    const int error = errno;
    ::unlink(unfinished.c_str());
    return fail(ImageError::Unwritable,
        describeErrno(fmt::format("write {}", output.string()), error).message);
}

Filtered filterPicture(cv::Mat picture, const fs::path& output, const FilterChain& filters)
{
    const cv::Mat result = filteredBy(filters, std::move(picture));
    if (!output.empty()) {
        if (auto written = writePng(output, result); !written)
            return tl::unexpected(std::move(written.error()));
    }
    return luminanceOf(result);
}

/// imread() says only that it failed: finds out whether the file could not be read or not be
/// decoded.
Failure<ImageError> whyUnread(const fs::path& input)
{
    const std::string name = input.filename().string();
    const UniqueFd fd(::open(input.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (!fd.valid())
        return {ImageError::Unreadable,
            fmt::format("{}: {}", name, describeErrno("open", errno).message)};
    return {ImageError::NotAPicture,
        fmt::format("{}: not a picture that OpenCV can decode, or a damaged one (remove or replace "
                    "the file)",
            name)};
}

Failure<ImageError> describe(const std::string& name, const cv::Exception& error)
{
    if (error.code == cv::Error::StsNoMem)
        return {ImageError::OutOfMemory,
            fmt::format(
                "{}: needs more memory than a worker may take (make the picture smaller)", name)};
    if (error.err.find("CV_IO_MAX_IMAGE") != std::string::npos)
        return {ImageError::TooLarge,
            fmt::format("{}: has too many pixels (make the picture smaller, or raise "
                        "OPENCV_IO_MAX_IMAGE_PIXELS if you trust the file)",
                name)};
    return {ImageError::FilterFailed, fmt::format("{}: {}", name, error.err)};
}

/// Runs `filter`; what it throws becomes a failure about the picture `name`.
template <class Filter>
Filtered withoutExceptions(const std::string& name, Filter filter)
{
    try {
        return filter();
    } catch (const cv::Exception& error) {
        return tl::unexpected(describe(name, error));
    } catch (const std::bad_alloc&) {
        return tl::unexpected(describe(name, cv::Exception(cv::Error::StsNoMem, "", "", "", 0)));
    } catch (const std::exception& error) {
        return fail(ImageError::FilterFailed, fmt::format("{}: {}", name, error.what()));
    }
}

class OpenCvModule final : public ImageModule
{
public:
    [[nodiscard]] Filtered filterFile(const fs::path& input,
        const fs::path& output,
        const FilterChain& filters) const noexcept override
    {
        return withoutExceptions(input.filename().string(), [&]() -> Filtered {
            cv::Mat picture = cv::imread(input.string(), cv::IMREAD_COLOR);
            if (picture.empty())
                return tl::unexpected(whyUnread(input));
            return filterPicture(std::move(picture), output, filters);
        });
    }

    [[nodiscard]] Filtered filterSample(std::uint64_t seed,
        std::uint64_t index,
        const fs::path& output,
        const FilterChain& filters) const noexcept override
    {
        return withoutExceptions(fmt::format("sample picture {}", index),
            [&] { return filterPicture(samplePicture(seed, index), output, filters); });
    }
};

/// OpenCV would print every exception before it throws it.
int printNothing(int, const char*, const char*, const char*, int, void*)
{
    return 0;
}

} // namespace

} // namespace interleave

extern "C" __attribute__((visibility("default"))) interleave::ImageModule*
interleaveCreateImageModule(std::uint32_t version)
{
    if (version != interleave::kImageModuleVersion)
        return nullptr;
    // One thread per worker: parallelism is what the pool shows, and threads must not exist before
    // a fork.
    cv::setNumThreads(1);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    cv::redirectError(interleave::printNothing);
    return new (std::nothrow) interleave::OpenCvModule;
}
