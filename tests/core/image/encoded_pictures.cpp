#include "tests/core/image/encoded_pictures.h"

#include "tests/core/image/png_checksum.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <gif_lib.h>
#include <jpeglib.h> // wants <cstdio>

namespace interleave {

namespace {

std::string inBytes(std::uint64_t number, int count, bool bigEndian)
{
    std::string bytes;
    for (int i = 0; i < count; ++i) {
        const int shift = 8 * (bigEndian ? count - 1 - i : i);
        bytes += static_cast<char>(number >> static_cast<unsigned>(shift) & 0xFFU);
    }
    return bytes;
}

std::string shortEntry(std::uint16_t tag, std::uint16_t value, bool bigEndian)
{
    constexpr std::uint64_t kShort = 3;
    return inBytes(tag, 2, bigEndian) + inBytes(kShort, 2, bigEndian) + inBytes(1, 4, bigEndian)
        + inBytes(value, 2, bigEndian) + inBytes(0, 2, bigEndian);
}

std::string longEntry(std::uint16_t tag, std::uint32_t value)
{
    constexpr std::uint64_t kLong = 4;
    return inBytes(tag, 2, false) + inBytes(kLong, 2, false) + inBytes(1, 4, false)
        + inBytes(value, 4, false);
}

std::string jpegOf(const cv::Mat& picture, J_COLOR_SPACE colours, bool progressive)
{
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = ::jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    ::jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = static_cast<JDIMENSION>(picture.cols);
    info.image_height = static_cast<JDIMENSION>(picture.rows);
    info.input_components = picture.channels();
    info.in_color_space = colours;
    ::jpeg_set_defaults(&info);
    if (progressive)
        ::jpeg_simple_progression(&info);
    ::jpeg_start_compress(&info, TRUE);
    for (int y = 0; y < picture.rows; ++y) {
        auto* row = const_cast<unsigned char*>(picture.ptr(y));
        ::jpeg_write_scanlines(&info, &row, 1);
    }
    ::jpeg_finish_compress(&info);
    std::string jpeg(reinterpret_cast<const char*>(bytes), size);
    ::jpeg_destroy_compress(&info);
    std::free(bytes);
    return jpeg;
}

int putBytes(GifFileType* file, const GifByteType* from, int count)
{
    static_cast<std::string*>(file->UserData)
        ->append(reinterpret_cast<const char*>(from), static_cast<std::size_t>(count));
    return count;
}

void putFrame(GifFileType* file, const cv::Mat& frame, bool interlaced)
{
    EXPECT_EQ(::EGifPutImageDesc(file, 0, 0, frame.cols, frame.rows, interlaced, nullptr), GIF_OK);
    const auto put = [&](int first, int step) {
        for (int y = first; y < frame.rows; y += step)
            ::EGifPutLine(file, const_cast<GifPixelType*>(frame.ptr(y)), frame.cols);
    };
    if (!interlaced)
        return put(0, 1);
    put(0, 8);
    put(4, 8);
    put(2, 4);
    put(1, 2);
}

void putTransparency(GifFileType* file, int transparent)
{
    const GraphicsControlBlock control{
        .DisposalMode = 0, .UserInputFlag = false, .DelayTime = 0, .TransparentColor = transparent};
    std::array<GifByteType, 4> bytes{};
    ::EGifGCBToExtension(&control, bytes.data());
    ::EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, bytes.size(), bytes.data());
}

} // namespace

std::string encodedAs(const std::string& ending, const cv::Mat& picture)
{
    std::vector<uchar> bytes;
    EXPECT_TRUE(cv::imencode(ending, picture, bytes));
    return {bytes.begin(), bytes.end()};
}

std::string losslessWebp(const cv::Mat& picture)
{
    constexpr int kLossless = 101;
    std::vector<uchar> bytes;
    EXPECT_TRUE(cv::imencode(".webp", picture, bytes, {cv::IMWRITE_WEBP_QUALITY, kLossless}));
    return {bytes.begin(), bytes.end()};
}

std::string emptyPasses(cv::Size size, int passes)
{
    using namespace std::string_literals;
    const auto number
        = [](int value) { return inBytes(static_cast<std::uint64_t>(value), 2, true); };
    // One code in each table: no difference, and a band that ends for many blocks.
    const auto table = [&](char kind, char value) {
        return "\xFF\xC4"s + number(20) + kind + '\1' + std::string(15, '\0') + value;
    };
    std::string bytes = "\xFF\xD8\xFF\xDB"s + number(67) + '\0' + std::string(64, '\1')
        + "\xFF\xC2"s + number(11) + '\b' + number(size.height) + number(size.width) + "\1\1\x11\0"s
        + table('\0', '\0') + table('\x10', '\xE0');
    for (int pass = 0; pass < passes; ++pass)
        bytes += "\xFF\xDA"s + number(8) + "\1\1\0\1\x3F\0"s;
    return bytes + "\xFF\xD9";
}

std::string progressiveJpeg(const cv::Mat& picture)
{
    return jpegOf(picture, JCS_EXT_BGR, true);
}

std::string cmykJpeg(const cv::Mat& inks)
{
    return jpegOf(inks, JCS_CMYK, false);
}

