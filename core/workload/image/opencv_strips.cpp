#include "core/workload/image/opencv_strips.h"

#include "core/workload/image/filters.h"
#include "core/workload/image/read_origin.h"
#include "core/workload/image/reduce.h"
#include "core/workload/image/room_allocator.h"
#include "core/workload/image/strip_run.h"
#include "core/workload/image/without_exceptions.h"
#include "core/workload/image/write_picture.h"

#include <opencv2/core.hpp>

#include <limits>

namespace interleave {

namespace {

namespace fs = std::filesystem;

int typeOf(const PixelShape& shape)
{
    return CV_MAKETYPE(shape.bits == 16 ? CV_16U : CV_8U, shape.channels);
}

// Of one that is there in part nobody looks at the rest.
cv::Mat pictureIn(const Pixels& pixels)
{
    const std::size_t before = static_cast<std::size_t>(pixels.firstRow) * pixels.shape.rowBytes();
    auto* top = reinterpret_cast<uchar*>(reinterpret_cast<std::uintptr_t>(pixels.first) - before);
    return {pixels.shape.rows, pixels.shape.columns, typeOf(pixels.shape), top};
}

PixelShape shapeOf(const cv::Mat& picture)
{
    return {.rows = picture.rows,
        .columns = picture.cols,
        .channels = picture.channels(),
        .bits = picture.depth() == CV_16U ? 16 : 8};
}

// What had to be turned or reduced lies elsewhere.
void moveIn(cv::Mat picture, const RoomAllocator& allocator, const MakeRoom& room)
{
    if (allocator.has(picture))
        return;
    const PixelShape shape = shapeOf(picture);
    std::byte* first = room(shape.bytes());
    if (first == nullptr)
        CV_Error(cv::Error::StsNoMem, "no room for the picture");
    picture.copyTo(pictureIn({first, shape}));
}

} // namespace

Result<PixelShape, ImageError> OpenCvStrips::decode(const PictureOrigin& origin,
    const fs::path& output,
    const FilterChain& filters,
    const MakeRoom& room,
    PictureNotes& notes) const noexcept
{
    return withoutExceptions(nameOf(origin), [&]() -> Result<PixelShape, ImageError> {
        RoomAllocator allocator(room);
        auto picture = readOrigin(origin, allocator.empty());
        if (!picture)
            return tl::unexpected(std::move(picture.error()));
        reduce(*picture, output, filters);
        notes = picture->notes;
        const PixelShape shape = shapeOf(picture->pixels);
        moveIn(std::move(picture->pixels), allocator, room);
        return shape;
    });
}

std::optional<PixelShape> OpenCvStrips::shapeAfter(
    std::span<const FilterStep> filters, PixelShape shape) const noexcept
{
    for (const FilterStep& filter : filters) {
        if (filter.kind == FilterKind::Resize) {
            const cv::Size size = sizeOf({shape.columns, shape.rows}, filter);
            shape.columns = size.width;
            shape.rows = size.height;
        } else if (filter.kind == FilterKind::Rotate && *valueOf(filter, "angle") != 180) {
            std::swap(shape.rows, shape.columns);
        } else if (filter.kind == FilterKind::Sepia && shape.channels == 1) {
            shape.channels = 3;
        } else if ((filter.kind == FilterKind::Grayscale || filter.kind == FilterKind::Canny)
            && shape.channels == 3) {
            shape.channels = 1;
        }
    }
    constexpr std::int64_t kMostPixels = std::int64_t{1} << 31U;
    if (std::int64_t{shape.rows} * shape.columns > kMostPixels)
        return std::nullopt;
    return shape;
}

Result<void, ImageError> OpenCvStrips::filterStrip(std::span<const FilterStep> filters,
    const BrightnessCounts& counts,
    const Pixels& from,
    const Pixels& to,
    RowRange rows) const noexcept
{
    return withoutExceptions([&]() -> Result<void, ImageError> {
        cv::Mat result = pictureIn(to);
        filterRows(filters, counts, pictureIn(from), result, rows);
        return {};
    });
}

Result<BrightnessCounts, ImageError> OpenCvStrips::countBrightness(
    const Pixels& picture, RowRange rows) const noexcept
{
    return withoutExceptions([&]() -> Result<BrightnessCounts, ImageError> {
        BrightnessCounts counts{};
        interleave::countBrightness(
            pictureIn(picture).rowRange(rows.first, rows.first + rows.count), counts);
        return counts;
    });
}

Result<void, ImageError> OpenCvStrips::traceEdges(const Pixels& picture) const noexcept
{
    return withoutExceptions([&]() -> Result<void, ImageError> {
        cv::Mat candidates = pictureIn(picture);
        interleave::traceEdges(candidates);
        return {};
    });
}

Result<void, ImageError> OpenCvStrips::filterWhole(
    const FilterStep& filter, const Pixels& from, const Pixels& to) const noexcept
{
    return withoutExceptions([&]() -> Result<void, ImageError> {
        cv::Mat result = pictureIn(to);
        reshapeInto(filter, pictureIn(from), result);
        return {};
    });
}

Result<BrightnessCounts, ImageError> OpenCvStrips::countLuminance(
    const Pixels& picture, RowRange rows) const noexcept
{
    return withoutExceptions([&]() -> Result<BrightnessCounts, ImageError> {
        BrightnessCounts counts{};
        interleave::countLuminance(
            pictureIn(picture).rowRange(rows.first, rows.first + rows.count), counts);
        return counts;
    });
}

Result<void, ImageError> OpenCvStrips::encode(
    const Pixels& picture, const fs::path& output, const PictureOptions& options) const noexcept
{
    return withoutExceptions([&] { return writePicture(output, pictureIn(picture), options); });
}

} // namespace interleave
