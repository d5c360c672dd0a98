#include "core/workload/image/picture_facts.h"

#include "core/base/grouped_digits.h"
#include "core/workload/image/number_at.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace interleave {

namespace {

std::string missingBytes(std::uint64_t wanted, std::uint64_t there)
{
    if (wanted <= there)
        return {};
    return fmt::format(
        "it has {} bytes and should have {} at least", groupedDigits(there), groupedDigits(wanted));
}

std::uint32_t othersThanFirst(std::uint64_t frames)
{
    return frames > 1 ? static_cast<std::uint32_t>(std::min<std::uint64_t>(frames, UINT32_MAX) - 1)
                      : 0;
}

PictureFacts pngFacts(std::string_view bytes)
{
    constexpr std::size_t kSignature = 8;
    constexpr std::size_t kAround = 12; // a chunk's length, name and checksum
    PictureFacts facts;
    for (std::size_t at = kSignature; at + kAround <= bytes.size();) {
        const std::uint64_t length = numberAt(bytes, at, 4, std::endian::big);
        const std::string_view name = bytes.substr(at + 4, 4);
        if (length > bytes.size() - at - kAround) {
            facts.cut = missingBytes(at + kAround + length, bytes.size());
            return facts;
        }
        if (name == "IEND")
            return facts;
        const std::string_view data = bytes.substr(at + 8, length);
        if (name == "eXIf")
            facts.orientation = orientationIn(data);
        if (name == "IHDR") {
            constexpr std::uint64_t kAlphaBit = 4; // of the kind of colours
            facts.alpha = (numberAt(data, 9, 1, std::endian::big) & kAlphaBit) != 0;
        }
        facts.alpha = facts.alpha || name == "tRNS";
        if (name == "iCCP") // compressed, after its name
            facts.profile = isOwnProfile(data.substr(0, data.find('\0')));
        if (name == "acTL")
            facts.furtherPages = othersThanFirst(numberAt(bytes, at + 8, 4, std::endian::big));
        at += kAround + length;
    }
    facts.cut = "it has no end mark";
    return facts;
}

PictureFacts webpFacts(std::string_view bytes)
{
    constexpr std::size_t kHeader = 12;
    constexpr std::size_t kAround = 8; // a chunk's name and length
    constexpr std::string_view kPrefix("Exif\0\0", 6); // that some writers take from JPEG
    PictureFacts facts;
    facts.cut = missingBytes(numberAt(bytes, 4, 4, std::endian::little) + kAround, bytes.size());
    std::uint64_t frames = 0;
    for (std::size_t at = kHeader; at + kAround <= bytes.size();) {
        const std::uint64_t length = numberAt(bytes, at + 4, 4, std::endian::little);
        const std::string_view name = bytes.substr(at, 4);
        std::string_view data = bytes.substr(at + kAround).substr(0, length);
        if (name == "EXIF") {
            if (data.starts_with(kPrefix))
                data.remove_prefix(kPrefix.size());
            facts.orientation = orientationIn(data);
        }
        if (name == "ICCP")
            facts.profile = isOwnProfile(data);
        frames += name == "ANMF" ? 1U : 0U;
        at += kAround + length + length % 2;
    }
    facts.furtherPages = othersThanFirst(frames);
    return facts;
}

} // namespace

bool isOwnProfile(std::string_view profile)
{
    constexpr std::string_view kUtf16("s\0R\0G\0B", 7);
    return !profile.empty() && profile.find("sRGB") == std::string_view::npos
        && profile.find(kUtf16) == std::string_view::npos;
}

PictureFacts pictureFacts(PictureFormat format, std::string_view bytes)
{
    switch (format) {
    case PictureFormat::Png:
        return pngFacts(bytes);
    case PictureFormat::WebP:
        return webpFacts(bytes);
    case PictureFormat::Tiff:
    case PictureFormat::Bmp:
    case PictureFormat::Jpeg2000:
    case PictureFormat::Pnm:
    case PictureFormat::Gif:
    case PictureFormat::Jpeg:
    case PictureFormat::Unknown:
        break;
    }
    return {};
}

PictureFacts factsOfPage(const TiffPages& pages, std::size_t page, std::string_view bytes)
{
    PictureFacts facts;
    facts.cut
        = pages.broken ? "its list of pages leads nowhere" : missingBytes(pages.end, bytes.size());
    if (page >= pages.pages.size())
        return facts;
    const TiffColours& colours = pages.pages[page].colours;
    facts.alpha = colours.alpha;
    facts.cmyk = colours.inks;
    facts.profile = isOwnProfile(colours.profile);
    return facts; // the decoder turns it
}

} // namespace interleave
