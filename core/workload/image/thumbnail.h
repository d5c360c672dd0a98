// Pictures for the eye: made small enough for a box, eight bits each of red, green and blue. They
// come from the same library as the filters (image_module.h), and are made where the sandbox is: in
// no window.
//
// Thread and process safety: as of ImageModule.
#pragma once

#include "core/base/failure.h"
#include "core/model/filter_chain.h"
#include "core/workload/image/image_module.h"
#include "core/workload/image/picture_origin.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace interleave {

/// Changes with every change of this file; the loader refuses a library of another version.
inline constexpr std::uint32_t kThumbnailerVersion = 2;

/// What a run wrote of a picture.
struct StoredResult
{
    std::filesystem::path file;
    int quality = kUsualQuality; // that it was written with, where its format has that
};

/// The largest box that a picture is made for: a large screen.
inline constexpr int kLargestBox = 4096;

struct PictureBox
{
    int width = 0;
    int height = 0;

    bool operator==(const PictureBox&) const = default;
};

struct Thumbnail
{
    int width = 0;
    int height = 0;
    std::string rgb{}; // row by row, without gaps
    int fullWidth = 0; // of the picture itself, the right way up
    int fullHeight = 0;
    // Of a difference:
    std::uint64_t differing = 0; // pixels
    int largest = 0; // difference of a value, of 255
};

class Thumbnailer
{
public:
    Thumbnailer() = default;
    Thumbnailer(const Thumbnailer&) = delete;
    Thumbnailer& operator=(const Thumbnailer&) = delete;
    virtual ~Thumbnailer() = default;

    /// In at most the size of the box, and never larger than it is. JPEG is decoded at a reduced
    /// size, others are made smaller afterwards. What readPicture() refuses is refused here.
    [[nodiscard]] virtual Result<Thumbnail, ImageError> show(
        const PictureOrigin& origin, const PictureBox& box) const noexcept = 0;

    /// What the filters make of it: the whole picture, undivided, as one worker does it.
    [[nodiscard]] virtual Result<Thumbnail, ImageError> showFiltered(const PictureOrigin& origin,
        const FilterChain& filters,
        const PictureBox& box) const noexcept = 0;

    /// Where a result differs from what one worker would have written there, brighter where it
    /// differs more, in eight bits. What its format loses it has lost in both: that is no
    /// difference.
    [[nodiscard]] virtual Result<Thumbnail, ImageError> showDifference(const PictureOrigin& origin,
        const FilterChain& filters,
        const StoredResult& result,
        const PictureBox& box) const noexcept = 0;
};

using CreateThumbnailer = Thumbnailer* (*)(std::uint32_t version);
inline constexpr const char* kCreateThumbnailer = "interleaveCreateThumbnailer";

} // namespace interleave
