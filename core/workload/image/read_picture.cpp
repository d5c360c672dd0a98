#include "core/workload/image/read_picture.h"

#include "core/base/file.h"
#include "core/base/printable.h"
#include "core/workload/image/gif_reader.h"
#include "core/workload/image/jpeg_reader.h"
#include "core/workload/image/picture_facts.h"
#include "core/workload/image/picture_limit.h"
#include "core/workload/image/tiff_directory.h"
#include "core/workload/image/webp_frame.h"
#include "core/workload/image/why_unread.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

using Read = Result<ReadPicture, ImageError>;

constexpr std::size_t kLargestFile = std::size_t{1} << 30U; // more than the largest picture needs

tl::unexpected<Failure<ImageError>> failDamaged(const std::string& words)
{
    return fail(ImageError::NotAPicture,
        fmt::format("the picture is damaged or cut off: {} (replace the file)", words));
}

// What a reader of ours says of a picture is a reason alone.
tl::unexpected<Failure<ImageError>> failBy(const Failure<ImageError>& error)
{
    if (error.kind == ImageError::NotAPicture)
        return failDamaged(error.message);
    return tl::unexpected(error);
}

// As EXIF counts: 2 to 4 mirrored or upside down, 5 to 8 lying on a side.
cv::Mat turned(cv::Mat picture, int orientation)
{
    if (orientation >= kFirstOnItsSide)
        cv::transpose(picture, picture);
    switch (orientation) {
    case 2:
    case 6:
        cv::flip(picture, picture, 1);
        break;
    case 3:
    case 7:
        cv::flip(picture, picture, -1);
        break;
    case 4:
    case 8:
        cv::flip(picture, picture, 0);
        break;
    default:
        break;
    }
    return picture;
}

Read jpegPicture(std::string_view bytes, bool salvage, const cv::Mat& room)
{
    auto jpeg = readJpeg(bytes, salvage, {}, room);
    if (!jpeg)
        return failBy(jpeg.error());
    return ReadPicture{.pixels = turned(std::move(jpeg->pixels), jpeg->orientation),
        .notes = {.salvaged = jpeg->warnings > 0,
            .cmyk = jpeg->cmyk,
            .profileDropped = jpeg->profile && !jpeg->cmyk,
            .warnings = jpeg->warnings}};
}

Result<ReducedPicture, ImageError> reducedJpeg(std::string_view bytes, bool salvage, cv::Size box)
{
    auto jpeg = readJpeg(bytes, salvage, box);
    if (!jpeg)
        return failBy(jpeg.error());
    cv::Size full = jpeg->full;
    if (jpeg->orientation >= kFirstOnItsSide)
        std::swap(full.width, full.height);
    return ReducedPicture{
        .pixels = turned(std::move(jpeg->pixels), jpeg->orientation), .full = full};
}

Read gifPicture(std::string_view bytes)
{
    auto gif = readGif(bytes);
    if (!gif)
        return failBy(gif.error());
    return ReadPicture{
        .pixels = std::move(gif->pixels), .notes = {.furtherPages = gif->furtherFrames}};
}

bool isUsable(const cv::Mat& picture)
{
    const int channels = picture.channels();
    return (picture.depth() == CV_8U || picture.depth() == CV_16U)
        && (channels == 1 || channels == 3 || channels == 4);
}

// Floating point, and whatever else the filters have no use for, as OpenCV makes colours of it.
Read inEightBits(const cv::Mat& encoded, const cv::Mat& picture)
{
    ReadPicture read{.pixels = cv::imdecode(encoded, cv::IMREAD_COLOR),
        .notes = {.fewerBits = picture.depth() != CV_8U, .alphaDropped = picture.channels() == 2}};
    if (!read.pixels.empty())
        return read;
    if (picture.depth() == CV_32F || picture.depth() == CV_64F)
        return fail(ImageError::NotAPicture,
            "its pixels are floating-point numbers, which are not read (save it with 8 or 16 "
            "bits)");
    return failDamaged("the decoder gives no reason");
}

