#include "core/workload/image/kept_names.h"

#include "core/base/unique_fd.h"
#include "core/model/image_parameters.h"
#include "core/model/path_text.h"

#include <algorithm>
#include <cstddef>
#include <fcntl.h>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

// Whole where the file is not in the folder.
std::string nameIn(const fs::path& folder, const fs::path& file)
{
    const fs::path within = file.lexically_relative(folder);
    return textOfPath((within.empty() || *within.begin() == ".." ? file : within).native());
}

// Whole, as far as it can be had.
std::string folderOf(const PictureSearch& input)
{
    std::error_code gone;
    const fs::path whole = fs::absolute(input.folder, gone);
    return input.folder.empty() ? "" : textOfPath((gone ? input.folder : whole).native());
}

// A number of a sample is never longer.
constexpr std::size_t kSampleBytes = 20;

std::size_t bytesOf(const PictureNames& names)
{
    std::size_t bytes = names.folder.size();
    for (const auto* texts : {&names.names, &names.results})
        for (const std::string& text : *texts)
            bytes += text.size();
    return bytes + (names.samples ? names.samples->size() * kSampleBytes : 0);
}

// The last ones go first.
void shorten(PictureNames& names, std::size_t room)
{
    std::size_t bytes = bytesOf(names);
    while (bytes > room && !names.names.empty()) {
        if (names.results.size() == names.names.size()) {
            bytes -= names.results.back().size();
            names.results.pop_back();
        }
        bytes -= names.names.back().size();
        names.names.pop_back();
        ++names.omitted;
    }
    while (bytes > room && names.samples && !names.samples->empty()) {
        bytes -= kSampleBytes;
        names.samples->pop_back();
        ++names.omitted;
    }
}

bool isOfTheSame(const PictureNames& one, const PictureNames& other)
{
    return one.folder == other.folder && one.names == other.names && one.results == other.results
        && one.samples == other.samples && one.omitted == other.omitted;
}

// What is no path was written by nobody of ours.
std::string pathOf(const std::string& text)
{
    return pathFromText(text).value_or(text);
}

} // namespace

PictureNames keptNames(const PictureList& list, std::vector<std::uint32_t> arms)
{
    const GivenPictures& given = list.given();
    PictureNames names{.arms = std::move(arms),
        .folder = folderOf(given.input),
        .names = {},
        .results = {},
        .samples = given.samples};
    const std::size_t kept = std::min(given.pictures.size(), kMostNamesKept);
    for (const Picture& picture : std::span(given.pictures).first(kept)) {
        names.names.push_back(nameIn(given.input.folder, picture.file));
        if (!picture.outputName.empty())
            names.results.push_back(textOfPath(picture.outputName));
    }
    names.omitted = given.pictures.size() - kept;
    if (names.samples && names.samples->size() > kMostNamesKept) {
        names.omitted += names.samples->size() - kMostNamesKept;
        names.samples->resize(kMostNamesKept);
    }
    shorten(names, kMostNameBytesKept);
    return names;
}

void addNames(std::vector<PictureNames>& kept, PictureNames names)
{
    const auto same = std::ranges::find_if(
        kept, [&](const PictureNames& one) { return isOfTheSame(one, names); });
    if (same != kept.end()) {
        same->arms.insert(same->arms.end(), names.arms.begin(), names.arms.end());
        return;
    }
    std::size_t taken = 0;
    for (const PictureNames& one : kept)
        taken += bytesOf(one);
    shorten(names, kMostNameBytesKept - std::min(taken, kMostNameBytesKept));
    kept.push_back(std::move(names));
}

std::optional<PictureNames> keptNames(int taskFiles, std::vector<std::uint32_t> arms)
{
    const auto list = PictureList::read(UniqueFd(::fcntl(taskFiles, F_DUPFD_CLOEXEC, 0)));
    return list ? std::optional(keptNames(*list, std::move(arms))) : std::nullopt;
}

Result<PictureList, SystemError> listOf(const PictureNames& names)
{
    const fs::path folder = pathOf(names.folder);
    GivenPictures given{.samples = names.samples, .input = {.folder = folder}};
    for (std::size_t i = 0; i < names.names.size(); ++i)
        given.pictures.push_back({folder / pathOf(names.names[i]),
            i < names.results.size() ? pathOf(names.results[i]) : std::string()});
    return PictureList::make(std::move(given));
}

} // namespace interleave
