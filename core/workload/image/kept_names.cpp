#include "core/workload/image/kept_names.h"

#include "core/model/path_text.h"

#include <algorithm>
#include <fcntl.h>
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
    return names;
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
