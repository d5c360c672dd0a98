#include "core/workload/image/image_module.h"

#include "core/work/processor_time.h"
#include "core/workload/image/filter_run.h"
#include "core/workload/image/opencv_set_up.h"
#include "core/workload/image/opencv_strips.h"
#include "core/workload/image/reduce.h"
#include "core/workload/image/sample_picture.h"
#include "core/workload/image/without_exceptions.h"
#include "core/workload/image/write_picture.h"

#include <fmt/core.h>
#include <opencv2/core.hpp>

#include <new>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

using Filtered = Result<FilteredPicture, ImageError>;

// Of the time that this thread is on a core.
class StopWatch
{
public:
    /// Since the last one, or the beginning.
    [[nodiscard]] std::uint64_t lap()
    {
        const std::uint64_t now = processorNs();
        return now - std::exchange(m_begin, now);
    }

private:
    std::uint64_t m_begin = processorNs();
};

// From a picture that was read since the watch began.
Filtered filterPicture(ReadPicture picture,
    StopWatch& watch,
    const fs::path& output,
    const FilterChain& filters,
    const PictureOptions& options)
{
    FilteredPicture filtered;
    reduce(picture, output, filters);
    filtered.notes = picture.notes;
    filtered.times.decodeNs = watch.lap();
    const cv::Mat result = filteredBy(filters, std::move(picture.pixels));
    countLuminance(result, filtered.bins);
    filtered.times.filterNs = watch.lap();
    if (output.empty())
        return filtered;
    if (auto written = writePicture(output, result, options); !written)
        return tl::unexpected(std::move(written.error()));
    filtered.times.encodeNs = watch.lap();
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
        return withoutExceptions(input.filename().string(), [&]() -> Filtered {
            StopWatch watch;
            auto picture = readPicture(input, options.salvage);
            if (!picture)
                return tl::unexpected(std::move(picture.error()));
            return filterPicture(*std::move(picture), watch, output, filters, options);
        });
    }

    [[nodiscard]] Filtered filterSample(std::uint64_t seed,
        std::uint64_t index,
        const fs::path& output,
        const FilterChain& filters,
        const PictureOptions& options) const noexcept override
    {
        return withoutExceptions(fmt::format("sample picture {}", index), [&] {
            StopWatch watch;
            ReadPicture sample{.pixels = samplePicture(seed, index), .notes = {}};
            return filterPicture(std::move(sample), watch, output, filters, options);
        });
    }

    [[nodiscard]] const StripModule& strips() const noexcept override { return m_strips; }

private:
    OpenCvStrips m_strips;
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