// It goes on to its end, so that the fault need not be the file's.
tl::unexpected<Failure<ImageError>> failUnknown(PictureFormat format, const PictureFacts& facts)
{
    return fail(ImageError::NotAPicture,
        facts.cmyk ? fmt::format(
            "OpenCV cannot decode the CMYK of this {} (save it as RGB)", titleOf(format))
                   : fmt::format("OpenCV cannot decode this {}: it is damaged, or of a kind that "
                                 "OpenCV does not know (save it anew)",
                       titleOf(format)));
}

Read otherPicture(
    PictureFormat format, std::string_view bytes, const PictureFacts& facts, const cv::Mat& room)
{
    const cv::Mat encoded(
        1, static_cast<int>(bytes.size()), CV_8U, const_cast<char*>(bytes.data()));
    cv::Mat picture = room;
    cv::imdecode(encoded, cv::IMREAD_UNCHANGED, &picture); // throws what is too large
    if (!facts.cut.empty())
        return failDamaged(facts.cut);
    if (picture.empty())
        return failUnknown(format, facts);
    Read read = isUsable(picture) ? ReadPicture{.pixels = std::move(picture), .notes = {}}
                                  : inEightBits(encoded, picture);
    if (!read)
        return read;
    read->pixels = turned(std::move(read->pixels), facts.orientation);
    read->notes.furtherPages = facts.furtherPages;
    read->notes.alphaDropped = facts.alpha && !facts.cmyk && read->pixels.channels() != 4;
    read->notes.cmyk = facts.cmyk;
    read->notes.profileDropped = facts.profile && !facts.cmyk;
    return read;
}

Read firstFrame(const WebpFrame& frame, const PictureFacts& facts)
{
    if (exceedsPixelLimit(frame.canvas))
        return tl::unexpected(tooManyPixels());
    PictureFacts still = facts;
    still.orientation = 1; // is that of the canvas
    auto read = otherPicture(PictureFormat::WebP, frame.webp, still, {});
    if (!read)
        return read;
    if (read->pixels.size() != frame.place.size())
        return failDamaged("its first frame has another size than it says");
    read->pixels = turned(onCanvas(frame, read->pixels), facts.orientation);
    return read;
}

Read webpPicture(std::string_view bytes, const cv::Mat& room)
{
    const PictureFacts facts = pictureFacts(PictureFormat::WebP, bytes);
    const auto frame = firstWebpFrame(bytes);
    return frame ? firstFrame(*frame, facts)
                 : otherPicture(PictureFormat::WebP, bytes, facts, room);
}

std::uint32_t furtherPages(const TiffPages& pages)
{
    return static_cast<std::uint32_t>(std::max<std::size_t>(pages.pages.size(), 1) - 1);
}

Read tiffPage(std::string& bytes, const TiffPages& pages, std::size_t page, const cv::Mat& room)
{
    if (page < pages.pages.size())
        putFirst(bytes, pages.pages[page]);
    return otherPicture(PictureFormat::Tiff, bytes, factsOfPage(pages, page, bytes), room);
}

Read firstTiffPage(std::string& bytes, const cv::Mat& room)
{
    const TiffPages pages = tiffPages(bytes);
    Read read = tiffPage(bytes, pages, 0, room);
    if (read)
        read->notes.furtherPages = furtherPages(pages);
    return read;
}

Read pictureIn(std::string& bytes, bool salvage, const cv::Mat& room)
{
    switch (const PictureFormat format = formatOf(bytes)) {
    case PictureFormat::Unknown:
        return fail(ImageError::NotAPicture,
            bytes.empty() ? "the file is empty (remove or replace it)"
                          : "not a picture of a format that is known here (remove or replace it)");
    case PictureFormat::Jpeg:
        return jpegPicture(bytes, salvage, room);
    case PictureFormat::Gif:
        return gifPicture(bytes);
    case PictureFormat::Tiff:
        return firstTiffPage(bytes, room);
    case PictureFormat::WebP:
        return webpPicture(bytes, room);
    default:
        return otherPicture(format, bytes, pictureFacts(format, bytes), room);
    }
}

