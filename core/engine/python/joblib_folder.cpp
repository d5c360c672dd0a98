#include "core/engine/python/joblib_folder.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = "interleave-joblib-"; // then six letters
constexpr int kTries = 10;

struct FolderLock
{
    UniqueFd held{}; // not valid: it could not be had
    int error = 0; // why: EWOULDBLOCK where somebody else has it, ENOENT where the folder has gone
};

FolderLock lockOf(const fs::path& folder)
{
    UniqueFd opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status
    {
    };
    if (!opened.valid() || ::fstat(opened.get(), &status) != 0)
        return {.error = errno};
    if (status.st_uid != ::geteuid())
        return {.error = EPERM};
    if (::flock(opened.get(), LOCK_EX | LOCK_NB) != 0 || ::fstat(opened.get(), &status) != 0)
        return {.error = errno};
    if (status.st_nlink == 0)
        return {.error = ENOENT};
    return {.held = std::move(opened)};
}

void removeLeftOvers(const fs::path& folder)
{
    std::error_code failed; // then they stay
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        if (!entry->path().filename().string().starts_with(kBegin))
            continue;
        std::error_code ignored;
        if (const FolderLock lock = lockOf(entry->path()); lock.held.valid())
            fs::remove_all(entry->path(), ignored);
    }
}

} // namespace

Result<JoblibFolder, SystemError> JoblibFolder::create()
{
    std::error_code failed;
    const fs::path folder = fs::temp_directory_path(failed);
    if (failed) // it is whichever of these variables is set
        return failErrno("use the folder for temporary files (TMPDIR, TMP, TEMP, TEMPDIR, or /tmp) "
                         "for joblib's results",
            failed.value());
    removeLeftOvers(folder);
    int error = 0;
    for (int tries = 0; tries < kTries; ++tries) {
        std::string name = (folder / fmt::format("{}XXXXXX", kBegin)).string();
        if (::mkdtemp(name.data()) == nullptr) {
            error = errno;
            break;
        }
        FolderLock lock = lockOf(name);
        if (lock.held.valid())
            return JoblibFolder(name, std::move(lock.held));
        error = lock.error;
        ::rmdir(name.c_str());
        // Another run may find it before it has its lock, and take it for one that was left.
        if (error != EWOULDBLOCK && error != ENOENT)
            break;
    }
    return failErrno("make a folder for joblib's results in " + folder.string(), error);
}

JoblibFolder::~JoblibFolder()
{
    std::error_code ignored; // the next run removes it
    if (!m_path.empty())
        fs::remove_all(m_path, ignored);
}

} // namespace interleave
