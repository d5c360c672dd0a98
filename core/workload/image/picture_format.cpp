#include "core/workload/image/picture_format.h"

#include <algorithm>
#include <array>

namespace interleave {

namespace {

using namespace std::string_view_literals;

struct Magic
{
    std::string_view begin;
    PictureFormat format;
};

constexpr std::array kMagics{
    Magic{"\xFF\xD8\xFF"sv, PictureFormat::Jpeg},
    Magic{"\x89PNG\r\n\x1A\n"sv, PictureFormat::Png},
    Magic{"II*\0"sv, PictureFormat::Tiff},
    Magic{"MM\0*"sv, PictureFormat::Tiff},
    Magic{"II+\0"sv, PictureFormat::Tiff},
    Magic{"MM\0+"sv, PictureFormat::Tiff},
    Magic{"BM"sv, PictureFormat::Bmp},
    Magic{"GIF87a"sv, PictureFormat::Gif},
    Magic{"GIF89a"sv, PictureFormat::Gif},
    Magic{"\0\0\0\x0CjP  \r\n\x87\n"sv, PictureFormat::Jpeg2000},
    Magic{"\xFF\x4F\xFF\x51"sv, PictureFormat::Jpeg2000},
};

constexpr std::string_view kRiff = "RIFF";
constexpr std::size_t kRiffKind = 8; // where a RIFF file says what it is

bool isPnm(std::string_view bytes)
{
    return bytes.size() > 2 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6'
        && (" \t\r\n#"sv.find(bytes[2]) != std::string_view::npos);
}

} // namespace

PictureFormat formatOf(std::string_view bytes)
{
    const auto found = std::ranges::find_if(
        kMagics, [&](const Magic& magic) { return bytes.starts_with(magic.begin); });
    if (found != kMagics.end())
        return found->format;
    if (bytes.starts_with(kRiff) && bytes.size() > kRiffKind
        && bytes.substr(kRiffKind).starts_with("WEBP"))
        return PictureFormat::WebP;
    return isPnm(bytes) ? PictureFormat::Pnm : PictureFormat::Unknown;
}

std::string_view titleOf(PictureFormat format)
{
    constexpr std::array kTitles{"unknown"sv,
        "JPEG"sv,
        "PNG"sv,
        "WebP"sv,
        "TIFF"sv,
        "BMP"sv,
        "GIF"sv,
        "JPEG 2000"sv,
        "PNM"sv};
    return kTitles[static_cast<std::size_t>(format)];
}

} // namespace interleave
