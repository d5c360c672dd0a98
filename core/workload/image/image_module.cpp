#include "core/workload/image/image_module.h"

#include "core/workload/image/filter_run.h"
#include "core/workload/image/filters.h"
#include "core/workload/image/picture_limit.h"
#include "core/workload/image/read_picture.h"
#include "core/workload/image/sample_picture.h"
#include "core/workload/image/write_picture.h"

#include <fmt/core.h>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>

#include <exception>
#include <new>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

using Filtered = Result<FilteredPicture, ImageError>;

// The upper eight, as OpenCV's readers take them.
cv::Mat inEightBits(const cv::Mat& picture)
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

void countLuminance(const cv::Mat& picture, FilteredPicture& filtered)
{
    cv::Mat grey = toGrey(picture);
    if (grey.depth() == CV_16U)
        grey = inEightBits(grey);
    for (int y = 0; y < grey.rows; ++y) {
        const auto* row = grey.ptr<uchar>(y);
        for (int x = 0; x < grey.cols; ++x)
            ++filtered.bins[row[x]];
    }
}

// What the filters or the result's format have no room for.
void reduce(ReadPicture& picture, const fs::path& output, const FilterChain& filters)
{
    const FormatLimits limits = output.empty() ? FormatLimits{true, true} : limitsOf(output);
    if (picture.pixels.channels() == 4 && !limits.alpha) {
        cv::cvtColor(picture.pixels, picture.pixels, cv::COLOR_BGRA2BGR);
        picture.notes.alphaDropped = true;
    }
    if (picture.pixels.depth() == CV_16U && !(limits.sixteenBits && keepsDepth(filters))) {
        picture.pixels = inEightBits(picture.pixels);
        picture.notes.fewerBits = true;
    }
}

Filtered filterPicture(ReadPicture picture,
    const fs::path& output,
    const FilterChain& filters,
    const PictureOptions& options)
{
    reduce(picture, output, filters);
    const cv::Mat result = filteredBy(filters, std::move(picture.pixels));
    if (!output.empty()) {
        if (auto written = writePicture(output, result, options); !written)
            return tl::unexpected(std::move(written.error()));
    }
    FilteredPicture filtered{.notes = picture.notes};
    countLuminance(result, filtered);
    return filtered;
}

Failure<ImageError> describe(const std::string& name, const cv::Exception& error)
{
    if (error.code == cv::Error::StsNoMem)
        return {ImageError::OutOfMemory, fmt::format("{}: {}", name, tooMuchMemory().message)};
    if (error.err.find("CV_IO_MAX_IMAGE") != std::string::npos)
        return {ImageError::TooLarge, fmt::format("{}: {}", name, tooManyPixels().message)};
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
        const FilterChain& filters,
        const PictureOptions& options) const noexcept override
    {
        return withoutExceptions(input.filename().string(), [&]() -> Filtered {
            auto picture = readPicture(input, options.salvage);
            if (!picture)
                return tl::unexpected(std::move(picture.error()));
            return filterPicture(*std::move(picture), output, filters, options);
        });
    }

    [[nodiscard]] Filtered filterSample(std::uint64_t seed,
        std::uint64_t index,
        const fs::path& output,
        const FilterChain& filters,
        const PictureOptions& options) const noexcept override
    {
        return withoutExceptions(fmt::format("sample picture {}", index), [&] {
            ReadPicture sample{.pixels = samplePicture(seed, index), .notes = {}};
            return filterPicture(std::move(sample), output, filters, options);
        });
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
