// A TIFF of one page, of any kind of pixels.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// Of `count` bytes, the lowest first.
inline std::string littleEndian(std::uint64_t number, int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i, number >>= 8U)
        bytes += static_cast<char>(number & 0xFFU);
    return bytes;
}

struct TiffEntry
{
    std::uint16_t tag = 0;
    std::vector<std::uint16_t> numbers{};
    std::string bytes{}; // instead of numbers
};

/// In one strip. `entries` are in the order of their tags, those of sizes and strips are added.
inline std::string tiffFile(
    int columns, int rows, std::vector<TiffEntry> entries, const std::string& pixels)
{
    constexpr std::uint64_t kShort = 3;
    constexpr std::uint64_t kUndefined = 7;
    entries.insert(entries.begin(),
        {{256, {static_cast<std::uint16_t>(columns)}}, {257, {static_cast<std::uint16_t>(rows)}}});
    const auto pixelsAt = static_cast<std::uint16_t>(8 + 2 + (entries.size() + 3) * 12 + 4);
    const std::vector<TiffEntry> strips{{273, {pixelsAt}},
        {278, {static_cast<std::uint16_t>(rows)}},
        {279, {static_cast<std::uint16_t>(pixels.size())}}};
    for (const TiffEntry& strip : strips)
        entries.insert(std::ranges::lower_bound(entries, strip.tag, {}, &TiffEntry::tag), strip);
    std::string directory = littleEndian(entries.size(), 2);
    std::string behind = pixels;
    for (const TiffEntry& entry : entries) {
        std::string values = entry.bytes;
        for (const std::uint16_t number : entry.numbers)
            values += littleEndian(number, 2);
        directory += littleEndian(entry.tag, 2)
            + littleEndian(entry.bytes.empty() ? kShort : kUndefined, 2)
            + littleEndian(entry.bytes.empty() ? entry.numbers.size() : entry.bytes.size(), 4);
        const std::uint64_t at = pixelsAt + behind.size();
        behind += values.size() > 4 ? values : "";
        values = values.size() > 4 ? littleEndian(at, 4) : values;
        values.resize(4);
        directory += values;
    }
    return "II" + littleEndian(42, 2) + littleEndian(8, 4) + directory + littleEndian(0, 4)
        + behind;
}

} // namespace interleave
