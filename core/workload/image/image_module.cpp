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
        m_filtered.times.decodeNs += m_watch.lap();
        const cv::Mat result = filteredBy(m_filters, std::move(page.pixels));
        countLuminance(result, m_filtered.bins);
        m_filtered.times.filterNs += m_watch.lap();
        if (m_output.empty())
            return {};
        auto added = m_result.add(result);
        m_filtered.times.encodeNs += m_watch.lap();
        return added;
    }
    Filtered finish()
    {
        if (!m_output.empty()) {
            if (auto stored = m_result.store(m_options); !stored)
                return tl::unexpected(std::move(stored.error()));
            m_filtered.times.encodeNs += m_watch.lap();
        }
        return m_filtered;
    }

private:
    const fs::path& m_output;
    const FilterChain& m_filters;
    const PictureOptions& m_options;
    EncodedPicture m_result;
    StopWatch m_watch;
    FilteredPicture m_filtered{};
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

    [[nodiscard]] Filtered filterSample(std::uint64_t seed,
        std::uint64_t index,
        const fs::path& output,
        const FilterChain& filters,
        const PictureOptions& options) const noexcept override
    {
        return withoutExceptions(fmt::format("sample picture {}", index), [&] {
            PageFilter result(output, filters, options);
            return result.take({.pixels = samplePicture(seed, index), .notes = {}}).and_then([&] {
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
