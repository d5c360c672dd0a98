#include "core/workload/image/tiff_directory.h"

#include "core/workload/image/number_at.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <limits>
#include <optional>
#include <set>

namespace interleave {

namespace {

// Tags.
constexpr std::uint16_t kSubfileType = 254;
constexpr std::uint16_t kColumns = 256;
constexpr std::uint16_t kRows = 257;
constexpr std::uint16_t kColours = 262;
constexpr std::uint16_t kStripOffsets = 273;
constexpr std::uint16_t kOrientation = 274;
constexpr std::uint16_t kStripBytes = 279;
constexpr std::uint16_t kTileOffsets = 324;
constexpr std::uint16_t kTileBytes = 325;
constexpr std::uint16_t kFurtherValues = 338; // of a pixel
constexpr std::uint16_t kProfileEntry = 34'675;

constexpr std::uint64_t kInks = 5; // of kColours
constexpr std::uint64_t kReducedPicture = 1; // of kSubfileType: a thumbnail
constexpr std::size_t kMostPages = 65'536;

struct Entry
{
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    std::uint64_t values = 0; // where they are
};

// Classic TIFF has offsets of 32 bits, BigTIFF of 64.
class TiffBytes
{
public:
    explicit TiffBytes(std::string_view bytes)
        : m_bytes(bytes)
        , m_order(bytes.starts_with("MM") ? std::endian::big : std::endian::little)
        , m_isBig(number(2, 2) == 43)
    {
    }

