#include "core/engine/python/joblib_folder.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = "interleave-joblib-"; // then the process, then six letters

// Of nobody else, and whose process there is no more.
bool isLeftOver(const fs::path& folder)
{
    const std::string name = folder.filename().string();
    if (!name.starts_with(kBegin))
        return false;
    const std::string_view rest = std::string_view(name).substr(kBegin.size());
    pid_t process = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), process);
    struct stat status
    {
    };
    return process > 0 && ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode)
        && status.st_uid == ::geteuid() && ::kill(process, 0) != 0 && errno == ESRCH;
}

void removeLeftOvers(const fs::path& folder)
{
    std::error_code failed; // then they stay
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        std::error_code ignored;
        if (isLeftOver(entry->path()))
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
    std::string name
        = (folder / (std::string(kBegin) + std::to_string(::getpid()) + "-XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr)
        return failErrno("make a folder for joblib's results in " + folder.string());
    return JoblibFolder(name);
}

JoblibFolder::~JoblibFolder()
{
    std::error_code ignored; // the next run removes it
    if (!m_path.empty())
        fs::remove_all(m_path, ignored);
}

} // namespace interleave
