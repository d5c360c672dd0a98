// What a picture's file says of itself beside the pixels: which way is up, what it has beside the
// first picture, what its colours are, and whether it goes on to its end: decoders say less, or
// look at the first page only. Nothing where the format has none of that, or its reader tells.
#pragma once

#include "core/workload/image/picture_format.h"
#include "core/workload/image/tiff_directory.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

struct PictureFacts
{
    std::string cut; // how much is missing, in words; empty where nothing is
    int orientation = 1; // as EXIF counts them
    std::uint32_t furtherPages = 0; // pages of a TIFF, frames of an animation
    bool alpha = false; // whether the reader has it or not
    bool cmyk = false; // its pixels are inks
    bool profile = false; // of colours, and not that of sRGB
};

/// Of any format but TIFF.
[[nodiscard]] PictureFacts pictureFacts(PictureFormat format, std::string_view bytes);

/// Of a page of a TIFF; further pages are not its own.
[[nodiscard]] PictureFacts factsOfPage(
    const TiffPages& pages, std::size_t page, std::string_view bytes);

/// Whether a colour profile, or what stands for it, is another one than that of sRGB, which
/// pictures without a profile have.
[[nodiscard]] bool isOwnProfile(std::string_view profile);

} // namespace interleave
