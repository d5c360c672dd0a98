#include "core/workload/image/picture_folder.h"

#include "core/base/printable.h"
#include "core/workload/image/file_ending.h"
#include "core/workload/image/folder_check.h"
#include "core/workload/image/picture_paths.h"
#include "core/workload/image/why_unread.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fnmatch.h>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 15> kEndings{".bmp",
    ".dib",
    ".gif",
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
    return std::ranges::find(kEndings, lowerEnding(file)) != kEndings.end();
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

bool matches(const std::string& pattern, const fs::path& name)
{
    return pattern.empty() || ::fnmatch(pattern.c_str(), name.c_str(), FNM_CASEFOLD) == 0;
}

std::string endingWithoutDot(const fs::path& file)
{
    const std::string ending = lowerEnding(file);
    return ending.size() < 2 ? std::string() : ending.substr(1);
}

class Search
{
public:
    Search(const PictureSearch& search, const std::stop_token& stop)
        : m_search(search)
        , m_stop(stop)
    {
    }

    /// In the order of the file system. The error is the input folder's own: one in it that cannot
    /// be read is left out, and one that is gone meanwhile is nothing.
    std::error_code findAll(PictureFolder& found)
    {
        std::error_code error;
        m_real = fs::canonical(m_search.folder, error);
        if (!error)
            error = lookInto(m_search.folder, found);
        while (!error && !m_folders.empty()) {
            const fs::path folder = std::move(m_folders.back());
            m_folders.pop_back();
            const std::error_code inner = lookInto(folder, found);
            if (m_stop.stop_requested())
                return std::make_error_code(std::errc::operation_canceled);
            if (inner && inner != std::errc::no_such_file_or_directory)
                ++found.leftOut.closedFolders;
        }
        return error;
    }

private:
    std::error_code lookInto(const fs::path& folder, PictureFolder& found)
    {
        std::error_code error;
        for (fs::directory_iterator it(folder, error), end; !error && it != end;
             it.increment(error)) {
            if (m_stop.stop_requested())
                return std::make_error_code(std::errc::operation_canceled);
            look(*it, found);
        }
        return error;
    }
    void look(const fs::directory_entry& entry, PictureFolder& found)
    {
        const fs::path name = entry.path().filename();
        if (!m_search.only.empty()) {
            if (name == m_search.only)
                found.pictures.push_back({entry.path()});
            return;
        }
        if (name.native().front() == '.')
            return leaveOutHidden(entry, name, found.leftOut);
        std::error_code error; // what can't be looked at is there no longer, or a circle of links
        const fs::file_type type = entry.status(error).type();
        if (type == fs::file_type::directory && m_search.recursive)
            takeFolder(entry, found.leftOut);
        else if (!hasPictureEnding(name))
            leaveOut(name, type, found.leftOut);
        else if (matches(m_search.pattern, name))
            take(entry.path(), type, found);
    }
    // A link may lead out of the folder, where workers may not read, or in a circle.
    void takeFolder(const fs::directory_entry& entry, LeftOut& leftOut)
    {
        std::error_code error;
        if (entry.is_symlink(error))
            ++leftOut.linkedFolders;
        else
            m_folders.push_back(entry.path());
    }
    // As its folder lists it, and not followed: nobody wants what is there, and a file system that
    // does not answer may be mounted on it.
    void leaveOutHidden(
        const fs::directory_entry& entry, const fs::path& name, LeftOut& leftOut) const
    {
        std::error_code error;
        const bool isLink = entry.is_symlink(error);
        if (!isLink && entry.is_directory(error))
            leftOut.hiddenFolders += m_search.recursive ? 1 : 0;
        else if ((isLink || entry.is_regular_file(error)) && hasPictureEnding(name)
            && matches(m_search.pattern, name))
            ++leftOut.hidden;
    }
    void leaveOut(const fs::path& name, fs::file_type type, LeftOut& leftOut) const
    {
        if (type == fs::file_type::regular && matches(m_search.pattern, name))
            ++leftOut.endings[endingWithoutDot(name)];
    }
    void take(const fs::path& file, fs::file_type type, PictureFolder& found) const
    {
        if (type == fs::file_type::regular && leadsOut(file, m_real))
            ++found.leftOut.links;
        else
            found.pictures.push_back({file});
    }

    const PictureSearch& m_search;
    const std::stop_token& m_stop;
    fs::path m_real{}; // behind all links
    std::vector<fs::path> m_folders{}; // still to be looked into
};

std::string withoutPictures(const PictureFolder& found, const PictureSearch& search)
{
    std::string endings;
    for (const std::string_view ending : kEndings)
        endings += fmt::format("{}{}", endings.empty() ? "" : ", ", ending.substr(1));
    const std::string leftOut = describe(found.leftOut);
    return fmt::format("has no pictures{}{}; use a folder with files that end in {}",
        search.pattern.empty() ? "" : fmt::format(" called {}", shown(search.pattern)),
        leftOut.empty() ? "" : " but " + leftOut,
        endings);
}

Result<PictureFolder, PictureFolderError> listPaths(const PictureSearch& search)
{
    const auto paths = readPaths(search.list);
    if (!paths)
        return failField("input",
            PictureFolderError::Denied,
            search.list,
            fmt::format(
                "cannot be read: {}; use a text file with a path in every line, or a folder",
                whyUnread(search.list, paths.error().message)));
    PictureFolder found;
    for (const fs::path& path : *paths)
        found.pictures.push_back({path});
    if (found.pictures.empty())
        return failField("input",
            PictureFolderError::NoPictures,
            search.list,
            "names no pictures; use a text file with a path in every line, or a folder");
    return found;
}

} // namespace

Result<PictureFolder, PictureFolderError> listPictures(
    const PictureSearch& search, const std::stop_token& stop)
{
    if (!search.list.empty())
        return listPaths(search);
    const std::string& folder = search.folder.native();
    auto allowed = checkFolder("input",
        folder,
        R_OK | X_OK,
        "cannot be read; allow it (chmod u+rx) or use another folder");
    if (!allowed)
        return tl::unexpected(std::move(allowed.error()));
    PictureFolder found;
    if (const std::error_code error = Search(search, stop).findAll(found))
        return failField("input",
            PictureFolderError::Denied,
            folder,
            fmt::format("cannot be read: {}; use another folder", error.message()));
    if (found.pictures.empty())
        return failField(
            "input", PictureFolderError::NoPictures, folder, withoutPictures(found, search));
    std::ranges::sort(found.pictures, {}, [](const Picture& picture) -> const std::string& {
        return picture.file.native();
    });
    return found;
}

std::vector<fs::path> foldersToRead(
    const PictureSearch& search, const std::vector<Picture>& pictures)
{
    if (search.folder.empty())
        return {};
    if (search.list.empty())
        return {search.folder};
    std::error_code gone; // then there is nothing to read
    std::set<fs::path> folders;
    for (const Picture& picture : pictures) {
        if (const fs::path file = fs::canonical(picture.file, gone); !gone)
            folders.insert(file.parent_path());
    }
    return {folders.begin(), folders.end()};
}

} // namespace interleave
