#include "core/workload/image/thumbnail.h"

#include "core/workload/image/filter_run.h"
#include "core/workload/image/opencv_set_up.h"
#include "core/workload/image/read_origin.h"
#include "core/workload/image/reduce.h"
#include "core/workload/image/sample_picture.h"
#include "core/workload/image/without_exceptions.h"
#include "core/workload/image/write_picture.h"

#include <fmt/core.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <new>
#include <string>
#include <utility>

namespace interleave {

namespace {

using Shown = Result<Thumbnail, ImageError>;

constexpr double kBehindAlpha = 192; // what is transparent is seen as light grey

cv::Mat withoutAlpha(const cv::Mat& picture)
{
    cv::Mat colours;
    cv::cvtColor(picture, colours, cv::COLOR_BGRA2BGR);
    cv::Mat alpha;
    cv::extractChannel(picture, alpha, 3);
    cv::cvtColor(alpha, alpha, cv::COLOR_GRAY2BGR);
    alpha.convertTo(alpha, CV_32F, 1.0 / 255);
    cv::Mat mixed;
    colours.convertTo(mixed, CV_32F);
    mixed = mixed.mul(alpha) + (cv::Scalar::all(1) - alpha) * kBehindAlpha;
    mixed.convertTo(colours, CV_8U);
    return colours;
}

// Blue, green, red in eight bits.
cv::Mat plain(const cv::Mat& picture)
{
    cv::Mat result = picture.depth() == CV_8U ? picture : inUpperEightBits(picture);
    if (result.channels() == 4)
        return withoutAlpha(result);
    if (result.channels() == 1)
        cv::cvtColor(result, result, cv::COLOR_GRAY2BGR);
    return result;
}

cv::Mat fitted(const cv::Mat& picture, const PictureBox& box)
{
    const double scale = std::min(static_cast<double>(box.width) / picture.cols,
        static_cast<double>(box.height) / picture.rows);
    if (scale >= 1)
        return picture;
    const cv::Size size(std::max(1, static_cast<int>(picture.cols * scale)),
        std::max(1, static_cast<int>(picture.rows * scale)));
    cv::Mat small;
    cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
    return small;
}

Thumbnail thumbnailOf(const cv::Mat& picture, const cv::Size& full, const PictureBox& box)
{
    cv::Mat small;
    cv::cvtColor(plain(fitted(picture, box)), small, cv::COLOR_BGR2RGB); // in one piece
    return {.width = small.cols,
        .height = small.rows,
        .rgb = std::string(reinterpret_cast<const char*>(small.data), small.total() * 3),
        .fullWidth = full.width,
        .fullHeight = full.height};
}

Result<ReducedPicture, ImageError> readToSee(const PictureOrigin& origin, const PictureBox& box)
{
    if (!origin.file.empty())
        return readReduced(origin.file, origin.salvage, {box.width, box.height});
    cv::Mat sample = samplePicture(origin.series, origin.index);
    return ReducedPicture{.pixels = sample, .full = sample.size()};
}

// Reduced before, as a run does it that writes `result`; none: one that drops it.
Result<cv::Mat, ImageError> filteredOrigin(const PictureOrigin& origin,
    const FilterChain& filters,
    const std::filesystem::path& result = {})
{
    auto picture = readOrigin(origin);
    if (!picture)
        return tl::unexpected(std::move(picture.error()));
    reduce(*picture, result, filters);
    return filteredBy(filters, std::move(picture->pixels));
}

// As one worker's file would hold it.
Result<cv::Mat, ImageError> asStored(cv::Mat picture, const StoredResult& result)
{
    if (limitsOf(result.file).exact)
        return picture;
    std::string bytes;
    {
        EncodedPicture file(result.file, result.quality);
        if (auto added = file.add(picture); !added)
            return tl::unexpected(std::move(added.error()));
        picture.release(); // of what is large as little as can be at a time
        bytes = file.bytes();
    }
    return pictureOf(std::move(bytes), false).map([](ReadPicture read) {
        return std::move(read.pixels);
    });
}

// Stretched over all brightnesses, so that a difference of one is seen.
cv::Mat visible(const cv::Mat& differences, int largest)
{
    cv::Mat bright;
    differences.convertTo(bright, CV_8U, largest > 0 ? 255.0 / largest : 1.0);
    return bright;
}

Shown differenceOf(const cv::Mat& serial, const cv::Mat& result, const PictureBox& box)
{
    if (serial.size() != result.size())
        return fail(ImageError::FilterFailed,
            fmt::format("the result has {} by {} pixels, and filtered once more it has {} by {}",
                result.cols,
                result.rows,
                serial.cols,
                serial.rows));
    cv::Mat differences;
    cv::absdiff(plain(serial), plain(result), differences);
    cv::Mat each; // the largest of a pixel's three
    cv::Mat channels[3];
    cv::split(differences, channels);
    cv::max(channels[0], channels[1], each);
    cv::max(each, channels[2], each);
    double largest = 0;
    cv::minMaxLoc(each, nullptr, &largest);
    Thumbnail shown
        = thumbnailOf(visible(each, static_cast<int>(largest)), differences.size(), box);
    shown.differing = static_cast<std::uint64_t>(cv::countNonZero(each));
    shown.largest = static_cast<int>(largest);
    return shown;
}

class OpenCvThumbnailer final : public Thumbnailer
{
public:
    [[nodiscard]] Shown show(
        const PictureOrigin& origin, const PictureBox& box) const noexcept override
    {
        return withoutExceptions(nameOf(origin), [&]() -> Shown {
            const auto picture = readToSee(origin, box);
            if (!picture)
                return tl::unexpected(picture.error());
            return thumbnailOf(picture->pixels, picture->full, box);
        });
    }

    [[nodiscard]] Shown showFiltered(const PictureOrigin& origin,
        const FilterChain& filters,
        const PictureBox& box) const noexcept override
    {
        return withoutExceptions(nameOf(origin), [&]() -> Shown {
            const auto picture = filteredOrigin(origin, filters);
            if (!picture)
                return tl::unexpected(picture.error());
            return thumbnailOf(*picture, picture->size(), box);
        });
    }

    [[nodiscard]] Shown showDifference(const PictureOrigin& origin,
        const FilterChain& filters,
        const StoredResult& result,
        const PictureBox& box) const noexcept override
    {
        return withoutExceptions(nameOf(origin), [&]() -> Shown {
            const auto serial
                = filteredOrigin(origin, filters, result.file).and_then([&](cv::Mat picture) {
                      return asStored(std::move(picture), result);
                  });
            if (!serial)
                return tl::unexpected(serial.error());
            const auto written = readPicture(result.file, false);
            if (!written)
                return tl::unexpected(written.error());
            return differenceOf(*serial, written->pixels, box);
        });
    }
};

} // namespace

} // namespace interleave

extern "C" __attribute__((visibility("default"))) interleave::Thumbnailer*
interleaveCreateThumbnailer(std::uint32_t version)
{
    if (version != interleave::kThumbnailerVersion)
        return nullptr;
    interleave::setUpOpenCv();
    return new (std::nothrow) interleave::OpenCvThumbnailer;
}
