#include "core/base/file_identity.h"

#include <charconv>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

bool holdsOwnDescriptors(const fs::path& folder)
{
    std::error_code failed;
    return folder == fs::canonical("/proc/self/fd", failed)
        || folder == fs::canonical("/proc/thread-self/fd", failed);
}

// Which may serve where its own path is not to be had: it is too long, a folder above it may not be
// searched, the host withholds a call. Where it does not serve either, whoever opens it learns why.
fs::path folderOf(const fs::path& named)
{
    const fs::path asNamed = named.has_parent_path() ? named.parent_path() : ".";
    std::error_code failed;
    const fs::path folder = fs::canonical(asNamed, failed);
    return failed ? asNamed : folder;
}

std::optional<int> numberOfName(const std::string& name)
{
    int number = -1;
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<FileIdentity> identityIn(const struct stat& status)
{
    if (S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode))
        return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino, {}};
}

} // namespace

NamedFile followLinks(const fs::path& path)
{
    constexpr int kMostLinks = 40; // as the kernel has it
    fs::path named = path;
    std::error_code failed;
    for (int links = 0; links < kMostLinks; ++links) {
        const fs::path folder = folderOf(named);
        named = folder / named.filename();
        if (const auto descriptor = numberOfName(named.filename());
            descriptor && holdsOwnDescriptors(folder))
            return {named, descriptor};
        const fs::path target = fs::read_symlink(named, failed);
        if (failed)
            return {named, {}};
        named = folder / target;
    }
    return {path, {}};
}

bool wasGiven(int fd)
{
    const int flags = ::fcntl(fd, F_GETFD);
    return flags >= 0 && (fd <= STDERR_FILENO || (flags & FD_CLOEXEC) == 0);
}

std::optional<FileIdentity> identityOf(const fs::path& path)
{
    const NamedFile file = followLinks(path);
    if (file.descriptor)
        return identityOf(*file.descriptor);
    struct stat status
    {
    };
    if (::stat(file.path.c_str(), &status) == 0)
        return identityIn(status);
    if (::stat(file.path.parent_path().c_str(), &status) != 0)
        return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino, file.path.filename()};
}

std::optional<FileIdentity> identityOf(int fd)
{
    struct stat status
    {
    };
    return ::fstat(fd, &status) == 0 ? identityIn(status) : std::nullopt;
}

} // namespace interleave
