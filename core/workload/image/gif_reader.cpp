#include "core/workload/image/gif_reader.h"

#include "core/workload/image/needless_alpha.h"
#include "core/workload/image/picture_limit.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <gif_lib.h>
#include <memory>
#include <optional>
#include <vector>

namespace interleave {

namespace {

int takeBytes(GifFileType* file, GifByteType* to, int count)
{
    auto& left = *static_cast<std::string_view*>(file->UserData);
    const std::size_t taken = std::min(left.size(), static_cast<std::size_t>(count));
    std::memcpy(to, left.data(), taken);
    left.remove_prefix(taken);
    return static_cast<int>(taken);
}

struct Close
{
    void operator()(GifFileType* file) const { ::DGifCloseFile(file, nullptr); }
};

using File = std::unique_ptr<GifFileType, Close>;

tl::unexpected<Failure<ImageError>> failWith(int error)
{
    if (error == D_GIF_ERR_NOT_ENOUGH_MEM)
        return tl::unexpected(tooMuchMemory());
    const char* words = ::GifErrorString(error);
    return fail(ImageError::NotAPicture, words == nullptr ? "not a GIF" : words);
}

class Reader
{
public:
    explicit Reader(File file)
        : m_file(std::move(file))
    {
    }
    Result<GifPicture, ImageError> read();

private:
    Result<void, ImageError> readFrame();
    Result<void, ImageError> readFirst();
    Result<void, ImageError> readLine(int y, const cv::Rect& place, const ColorMapObject& colours);
    Result<void, ImageError> skipPixels();
    Result<void, ImageError> readExtension();

    File m_file;
    GifPicture m_picture; // four channels until the end
    std::uint64_t m_frames = 0;
    int m_transparent = NO_TRANSPARENT_COLOR;
};

// Rows of an interlaced frame come in four passes.
std::vector<int> rowOrder(int rows, bool interlaced)
{
    constexpr std::array<std::pair<int, int>, 4> kPasses{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    std::vector<int> order;
    if (interlaced) {
        for (const auto& [first, step] : kPasses) {
            for (int y = first; y < rows; y += step)
                order.push_back(y);
        }
    } else {
        for (int y = 0; y < rows; ++y)
            order.push_back(y);
    }
    return order;
}

Result<void, ImageError> Reader::readLine(
    int y, const cv::Rect& place, const ColorMapObject& colours)
{
    std::vector<GifPixelType> line(static_cast<std::size_t>(place.width));
    if (::DGifGetLine(m_file.get(), line.data(), place.width) == GIF_ERROR)
        return failWith(m_file->Error);
    auto* row = m_picture.pixels.ptr<cv::Vec4b>(place.y + y) + place.x;
    for (const GifPixelType pixel : line) {
        if (pixel != m_transparent && pixel < colours.ColorCount) {
            const GifColorType& colour = colours.Colors[pixel];
            *row = cv::Vec4b(colour.Blue, colour.Green, colour.Red, 255);
        }
        ++row;
    }
    return {};
}

Result<void, ImageError> Reader::readFirst()
{
    const GifImageDesc& frame = m_file->Image;
    const cv::Rect place(frame.Left, frame.Top, frame.Width, frame.Height);
    const cv::Size size(m_file->SWidth, m_file->SHeight);
    const ColorMapObject* colours = frame.ColorMap != nullptr ? frame.ColorMap : m_file->SColorMap;
    if (size.empty() || place.empty() || colours == nullptr
        || (place & cv::Rect({}, size)) != place)
        return fail(ImageError::NotAPicture, "its first frame has no pixels, or lies outside");
    if (exceedsPixelLimit(size))
        return tl::unexpected(tooManyPixels());
    m_picture.pixels = cv::Mat::zeros(size, CV_8UC4);
    for (const int y : rowOrder(place.height, frame.Interlace)) {
        if (auto line = readLine(y, place, *colours); !line)
            return line;
    }
    return {};
}

Result<void, ImageError> Reader::skipPixels()
{
    int codeSize = 0;
    GifByteType* block = nullptr;
    if (::DGifGetCode(m_file.get(), &codeSize, &block) == GIF_ERROR)
        return failWith(m_file->Error);
    while (block != nullptr) {
        if (::DGifGetCodeNext(m_file.get(), &block) == GIF_ERROR)
            return failWith(m_file->Error);
    }
    return {};
}

Result<void, ImageError> Reader::readFrame()
{
    if (::DGifGetImageDesc(m_file.get()) == GIF_ERROR)
        return failWith(m_file->Error);
    ++m_frames;
    return m_frames == 1 ? readFirst() : skipPixels();
}

Result<void, ImageError> Reader::readExtension()
{
    int code = 0;
    GifByteType* block = nullptr;
    if (::DGifGetExtension(m_file.get(), &code, &block) == GIF_ERROR)
        return failWith(m_file->Error);
    GraphicsControlBlock control{};
    if (m_frames == 0 && code == GRAPHICS_EXT_FUNC_CODE && block != nullptr
        && ::DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
        m_transparent = control.TransparentColor;
    while (block != nullptr) {
        if (::DGifGetExtensionNext(m_file.get(), &block) == GIF_ERROR)
            return failWith(m_file->Error);
    }
    return {};
}

Result<GifPicture, ImageError> Reader::read()
{
    for (;;) {
        GifRecordType type = UNDEFINED_RECORD_TYPE;
        if (::DGifGetRecordType(m_file.get(), &type) == GIF_ERROR)
            return failWith(m_file->Error);
        if (type == TERMINATE_RECORD_TYPE)
            break;
        auto done = type == IMAGE_DESC_RECORD_TYPE ? readFrame()
            : type == EXTENSION_RECORD_TYPE        ? readExtension()
                                                   : Result<void, ImageError>();
        if (!done)
            return tl::unexpected(std::move(done.error()));
    }
    if (m_frames == 0)
        return fail(ImageError::NotAPicture, "it has no frame");
    m_picture.pixels = withoutNeedlessAlpha(m_picture.pixels);
    m_picture.furtherFrames
        = static_cast<std::uint32_t>(std::min<std::uint64_t>(m_frames, UINT32_MAX) - 1);
    return std::move(m_picture);
}

} // namespace

Result<GifPicture, ImageError> readGif(std::string_view bytes)
{
    int error = 0;
    File file(::DGifOpen(&bytes, takeBytes, &error));
    if (!file)
        return failWith(error);
    return Reader(std::move(file)).read();
}

} // namespace interleave