std::string exifWith(int orientation, bool bigEndian)
{
    constexpr std::uint16_t kOrientation = 274;
    return (bigEndian ? "MM" : "II") + inBytes(42, 2, bigEndian) + inBytes(8, 4, bigEndian)
        + inBytes(1, 2, bigEndian)
        + shortEntry(kOrientation, static_cast<std::uint16_t>(orientation), bigEndian)
        + inBytes(0, 4, bigEndian);
}

std::string jpegWithExif(const std::string& jpeg, const std::string& exif)
{
    const std::string data = std::string("Exif\0\0", 6) + exif;
    return jpeg.substr(0, 2) + "\xFF\xE1" + inBytes(data.size() + 2, 2, true) + data
        + jpeg.substr(2);
}

std::string pngWith(const std::string& png, const std::string& name, const std::string& data)
{
    constexpr std::size_t kAfterHeader = 33;
    const std::string chunk = name + data;
    return png.substr(0, kAfterHeader) + inBytes(data.size(), 4, true) + chunk
        + inBytes(pngChecksum(chunk), 4, true) + png.substr(kAfterHeader);
}

std::string pngWithExif(const std::string& png, const std::string& exif)
{
    return pngWith(png, "eXIf", exif);
}

std::string jpegWithProfile(const std::string& jpeg, const std::string& profile)
{
    const std::string data = std::string("ICC_PROFILE\0\1\1", 14) + profile;
    return jpeg.substr(0, 2) + "\xFF\xE2" + inBytes(data.size() + 2, 2, true) + data
        + jpeg.substr(2);
}

std::string webpWithExif(const std::string& webp, const std::string& exif, cv::Size size)
{
    constexpr std::size_t kHeader = 12;
    const auto side
        = [](int length) { return inBytes(static_cast<std::uint64_t>(length - 1), 3, false); };
    const std::string chunks = "WEBPVP8X" + inBytes(10, 4, false) + inBytes(8, 4, false)
        + side(size.width) + side(size.height) + webp.substr(kHeader) + "EXIF"
        + inBytes(exif.size(), 4, false) + exif;
    return "RIFF" + inBytes(chunks.size(), 4, false) + chunks;
}

std::string webpAnimation(
    const std::vector<PlacedWebp>& frames, cv::Size canvas, const std::string& exif)
{
    constexpr std::size_t kHeader = 12;
    constexpr std::size_t kExtended = 18; // a chunk that is not there in a frame
    const auto number = [](int value, int bytes) {
        return inBytes(static_cast<std::uint64_t>(value), bytes, false);
    };
    const auto chunk = [](const std::string& name, const std::string& data) {
        return name + inBytes(data.size(), 4, false) + data + std::string(data.size() % 2, '\0');
    };
    const int flags = exif.empty() ? 0x12 : 0x1A;
    std::string chunks = "WEBP"
        + chunk(
            "VP8X", number(flags, 4) + number(canvas.width - 1, 3) + number(canvas.height - 1, 3))
        + chunk("ANIM", number(0, 6));
    for (const auto& [webp, place] : frames) {
        const bool extended = webp.substr(kHeader, 4) == "VP8X";
        chunks += chunk("ANMF",
            number(place.x / 2, 3) + number(place.y / 2, 3) + number(place.width - 1, 3)
                + number(place.height - 1, 3) + number(100, 4)
                + webp.substr(kHeader + (extended ? kExtended : 0)));
    }
    chunks += exif.empty() ? "" : chunk("EXIF", exif);
    return "RIFF" + inBytes(chunks.size(), 4, false) + chunks;
}

std::string gifOf(const std::vector<cv::Mat>& frames, bool interlaced, int transparent)
{
    std::string bytes;
    int error = 0;
    GifFileType* file = ::EGifOpen(&bytes, putBytes, &error);
    ::EGifSetGifVersion(file, true);
    ColorMapObject* greys = ::GifMakeMapObject(256, nullptr);
    for (int i = 0; i < 256; ++i) {
        const auto grey = static_cast<GifByteType>(i);
        greys->Colors[i] = {grey, grey, grey};
    }
    ::EGifPutScreenDesc(file, frames[0].cols, frames[0].rows, 8, 0, greys);
    ::GifFreeMapObject(greys);
    for (const cv::Mat& frame : frames) {
        if (transparent >= 0)
            putTransparency(file, transparent);
        putFrame(file, frame, interlaced);
    }
    ::EGifCloseFile(file, &error);
    return bytes;
}

std::string tiffWithPixelsLast(const cv::Mat& grey, int orientation)
{
    constexpr std::uint32_t kEntries = 9;
    constexpr std::uint32_t kPixels = 8 + 2 + kEntries * 12 + 4;
    const auto size = static_cast<std::uint32_t>(grey.total());
    return "II" + inBytes(42, 2, false) + inBytes(8, 4, false) + inBytes(kEntries, 2, false)
        + longEntry(256, static_cast<std::uint32_t>(grey.cols))
        + longEntry(257, static_cast<std::uint32_t>(grey.rows)) + shortEntry(258, 8, false)
        + shortEntry(259, 1, false) + shortEntry(262, 1, false) + longEntry(273, kPixels)
        + shortEntry(274, static_cast<std::uint16_t>(orientation), false)
        + longEntry(278, static_cast<std::uint32_t>(grey.rows)) + longEntry(279, size)
        + inBytes(0, 4, false) + std::string(reinterpret_cast<const char*>(grey.data), size);
}

} // namespace interleave
