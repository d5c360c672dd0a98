#include "core/workload/image/webp_frame.h"

#include "core/workload/image/needless_alpha.h"
#include "core/workload/image/number_at.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <bit>
#include <cstdint>

namespace interleave {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kRiffHeader = 12; // of the file
constexpr std::size_t kChunkHeader = 8; // a chunk's name and length

std::uint64_t numberIn(std::string_view bytes, std::size_t at, std::size_t size)
{
    return numberAt(bytes, at, size, std::endian::little);
}

std::string inBytes(std::uint64_t number, int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i, number >>= 8U)
        bytes += static_cast<char>(number & 0xFFU);
    return bytes;
}

int sideAt(std::string_view bytes, std::size_t at)
{
    return static_cast<int>(numberIn(bytes, at, 3)) + 1;
}

std::string still(std::string_view chunks, const cv::Size& size)
{
    constexpr int kHasAlpha = 0x10;
    const bool hasAlpha = chunks.starts_with("ALPH") || chunks.starts_with("VP8L");
    const std::string header = "VP8X" + inBytes(10, 4) + inBytes(hasAlpha ? kHasAlpha : 0, 4)
        + inBytes(static_cast<std::uint64_t>(size.width - 1), 3)
        + inBytes(static_cast<std::uint64_t>(size.height - 1), 3);
    const std::uint64_t length = 4 + header.size() + chunks.size();
    return "RIFF" + inBytes(length, 4) + "WEBP" + header + std::string(chunks);
}

} // namespace

std::optional<WebpFrame> firstWebpFrame(std::string_view file)
{
    constexpr std::size_t kFrameHeader = 16;
    if (file.substr(kRiffHeader, 4) != "VP8X"sv)
        return std::nullopt;
    const cv::Size canvas(
        sideAt(file, kRiffHeader + kChunkHeader + 4), sideAt(file, kRiffHeader + kChunkHeader + 7));
    for (std::size_t at = kRiffHeader; at + kChunkHeader <= file.size();) {
        const std::uint64_t length = numberIn(file, at + 4, 4);
        const std::string_view data = file.substr(at + kChunkHeader).substr(0, length);
        if (file.substr(at, 4) == "ANMF"sv && data.size() == length && length > kFrameHeader) {
            const int left = 2 * (sideAt(data, 0) - 1);
            const int top = 2 * (sideAt(data, 3) - 1);
            const cv::Rect place(left, top, sideAt(data, 6), sideAt(data, 9));
            if ((place & cv::Rect({}, canvas)) != place)
                return std::nullopt;
            return WebpFrame{still(data.substr(kFrameHeader), place.size()), place, canvas};
        }
        at += kChunkHeader + length + length % 2;
    }
    return std::nullopt;
}

cv::Mat onCanvas(const WebpFrame& frame, const cv::Mat& pixels)
{
    cv::Mat colours = pixels;
    if (colours.channels() == 3)
        cv::cvtColor(pixels, colours, cv::COLOR_BGR2BGRA);
    cv::Mat seen = cv::Mat::zeros(frame.canvas, CV_8UC4);
    colours.copyTo(seen(frame.place));
    return withoutNeedlessAlpha(seen);
}

} // namespace interleave