Result<ReducedPicture, ImageError> reducedIn(std::string& bytes, bool salvage, cv::Size box)
{
    if (formatOf(bytes) == PictureFormat::Jpeg)
        return reducedJpeg(bytes, salvage, box);
    auto picture = pictureIn(bytes, salvage, {});
    if (!picture)
        return tl::unexpected(std::move(picture.error()));
    const cv::Size full = picture->pixels.size();
    return ReducedPicture{.pixels = std::move(picture->pixels), .full = full};
}

// The file's name comes before the message.
Result<std::string, ImageError> bytesOf(const std::filesystem::path& file)
{
    auto bytes = readRegularFile(file, kLargestFile);
    if (!bytes)
        return fail(ImageError::Unreadable,
            fmt::format("cannot read it in {}: {}",
                shownBothEnds(file.parent_path().string()),
                whyUnread(file, bytes.error().message)));
    return *std::move(bytes);
}

template <class Done>
Done named(const std::filesystem::path& file, Done done)
{
    if (!done)
        done.error().message
            = fmt::format("{}: {}", file.filename().string(), done.error().message);
    return done;
}

Result<void, ImageError> checkPages(const TiffPages& tiff)
{
    constexpr const char* kAdvice = "(split the file, or choose a result format without pages)";
    if (tiff.pages.size() > kMostPagesRead)
        return fail(ImageError::TooLarge,
            fmt::format("has {} pages, and {} are read at most {}",
                tiff.pages.size(),
                kMostPagesRead,
                kAdvice));
    std::uint64_t left = kMostPixelsInPages;
    for (const TiffPage& page : tiff.pages) {
        if (tiff.pages.size() > 1 && page.pixels > left)
            return fail(ImageError::TooLarge,
                fmt::format("has {} pages with more than {} pixels together {}",
                    tiff.pages.size(),
                    kMostPixelsInPages,
                    kAdvice));
        left -= std::min(left, page.pixels);
    }
    return {};
}

} // namespace

Read readPicture(const std::filesystem::path& file, bool salvage, const cv::Mat& room)
{
    return named(file,
        bytesOf(file).and_then([&](std::string bytes) { return pictureIn(bytes, salvage, room); }));
}

Read pictureOf(std::string bytes, bool salvage)
{
    return pictureIn(bytes, salvage, {});
}

Result<ReducedPicture, ImageError> readReduced(
    const std::filesystem::path& file, bool salvage, cv::Size box)
{
    return named(file,
        bytesOf(file).and_then([&](std::string bytes) { return reducedIn(bytes, salvage, box); }));
}

Result<void, ImageError> readPages(
    const std::filesystem::path& file, bool salvage, const TakePage& take)
{
    auto bytes = named(file, bytesOf(file));
    if (!bytes)
        return tl::unexpected(std::move(bytes.error()));
    if (formatOf(*bytes) != PictureFormat::Tiff)
        return named(file, pictureIn(*bytes, salvage, {})).and_then(take);
    const TiffPages tiff = tiffPages(*bytes);
    if (auto checked = named(file, checkPages(tiff)); !checked)
        return checked;
    for (std::size_t page = 0; page <= furtherPages(tiff); ++page) {
        auto read = tiffPage(*bytes, tiff, page, {});
        if (!read && page > 0)
            read.error().message = fmt::format("page {}: {}", page + 1, read.error().message);
        if (auto taken = named(file, std::move(read)).and_then(take); !taken)
            return taken;
    }
    return {};
}

} // namespace interleave
