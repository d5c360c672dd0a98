#include "core/workload/image/tiff_join.h"

#include "core/workload/image/number_at.h"

#include <bit>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace interleave {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHeader = 8;
constexpr std::size_t kFirstLink = 4; // in it
constexpr std::size_t kEntryBytes = 12;
constexpr std::size_t kOffsetBytes = 4;

using Bytes = std::vector<unsigned char>;

std::uint64_t numberIn(const Bytes& file, std::size_t at, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(file.data()), file.size());
    return numberAt(bytes, at, size, std::endian::little);
}

void putOffset(Bytes& file, std::size_t at, std::uint64_t offset)
{
    for (std::size_t i = 0; i < kOffsetBytes; ++i, offset >>= 8U)
        file.at(at + i) = static_cast<unsigned char>(offset & 0xFFU);
}

// Its places are the page's own, which lies `moved` bytes further back now.
bool moveEntry(Bytes& file, std::size_t entry, std::size_t moved)
{
    constexpr std::uint64_t kPlacesOfPixels = 273;
    constexpr std::uint64_t kLong = 4;
    constexpr std::string_view kSizes = "\0\1\1\2\4\10\1\1\2\4\10\4\10"sv; // of the types
    const std::uint64_t tag = numberIn(file, entry, 2);
    const std::uint64_t type = numberIn(file, entry + 2, 2);
    const std::uint64_t count = numberIn(file, entry + 4, 4);
    std::size_t values = entry + 8;
    if (type >= kSizes.size() || (tag == kPlacesOfPixels && type != kLong))
        return false;
    if (count * static_cast<std::uint64_t>(kSizes[type]) > kOffsetBytes) {
        const std::uint64_t place = numberIn(file, values, kOffsetBytes) + moved;
        putOffset(file, values, place);
        values = place;
    }
    for (std::uint64_t i = 0; tag == kPlacesOfPixels && i < count; ++i) {
        const std::size_t at = values + i * kOffsetBytes;
        putOffset(file, at, numberIn(file, at, kOffsetBytes) + moved);
    }
    return true;
}

// Where the directory has the place of the next one; nothing where it cannot be moved.
std::optional<std::size_t> moveDirectory(Bytes& file, std::size_t directory, std::size_t moved)
{
    const std::uint64_t count = numberIn(file, directory, 2);
    for (std::uint64_t i = 0; moved > 0 && i < count; ++i) {
        if (!moveEntry(file, directory + 2 + i * kEntryBytes, moved))
            return std::nullopt;
    }
    return directory + 2 + count * kEntryBytes;
}

} // namespace

bool addTiffPage(Bytes& file, std::size_t& lastLink, const Bytes& page)
{
    constexpr std::size_t kMostBytes = std::numeric_limits<std::uint32_t>::max();
    if (lastLink == 0) {
        const auto link = moveDirectory(file, numberIn(file, kFirstLink, kOffsetBytes), 0);
        lastLink = link.value_or(0);
    }
    if (file.size() % 2 != 0)
        file.push_back(0); // directories begin at even places
    const std::size_t moved = file.size() - kHeader;
    if (page.size() < kHeader || file.size() > kMostBytes - page.size())
        return false;
    file.insert(file.end(), page.begin() + kHeader, page.end());
    const std::uint64_t directory = numberIn(page, kFirstLink, kOffsetBytes) + moved;
    putOffset(file, lastLink, directory);
    const auto link = moveDirectory(file, directory, moved);
    lastLink = link.value_or(0);
    return link.has_value();
}

} // namespace interleave
