// The folders of an image run: what is in the one, what may be written into the other. Looks,
// creates nothing.
#pragma once

#include "core/base/failure.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

enum class PictureFolderError {
    Missing,
    NotAFolder,
    Denied,
    NoPictures,
    SameFolder,
    SameName,
    Exists
};

struct Picture
{
    std::filesystem::path file;
    std::string outputName{}; // of the result (result_names.h): "cat.png", "trees/oak.png"
};

/// Which files are the pictures of a run.
struct PictureSearch
{
    std::filesystem::path folder{}; // empty: none, the program makes pictures itself
    std::string pattern{}; // of the names, with * and ?; empty: all
    bool recursive = false; // with the folders in it
    std::filesystem::path only{}; // the name of the one picture in it that counts; empty: all do
    std::filesystem::path
        list{}; // in the folder, of pictures that may be anywhere (picture_paths.h)

    bool operator==(const PictureSearch&) const = default;
};

/// What is no task, and was not asked to be none.
struct LeftOut
{
    std::size_t links = 0; // to pictures outside: workers can't read those
    std::size_t linkedFolders = 0; // that would have been searched, were they no links
    std::size_t closedFolders = 0; // in the input folder, that were to be searched
    std::size_t hidden = 0; // files that are called like pictures
    std::size_t hiddenFolders = 0; // that would have been searched
    std::map<std::string, std::size_t> endings{}; // of other files: "heic"

    bool operator==(const LeftOut&) const = default;
};

/// "3 files that are no pictures of a known format (2 heic, 1 txt), 1 folder that is called like a
/// picture"; empty where nothing is left out.
[[nodiscard]] std::string describe(const LeftOut& leftOut);

struct PictureFolder
{
    std::vector<Picture> pictures; // sorted by name; of a list in its order
    LeftOut leftOut;
};

/// The pictures that are searched for, by the endings that can be decoded; what is hidden is none.
/// Those of a list need not be there, and what is called like a picture may be a folder, a pipe or
/// a link to nothing: who reads them says it. A failure when it is to `stop`, as where whole trees
/// are searched of which nobody wants to know any more.
[[nodiscard]] Result<PictureFolder, PictureFolderError> listPictures(
    const PictureSearch& search, const std::stop_token& stop = {});

/// What workers have to read. Of a list: where its pictures are, behind all links.
[[nodiscard]] std::vector<std::filesystem::path> foldersToRead(
    const PictureSearch& search, const std::vector<Picture>& pictures);

/// Whether results can be written into `output`. `input` is the folder with the pictures, empty for
/// samples.
[[nodiscard]] Result<void, PictureFolderError> checkOutputFolder(
    const std::filesystem::path& output, const PictureSearch& input);

/// Whether `inner` is `folder`, or one in it, behind all links. One that does not exist holds
/// nothing.
[[nodiscard]] bool isWithin(
    const std::filesystem::path& inner, const std::filesystem::path& folder);

/// A failure about a parameter of image-filter; `sentence` goes on after the `value`.
[[nodiscard]] tl::unexpected<Failure<PictureFolderError>> failField(std::string_view field,
    PictureFolderError kind,
    const std::string& value,
    std::string_view sentence);

} // namespace interleave
