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

// Of what passes, and of that on a core.
class StopWatch
{
public:
    StopWatch(const Clock& clock, FilteredPicture& picture)
        : m_clock(clock)
        , m_picture(picture)
    {
        m_picture.beginTicks = m_ticks;
    }

    /// What has been since the last one, or the beginning, was for this part.
    void lap(PicturePart part)
    {
        const std::uint64_t onCore = processorNs();
        const std::uint64_t ticks = m_clock.ticks();
        *m_picture.times.of(part) += onCore - std::exchange(m_onCore, onCore);
        *m_picture.passed.of(part) += m_clock.toNs(ticks - std::exchange(m_ticks, ticks));
    }

private:
    const Clock& m_clock;
    FilteredPicture& m_picture;
    std::uint64_t m_onCore = processorNs();
    std::uint64_t m_ticks = m_clock.ticks();
};

// What becomes of a picture, page by page. It takes what was read since the last one.
class PageFilter
{
public:
    PageFilter(const fs::path& output, const FilterChain& filters, const PictureOptions& options)
        : m_output(output)
        , m_filters(filters)
        , m_options(options)
        , m_result(output, options.quality)
    {
    }

    Result<void, ImageError> take(ReadPicture page)
    {
        reduce(page, m_output, m_filters);
        m_filtered.notes |= page.notes;
        m_watch.lap(PicturePart::Decode);
        const cv::Mat result = filteredBy(m_filters, std::move(page.pixels));
        countLuminance(result, m_filtered.bins);
        m_watch.lap(PicturePart::Filter);
        if (m_output.empty())
            return {};
        auto added = m_result.add(result);
        m_watch.lap(PicturePart::Encode);
        return added;
    }
    Filtered finish()
    {
        if (!m_output.empty()) {
            if (auto stored = m_result.store(m_options); !stored)
                return tl::unexpected(std::move(stored.error()));
            m_watch.lap(PicturePart::Encode);
        }
        return m_filtered;
    }

private:
    const fs::path& m_output;
    const FilterChain& m_filters;
    const PictureOptions& m_options;
    EncodedPicture m_result;
    FilteredPicture m_filtered{};
    StopWatch m_watch{m_options.clock, m_filtered};
};

bool takesPages(const fs::path& output)
{
    return output.empty() || limitsOf(output).pages;
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
            PageFilter result(output, filters, options);
            const auto take = [&](ReadPicture page) { return result.take(std::move(page)); };
            return (takesPages(output) ? readPages(input, options.salvage, take)
                                       : readPicture(input, options.salvage).and_then(take))
                .and_then([&] { return result.finish(); });
        });
    }

    [[nodiscard]] Filtered filterSample(const SampleSeries& series,
        std::uint64_t index,
        const fs::path& output,
        const FilterChain& filters,
        const PictureOptions& options) const noexcept override
    {
        return withoutExceptions(fmt::format("sample picture {}", index), [&] {
            PageFilter result(output, filters, options);
            return result.take({.pixels = samplePicture(series, index), .notes = {}}).and_then([&] {
                return result.finish();
            });
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

bool interleaveSamplePicture(
    std::uint64_t seed, int width, int height, std::uint64_t index, unsigned char* pixels) noexcept
{
    try {
        const cv::Mat picture = interleave::samplePicture({seed, width, height}, index);
        cv::Mat copy(picture.size(), picture.type(), pixels);
        picture.copyTo(copy);
        return true;
    } catch (...) {
        return false;
    }
}
