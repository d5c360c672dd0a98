#include "core/workload/image/result_names.h"

#include "core/base/printable.h"
#include "core/model/setting_advice.h"
#include "core/workload/image/batch_journal.h"
#include "core/workload/image/file_ending.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <string_view>

namespace interleave {

namespace {

namespace fs = std::filesystem;

std::string endingFor(const fs::path& picture, ResultFormat format)
{
    // In the order of ResultFormat; those that stay as they are are written by the same endings.
    constexpr std::array<const char*, 6> kUsual{"", ".jpg", ".png", ".webp", ".tiff", ".bmp"};
    constexpr std::array<std::string_view, 9> kStay{
        ".jpg", ".jpeg", ".jpe", ".png", ".webp", ".tif", ".tiff", ".bmp", ".dib"};
    if (format != ResultFormat::Same)
        return kUsual[static_cast<std::size_t>(format)];
    const bool stays = std::ranges::find(kStay, lowerEnding(picture)) != kStay.end();
    return stays ? picture.extension().string() : ".png";
}

// From left to right, so that a name with braces in it stays what it is.
std::string filledIn(std::string_view pattern, const std::string& name, std::uint64_t number)
{
    std::string text;
    while (!pattern.empty()) {
        if (pattern.starts_with(kNamePlace)) {
            text += name;
            pattern.remove_prefix(kNamePlace.size());
        } else if (pattern.starts_with(kNumberPlace)) {
            text += fmt::format("{:06}", number);
            pattern.remove_prefix(kNumberPlace.size());
        } else {
            text += pattern.front();
            pattern.remove_prefix(1);
        }
    }
    return text;
}

// What one picture's result is called, by the part before its ending or by its whole name.
std::string nameOf(
    const fs::path& picture, bool wholeName, std::uint64_t number, const ResultPlace& place)
{
    const fs::path base = wholeName ? picture.filename() : picture.stem();
    const std::string name
        = filledIn(place.names, base.string(), number) + endingFor(picture, place.format);
    return (picture.parent_path() / name).string();
}

using Users = std::map<std::string, std::vector<std::size_t>>; // of a name, by their numbers

Users usersOf(const std::vector<Picture>& pictures)
{
    Users users;
    for (std::size_t i = 0; i < pictures.size(); ++i)
        users[pictures[i].outputName].push_back(i);
    return users;
}

// Names those that would be called the same by their whole names, until nothing changes: ends,
// because a whole name is not taken back.
void tellApart(std::vector<Picture>& pictures, const std::function<std::string(std::size_t)>& whole)
{
    std::vector<bool> isWhole(pictures.size(), false);
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [shared, users] : usersOf(pictures)) {
            for (const std::size_t i : users) {
                if (users.size() == 1 || isWhole[i])
                    continue;
                pictures[i].outputName = whole(i);
                isWhole[i] = changed = true;
            }
        }
    }
}

std::string quotedName(const Picture& picture)
{
    return fmt::format("'{}'", shown(picture.file.filename().string()));
}

// Of a list, behind all links. A result's name that is not there is none of them.
std::set<fs::path> filesBehind(const PictureSearch& input, const std::vector<Picture>& pictures)
{
    std::set<fs::path> files;
    for (const Picture& picture : pictures) {
        std::error_code gone;
        const fs::path file = fs::canonical(picture.file, gone);
        if (!input.list.empty() && !gone)
            files.insert(file);
    }
    return files;
}

} // namespace

Result<void, PictureFolderError> nameResults(
    std::vector<Picture>& pictures, const PictureSearch& input, const ResultPlace& place)
{
    const auto name = [&](std::size_t i, bool wholeName) {
        const fs::path& file = pictures[i].file;
        const bool chosen = !input.list.empty(); // from anywhere
        return nameOf(chosen ? file.filename() : file.lexically_relative(input.folder),
            wholeName,
            i + 1,
            place);
    };
    for (std::size_t i = 0; i < pictures.size(); ++i)
        pictures[i].outputName = name(i, false);
    tellApart(pictures, [&](std::size_t i) { return name(i, true); });
    for (const auto& [shared, users] : usersOf(pictures)) {
        if (users.size() > 1)
            return failField("names",
                PictureFolderError::SameName,
                place.names,
                fmt::format("calls the results of {} and {} the same, '{}'; put {{number}} in it",
                    quotedName(pictures[users[0]]),
                    quotedName(pictures[users[1]]),
                    shown(shared)));
    }
    return {};
}

Result<PictureFolder, PictureFolderError> listNamed(
    const PictureSearch& input, const ResultPlace& place)
{
    auto found = listPictures(input);
    if (!found || place.folder.empty())
        return found;
    if (auto named = nameResults(found->pictures, input, place); !named)
        return tl::unexpected(std::move(named.error()));
    return found;
}

Result<void, PictureFolderError> checkPicturesStay(
    const ResultPlace& place, const PictureSearch& input, const std::vector<Picture>& pictures)
{
    const std::set<fs::path> chosen = filesBehind(input, pictures);
    const auto overwrites = [&](const Picture& picture, const char* one) {
        return failField("output",
            PictureFolderError::SameFolder,
            place.folder.string(),
            fmt::format("would get the result of {} as '{}', which is one of the pictures{} and "
                        "would be overwritten; use another folder",
                quotedName(picture),
                shown(picture.outputName),
                one));
    };
    for (const Picture& picture : pictures) {
        const fs::path result = place.folder / picture.outputName;
        std::error_code error;
        if (chosen.contains(fs::canonical(result, error)))
            return overwrites(picture, "");
        if (input.recursive && fs::exists(fs::symlink_status(result, error))
            && isWithin(result.parent_path(), input.folder))
            return overwrites(picture, " in the input folder");
    }
    return {};
}

std::string sampleOutputName(std::uint64_t index, const ResultPlace& place)
{
    const std::string name = fmt::format("sample-{:06}", index);
    return filledIn(place.names, name, index + 1) + endingFor({}, place.format);
}

Result<void, PictureFolderError> checkNothingThere(
    const ResultPlace& place, const std::vector<std::string>& names, Wording wording)
{
    if (place.overwrite)
        return {};
    std::size_t there = 0;
    std::string first;
    for (const std::string& name : names) {
        std::error_code error;
        const fs::file_status status = fs::symlink_status(place.folder / name, error);
        if (!fs::exists(status))
            continue;
        if (there++ == 0)
            first = name;
    }
    if (there == 0)
        return {};
    const bool named = wording == Wording::Names;
    const std::string_view advice = hasJournal(place.folder)
        ? (named ? kGoOnAdvice : "; go on with what is there, use another folder, or replace them")
        : (named ? kReplaceThemAdvice : "; use another folder, or replace them");
    return failField("output",
        PictureFolderError::Exists,
        place.folder.string(),
        fmt::format("has {} of the {} results already ('{}'{}){}",
            there,
            names.size(),
            shown(first),
            there > 1 ? " and others" : "",
            advice));
}

} // namespace interleave
