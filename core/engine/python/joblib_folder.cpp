#include "core/engine/python/joblib_folder.h"

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

// Not valid where somebody else has the lock, or the folder.
UniqueFd locked(const fs::path& folder)
{
    UniqueFd opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status
    {
    };
    const bool isOurs = opened.valid() && ::fstat(opened.get(), &status) == 0
        && status.st_uid == ::geteuid() && ::flock(opened.get(), LOCK_EX | LOCK_NB) == 0
        && ::fstat(opened.get(), &status) == 0 && status.st_nlink > 0; // and is still there
    return isOurs ? std::move(opened) : UniqueFd();
}

void removeLeftOvers(const fs::path& folder)
{
    std::error_code failed; // then they stay
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        if (!entry->path().filename().string().starts_with(kBegin))
            continue;
        std::error_code ignored;
        if (const UniqueFd lock = locked(entry->path()); lock.valid())
            fs::remove_all(entry->path(), ignored);
    }
}

} // namespace

Result<JoblibFolder, SystemError> JoblibFolder::create()
{
    std::error_code failed;
    const fs::path folder = fs::temp_directory_path(failed);
    if (failed)
        return failErrno("find a folder for joblib's results", failed.value());
    removeLeftOvers(folder);
    for (int tries = 0; tries < kTries; ++tries) {
        std::string name = (folder / (std::string(kBegin) + "XXXXXX")).string();
        if (::mkdtemp(name.data()) == nullptr)
            break;
        // Another run may find it before it has its lock, and take it for one that was left.
        if (UniqueFd lock = locked(name); lock.valid())
            return JoblibFolder(name, std::move(lock));
        errno = EBUSY;
    }
    return failErrno("make a folder for joblib's results in " + folder.string());
}

JoblibFolder::~JoblibFolder()
{
    std::error_code ignored; // the next run removes it
    if (!m_path.empty())
        fs::remove_all(m_path, ignored);
}

} // namespace interleave
