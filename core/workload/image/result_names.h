// What the results of an image run are called.
#pragma once

#include "core/model/image_parameters.h"
#include "core/model/wording.h"
#include "core/workload/image/picture_folder.h"

namespace interleave {

struct ResultPlace
{
    std::filesystem::path folder{}; // empty: results are dropped
    std::string names{kNamePlace};
    ResultFormat format = ResultFormat::Same;
    bool overwrite = false; // what is there already
    bool resume = false; // leave out what is done already

    bool operator==(const ResultPlace&) const = default;
};

/// Names the results of pictures that were found in `input`, and puts those of its subfolders (not
/// of a list) into folders of the same names. {name} is the part before the ending, or the whole
/// name where two would be called the same. Fails when two are called the same all the same.
[[nodiscard]] Result<void, PictureFolderError> nameResults(
    std::vector<Picture>& pictures, const PictureSearch& input, const ResultPlace& place);

/// The pictures of a folder, with the names of their results where `place` has a folder for them.
[[nodiscard]] Result<PictureFolder, PictureFolderError> listNamed(
    const PictureSearch& input, const ResultPlace& place);

/// The result of a sample picture: "sample-000017.png".
[[nodiscard]] std::string sampleOutputName(std::uint64_t index, const ResultPlace& place);

/// Fails when a result would take the place of a picture in the input folder, also of one that the
/// pattern leaves out, which nothing allows: with subfolders the output folder may hold the input
/// folder, and a result lie in it.
[[nodiscard]] Result<void, PictureFolderError> checkPicturesStay(
    const ResultPlace& place, const PictureSearch& input, const std::vector<Picture>& pictures);

/// Fails when a file of a result's name is there already and must not be overwritten. By Titles it
/// is told without how a command line allows it.
[[nodiscard]] Result<void, PictureFolderError> checkNothingThere(const ResultPlace& place,
    const std::vector<std::string>& names,
    Wording wording = Wording::Names);

} // namespace interleave
