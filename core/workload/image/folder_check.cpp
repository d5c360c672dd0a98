#include "core/workload/image/folder_check.h"

#include "core/base/file_attributes.h"
#include "core/base/printable.h"
#include "core/base/refused_call.h"
#include "core/base/unique_fd.h"
#include "core/model/catalogue.h"

#include <fmt/core.h>

#include <cctype>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

// A container's profile that is older than faccessat2 refuses it by EPERM, so that glibc does not
// ask in another way. By access(2) whoever has started the program is asked for, nearly always the
// same user.
bool isAllowed(const fs::path& folder, int access)
{
    return ::faccessat(AT_FDCWD, folder.c_str(), access, AT_EACCESS) == 0
        || (isRefused(errno) && ::access(folder.c_str(), access) == 0);
}

const char* describe(fs::file_type type)
{
    switch (type) {
    case fs::file_type::regular:
        return "a file";
    case fs::file_type::fifo:
        return "a pipe";
    case fs::file_type::socket:
        return "a socket";
    default:
        return "a device";
    }
}

} // namespace

tl::unexpected<Failure<PictureFolderError>> failField(std::string_view field,
    PictureFolderError kind,
    const std::string& value,
    std::string_view sentence)
{
    std::string title(findParameter(WorkloadKind::ImageFilter, field)->title);
    title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return fail(kind,
        fmt::format(
            "field 'params.{}' ({}): '{}' {}", field, title, shownBothEnds(value), sentence));
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
    if (!fs::is_directory(status)) {
        const std::string_view fitting = findParameter(WorkloadKind::ImageFilter, field)->textForm;
        return failField(field,
            PictureFolderError::NotAFolder,
            folder,
            fmt::format("is not a folder but {}; use {}",
                describe(status.type()),
                fitting.empty() ? "a folder" : fitting));
    }
    if (!isAllowed(folder, access))
        return failField(field, PictureFolderError::Denied, folder, denied);
    return {};
}

bool isWithin(const fs::path& inner, const fs::path& folder)
{
    std::error_code ignored;
    const fs::path relative
        = fs::canonical(inner, ignored).lexically_relative(fs::canonical(folder, ignored));
    return !relative.empty() && *relative.begin() != "..";
}

Result<void, PictureFolderError> checkOutputFolder(
    const fs::path& output, const PictureSearch& input)
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
    if (!allowed || input.folder.empty() || !input.list.empty())
        return allowed;
    std::error_code ignored; // `input` that does not exist is not `output`
    if (fs::equivalent(output, input.folder, ignored))
        return failField("output",
            PictureFolderError::SameFolder,
            output,
            "is the input folder, whose pictures would be overwritten; use another folder");
    if (input.recursive && isWithin(output, input.folder))
        return failField("output",
            PictureFolderError::SameFolder,
            output,
            "lies in the input folder, so that its results would be pictures of the next run; use "
            "another folder");
    return allowed;
}

} // namespace interleave
