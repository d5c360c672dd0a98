// The directories of a TIFF file, and of the EXIF data of other formats, which is one: where the
// pixels end, what colours they have, how many pages there are and which way is up.
//
// Every offset is checked: the bytes are a stranger's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// From here on orientations are those of pictures that lie on a side.
inline constexpr int kFirstOnItsSide = 5;

/// 1 to 8, as EXIF counts them; 1, which changes nothing, where the data does not say.
[[nodiscard]] int orientationIn(std::string_view exif);

/// What the pixels of a page are.
struct TiffColours
{
    bool inks = false; // CMYK
    bool alpha = false;
    std::string_view profile{}; // empty: none
};

struct TiffPage
{
    std::uint64_t directory = 0; // its place
    std::uint64_t pixels = 0; // as many as it says
    TiffColours colours{};
};

struct TiffPages
{
    std::vector<TiffPage> pages{}; // without thumbnails, unless there is nothing else
    std::uint64_t end = 0; // where the last byte of directories and pixels must be
    bool broken = false; // a directory lies outside, they go in a circle, or say what cannot be
};

/// The views are of the file.
[[nodiscard]] TiffPages tiffPages(std::string_view file);

/// Makes a page the first of its file, which is the one that decoders read.
void putFirst(std::string& file, const TiffPage& page);

} // namespace interleave