    [[nodiscard]] std::uint64_t firstDirectory() const
    {
        return number(firstPlace(), offsetBytes());
    }
    /// Where the file says where its first directory is.
    [[nodiscard]] std::uint64_t firstPlace() const { return m_isBig ? 8 : 4; }
    [[nodiscard]] std::uint64_t offsetBytes() const { return m_isBig ? 8 : 4; }
    [[nodiscard]] std::endian order() const { return m_order; }
    /// 0 where it lies outside.
    [[nodiscard]] std::uint64_t number(std::uint64_t at, std::uint64_t bytes) const
    {
        return numberAt(m_bytes, at, bytes, m_order);
    }
    [[nodiscard]] std::uint64_t valueOf(const Entry& entry, std::uint64_t index) const
    {
        return number(entry.values + index * sizeOf(entry.type), sizeOf(entry.type));
    }
    /// Calls `each` with the entries of a directory; the next one's place, or nothing where this
    /// one is not whole.
    std::optional<std::uint64_t> read(
        std::uint64_t at, const std::function<void(const Entry&)>& each) const
    {
        const std::uint64_t countBytes = m_isBig ? 8 : 2;
        const std::uint64_t entryBytes = m_isBig ? 20 : 12;
        const std::uint64_t count = number(at, countBytes);
        const std::uint64_t last = count * entryBytes; // after the first entry's place
        if (at == 0 || count == 0 || count > kMostEntries
            || at + countBytes + last + offsetBytes() > m_bytes.size())
            return std::nullopt;
        for (std::uint64_t i = 0; i < count; ++i)
            each(entryAt(at + countBytes + i * entryBytes));
        return number(at + countBytes + last, offsetBytes());
    }
    [[nodiscard]] std::string_view bytesOf(const Entry& entry) const
    {
        return entry.values < m_bytes.size() ? m_bytes.substr(entry.values, entry.count)
                                             : std::string_view();
    }
    [[nodiscard]] static std::uint64_t sizeOf(std::uint16_t type)
    {
        constexpr std::array<std::uint8_t, 19> kSizes{
            0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
        return type < kSizes.size() ? kSizes[type] : 0;
    }
    [[nodiscard]] std::uint64_t size() const { return m_bytes.size(); }

private:
    static constexpr std::uint64_t kMostEntries = 65'535;

    [[nodiscard]] Entry entryAt(std::uint64_t at) const
    {
        Entry entry{.tag = static_cast<std::uint16_t>(number(at, 2)),
            .type = static_cast<std::uint16_t>(number(at + 2, 2)),
            .count = number(at + 4, offsetBytes())};
        const std::uint64_t place = at + 4 + offsetBytes();
        const bool inside
            = entry.count <= offsetBytes() && entry.count * sizeOf(entry.type) <= offsetBytes();
        entry.values = inside ? place : number(place, offsetBytes());
        return entry;
    }

    std::string_view m_bytes;
    std::endian m_order;
    bool m_isBig;
};

struct Directory
{
    std::optional<Entry> offsets; // of strips or tiles
    std::optional<Entry> bytes;
    std::uint64_t columns = 0;
    std::uint64_t rows = 0;
    TiffColours colours{};
    bool isThumbnail = false;
};

void take(Directory& directory, const TiffBytes& file, const Entry& entry)
{
    switch (entry.tag) {
    case kStripOffsets:
    case kTileOffsets:
        directory.offsets = entry;
        break;
    case kStripBytes:
    case kTileBytes:
        directory.bytes = entry;
        break;
    case kColumns:
        directory.columns = file.valueOf(entry, 0);
        break;
    case kRows:
        directory.rows = file.valueOf(entry, 0);
        break;
    case kColours:
        directory.colours.inks = file.valueOf(entry, 0) == kInks;
        break;
    case kFurtherValues: // 0: nobody knows what they are
        directory.colours.alpha = file.valueOf(entry, 0) != 0;
        break;
    case kProfileEntry:
        directory.colours.profile = file.bytesOf(entry);
        break;
    case kSubfileType:
        directory.isThumbnail = (file.valueOf(entry, 0) & kReducedPicture) != 0;
        break;
    default:
        break;
    }
}

// Where the list of an entry's values ends, and no further than can be.
std::uint64_t endOfValues(const Entry& entry)
{
    constexpr std::uint64_t kTooMany = std::uint64_t{1} << 48U;
    return entry.count > kTooMany || entry.values > kTooMany
        ? UINT64_MAX
        : entry.values + entry.count * TiffBytes::sizeOf(entry.type);
}

bool isOfOffsets(const std::optional<Entry>& entry)
{
    constexpr std::uint16_t kShort = 3;
    constexpr std::uint16_t kLong = 4;
    constexpr std::uint16_t kLong8 = 16;
    return !entry || entry->type == kShort || entry->type == kLong || entry->type == kLong8;
}

// What tiffPages() has looked at. In a sound file each entry and each value has bytes of its own,
// so there are fewer than bytes; lists that many directories share would be looked at for hours.
class Effort
{
public:
    explicit Effort(std::uint64_t fileSize)
        : m_left(fileSize)
    {
    }
    /// Whether there may be so many more.
    [[nodiscard]] bool spend(std::uint64_t count)
    {
        const bool enough = count <= m_left;
        m_left = enough ? m_left - count : 0;
        return enough;
    }

private:
    std::uint64_t m_left;
};

// Nothing where the lists cannot be what they are said to be.
std::optional<std::uint64_t> endOfPixels(
    const Directory& directory, const TiffBytes& file, Effort& effort)
{
    if (!directory.offsets || !directory.bytes)
        return 0; // the decoder says what it thinks of that
    const std::uint64_t lists
        = std::max(endOfValues(*directory.offsets), endOfValues(*directory.bytes));
    if (lists > file.size())
        return lists;
    std::uint64_t end = lists;
    const std::uint64_t count = std::min(directory.offsets->count, directory.bytes->count);
    if (!effort.spend(count))
        return std::nullopt;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t begin = file.valueOf(*directory.offsets, i);
        const std::uint64_t bytes = file.valueOf(*directory.bytes, i);
        end = std::max(end, bytes > UINT64_MAX - begin ? UINT64_MAX : begin + bytes);
    }
    return end;
}

TiffPage pageOf(const Directory& directory, std::uint64_t at)
{
    constexpr std::uint64_t kMostASide = std::numeric_limits<std::uint32_t>::max();
    return {.directory = at,
        .pixels = std::min(directory.columns, kMostASide) * std::min(directory.rows, kMostASide),
        .colours = directory.colours};
}

/// The next directory's place; nothing where this one is broken.
std::optional<std::uint64_t> takePage(TiffPages& pages,
    std::vector<TiffPage>& thumbnails,
    const TiffBytes& file,
    std::uint64_t at,
    Effort& effort)
{
    Directory directory;
    std::uint64_t entries = 0;
    const auto next = file.read(at, [&](const Entry& entry) {
        ++entries;
        take(directory, file, entry);
    });
    if (!next || !effort.spend(entries) || !isOfOffsets(directory.offsets)
        || !isOfOffsets(directory.bytes))
        return std::nullopt;
    const auto end = endOfPixels(directory, file, effort);
    if (!end)
        return std::nullopt;
    (directory.isThumbnail ? thumbnails : pages.pages).push_back(pageOf(directory, at));
    pages.end = std::max(pages.end, *end);
    return next;
}

} // namespace

int orientationIn(std::string_view exif)
{
    constexpr std::uint64_t kMost = 8;
    const TiffBytes bytes(exif);
    std::uint64_t orientation = 1;
    bytes.read(bytes.firstDirectory(), [&](const Entry& entry) {
        if (entry.tag == kOrientation)
            orientation = bytes.valueOf(entry, 0);
    });
    return orientation >= 1 && orientation <= kMost ? static_cast<int>(orientation) : 1;
}

TiffPages tiffPages(std::string_view file)
{
    const TiffBytes bytes(file);
    TiffPages pages;
    std::vector<TiffPage> thumbnails;
    Effort effort(file.size());
    std::set<std::uint64_t> seen;
    for (std::uint64_t at = bytes.firstDirectory(); at != 0 || seen.empty();) {
        const auto next = takePage(pages, thumbnails, bytes, at, effort);
        if (!next || !seen.insert(at).second || seen.size() > kMostPages) {
            pages.broken = true;
            return pages;
        }
        at = *next;
    }
    if (pages.pages.empty())
        pages.pages.push_back(thumbnails.front());
    return pages;
}

void putFirst(std::string& file, const TiffPage& page)
{
    const TiffBytes bytes(file);
    const std::uint64_t size = bytes.offsetBytes();
    for (std::uint64_t i = 0; i < size; ++i) {
        const std::uint64_t shift = 8 * (bytes.order() == std::endian::big ? size - 1 - i : i);
        file.at(bytes.firstPlace() + i) = static_cast<char>(page.directory >> shift & 0xFFU);
    }
}

} // namespace interleave
