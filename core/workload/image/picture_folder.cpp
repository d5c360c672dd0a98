#include "core/workload/image/picture_folder.h"

#include "core/base/file_attributes.h"
#include "core/base/printable.h"
#include "core/model/catalogue.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <fcntl.h>
#include <map>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 14> kEndings{".bmp",
    ".dib",
    ".jp2",
    ".jpe",
    ".jpeg",
    ".jpg",
    ".pbm",
    ".pgm",
    ".png",
    ".pnm",
    ".ppm",
    ".tif",
    ".tiff",
    ".webp"};

bool hasPictureEnding(const fs::path& file)
{
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

/// `sentence` goes on after the folder's name.
tl::unexpected<Failure<PictureFolderError>> failField(std::string_view field,
    PictureFolderError kind,
    const fs::path& folder,
    std::string_view sentence)
{
    std::string title(findParameter(WorkloadKind::ImageFilter, field)->title);
    title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return fail(kind,
        fmt::format("field 'params.{}' ({}): '{}' {}",
            field,
            title,
            shownBothEnds(folder.string()),
            sentence));
}

Result<void, PictureFolderError> checkFolder(
    std::string_view field, const fs::path& folder, int access, std::string_view denied)
{
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found)
        return failField(
            field, PictureFolderError::Missing, folder, "does not exist; use an existing folder");
    if (error)
        return failField(field,
            PictureFolderError::Denied,
            folder,
            fmt::format("cannot be looked at: {}; use another folder", error.message()));
    if (!fs::is_directory(status))
        return failField(
            field, PictureFolderError::NotAFolder, folder, "is not a folder; use a folder");
    if (::faccessat(AT_FDCWD, folder.c_str(), access, AT_EACCESS) != 0)
        return failField(field, PictureFolderError::Denied, folder, denied);
    return {};
}

/// Whether `file` is a link whose target a worker could not read: it may read `folder` and nothing
/// else.
bool leadsOut(const fs::path& file, const fs::path& folder)
{
    std::error_code error;
    if (!fs::is_symlink(file, error))
        return false;
    const fs::path target = fs::canonical(file, error);
    const fs::path inside = target.lexically_relative(folder);
    return inside.empty() || *inside.begin() == "..";
}

/// Adds all pictures of `folder` in the order of the file system.
std::error_code findPictures(const fs::path& folder, PictureFolder& found)
{
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const fs::path& file = it->path();
        std::error_code ignored; // a file that can't be looked at is no regular file
        if (file.filename().string().front() == '.' || !hasPictureEnding(file)
            || !it->is_regular_file(ignored))
            continue;
        if (leadsOut(file, real))
            ++found.linksLeftOut;
        else
            found.pictures.push_back({file, file.stem().string() + ".png"});
    }
    return error;
}

/// Until no two results share a name, those that do get the picture's whole name: "cat.jpg.png".
/// Ends, because whole names differ and none is taken back.
void makeOutputNamesUnique(std::vector<Picture>& pictures)
{
    bool changed = true;
    while (changed) {
        changed = false;
        std::map<std::string, int> users;
        for (const Picture& picture : pictures)
            ++users[picture.outputName];
        for (Picture& picture : pictures) {
            const std::string wholeName = picture.file.filename().string() + ".png";
            if (users[picture.outputName] == 1 || picture.outputName == wholeName)
                continue;
            picture.outputName = wholeName;
            changed = true;
        }
    }
}

std::string withoutPictures(const PictureFolder& found)
{
    std::string endings;
    for (const std::string_view ending : kEndings)
        endings += fmt::format("{}{}", endings.empty() ? "" : ", ", ending.substr(1));
    const std::string links = found.linksLeftOut == 0
        ? std::string()
        : fmt::format(
            " but links to files outside ({}), which workers can't read", found.linksLeftOut);
    return fmt::format("has no pictures{}; use a folder with files that end in {}", links, endings);
}

} // namespace

Result<PictureFolder, PictureFolderError> listPictures(const fs::path& folder)
{
    auto allowed = checkFolder("input",
        folder,
        R_OK | X_OK,
        "cannot be read; allow it (chmod u+rx) or use another folder");
    if (!allowed)
        return tl::unexpected(std::move(allowed.error()));
    PictureFolder found;
    if (const std::error_code error = findPictures(folder, found))
        return failField("input",
            PictureFolderError::Denied,
            folder,
            fmt::format("cannot be read: {}; use another folder", error.message()));
    if (found.pictures.empty())
        return failField("input", PictureFolderError::NoPictures, folder, withoutPictures(found));
    std::sort(found.pictures.begin(), found.pictures.end(), [](const Picture& a, const Picture& b) {
        return a.file.filename().native() < b.file.filename().native();
    });
    makeOutputNamesUnique(found.pictures);
    return found;
}

Result<void, PictureFolderError> checkOutputFolder(const fs::path& output, const fs::path& input)
{
    auto allowed = checkFolder("output",
        output,
        W_OK | X_OK,
        "cannot be written to; allow it (chmod u+wx) or use another folder");
    const UniqueFd folder(::open(output.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (allowed && folder.valid() && keepsAllNames(folder))
        return failField("output",
            PictureFolderError::Denied,
            output,
            "lets nothing be renamed or deleted, so pictures would stay unfinished (chattr -a it, "
            "or use another folder)");
    std::error_code ignored; // `input` that does not exist is not `output`
    if (allowed && !input.empty() && fs::equivalent(output, input, ignored))
        return failField("output",
            PictureFolderError::SameFolder,
            output,
            "is the input folder, whose pictures would be overwritten; use another folder");
    return allowed;
}

std::string sampleOutputName(std::uint64_t index)
{
    return fmt::format("sample-{:06}.png", index);
}

} // namespace interleave
