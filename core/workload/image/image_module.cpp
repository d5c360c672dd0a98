#include "core/workload/image/image_module.h"

#include "core/workload/image/filter_run.h"
#include "core/workload/image/filters.h"
#include "core/workload/image/image_failures.h"
#include "core/workload/image/read_picture.h"
#include "core/workload/image/sample_picture.h"
#include "core/workload/image/write_picture.h"

#include <fmt/core.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <new>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

using Filtered = Result<FilteredPicture, ImageError>;

void countLuminance(const cv::Mat& picture, FilteredPicture& filtered)
{
    cv::Mat grey = toGrey(picture);
    if (grey.depth() == CV_16U)
        grey = inUpperEightBits(grey);
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
        picture.pixels = inUpperEightBits(picture.pixels);
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
        if (auto written = writePicture(output, result, options.quality); !written)
            return tl::unexpected(std::move(written.error()));
    }
    FilteredPicture filtered{.notes = picture.notes};
    countLuminance(result, filtered);
    return filtered;
}

class OpenCvModule final : public ImageModule
{
public:
    [[nodiscard]] Filtered filterFile(const fs::path& input,
        const fs::path& output,
        const FilterChain& filters,
        const PictureOptions& options) const noexcept override
    {
        return withoutExceptions<FilteredPicture>(input.filename().string(), [&]() -> Filtered {
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
        return withoutExceptions<FilteredPicture>(fmt::format("sample picture {}", index), [&] {
            ReadPicture sample{.pixels = samplePicture(seed, index), .notes = {}};
            return filterPicture(std::move(sample), output, filters, options);
        });
    }
};

} // namespace

} // namespace interleave

extern "C" __attribute__((visibility("default"))) interleave::ImageModule*
interleaveCreateImageModule(std::uint32_t version)
{
    if (version != interleave::kImageModuleVersion)
        return nullptr;
    interleave::setUpOpenCv();
    return new (std::nothrow) interleave::OpenCvModule;
}
