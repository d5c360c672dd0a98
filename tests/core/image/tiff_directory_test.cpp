// Lists of a TIFF that say more than the file can hold: looking at them ends all the same.
#include "core/workload/image/tiff_directory.h"

#include <gtest/gtest.h>

#include <string>

namespace interleave {
namespace {

constexpr std::uint16_t kLong = 4;
constexpr std::uint32_t kHeader = 8;
constexpr std::uint32_t kDirectory = 2 + 2 * 12 + 4; // with two entries

std::string number(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8U)
        text += static_cast<char>(value & 0xFFU);
    return text;
}

/// Of two lists, of the strips' places and their lengths, that begin at `list`.
std::string directory(
    std::uint16_t type, std::uint32_t count, std::uint32_t list, std::uint32_t next)
{
    constexpr std::uint16_t kStripOffsets = 273;
    constexpr std::uint16_t kStripBytes = 279;
    const auto entry = [&](std::uint16_t tag) {
        return number(tag, 2) + number(type, 2) + number(count, 4) + number(list, 4);
    };
    return number(2, 2) + entry(kStripOffsets) + entry(kStripBytes) + number(next, 4);
}

std::string header()
{
    return "II" + number(42, 2) + number(kHeader, 4);
}

TEST(TiffDirectory, F218_ListsOfWhatIsNoOffsetAreBroken)
{
    constexpr std::uint32_t kMany = 1U << 24U; // of type 0 they need no bytes
    for (const unsigned type : {0U, 1U, 2U, 5U, 12U, 14U, 15U, 19U})
        EXPECT_TRUE(
            tiffPages(header() + directory(static_cast<std::uint16_t>(type), kMany, kHeader, 0))
                .broken)
            << type;
}

TEST(TiffDirectory, F218_ListsThatManyDirectoriesShareAreBroken)
{
    constexpr std::uint32_t kPages = 100;
    constexpr std::uint32_t kValues = 5'000;
    const auto file = [](std::uint32_t pages) {
        std::string bytes = header();
        for (std::uint32_t page = 1; page <= pages; ++page)
            bytes += directory(kLong,
                kValues,
                kHeader + pages * kDirectory,
                page < pages ? kHeader + page * kDirectory : 0);
        return bytes + std::string(std::size_t{kValues} * 4, '\0');
    };
    EXPECT_TRUE(tiffPages(file(kPages)).broken);
    EXPECT_FALSE(tiffPages(file(1)).broken);
}

// Each begins four bytes after the one before, and has tens of thousands of entries.
TEST(TiffDirectory, F218_DirectoriesThatLieInEachOtherAreBroken)
{
    constexpr std::uint32_t kPages = 20;
    constexpr std::uint32_t kStep = 4;
    constexpr std::uint32_t kEntries = 65'535 * 12;
    std::string bytes = header() + std::string(2 + kEntries, '\xFF');
    for (std::uint32_t page = 1; page <= kPages; ++page)
        bytes += number(page < kPages ? kHeader + page * kStep : 0, 4);
    EXPECT_TRUE(tiffPages(bytes).broken);
}

TEST(TiffDirectory, AListThatGoesOnBehindTheFileIsCutOff)
{
    const TiffPages pages = tiffPages(header() + directory(kLong, 1'000, kHeader, 0));
    EXPECT_FALSE(pages.broken);
    EXPECT_EQ(pages.end, kHeader + 4'000);
}

} // namespace
} // namespace interleave
