// The folders of an image run: what is in the one, what may be written into the other. Looks,
// creates nothing.
#pragma once

#include "core/base/failure.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace interleave {

enum class PictureFolderError { Missing, NotAFolder, Denied, NoPictures, SameFolder };

struct Picture
{
    std::filesystem::path file;
    std::string outputName; // of the result, unique in the folder: "cat.png"
};

struct PictureFolder
{
    std::vector<Picture> pictures; // sorted by name
    std::size_t linksLeftOut = 0; // links to pictures outside: workers can't read those
};

/// The pictures in `folder` itself, by the endings that OpenCV decodes; hidden files are none.
/// Results are named after the part before the ending, or after the whole name where two would be
/// called the same.
[[nodiscard]] Result<PictureFolder, PictureFolderError> listPictures(
    const std::filesystem::path& folder);

/// Whether results can be written into `output`. `input` is the folder with the pictures, empty for
/// samples.
[[nodiscard]] Result<void, PictureFolderError> checkOutputFolder(
    const std::filesystem::path& output, const std::filesystem::path& input);

/// The result of a sample picture: "sample-000017.png".
[[nodiscard]] std::string sampleOutputName(std::uint64_t index);

} // namespace interleave
