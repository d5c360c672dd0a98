#include "core/base/file.h"

#include "core/base/file_identity.h"
#include "core/base/printable.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

auto failTooLarge(const std::string& name, std::size_t limit)
{
    return fail(SystemError::Other,
        fmt::format(
            "cannot read {}: it is larger than the {} bytes allowed", shownBothEnds(name), limit));
}

// Also of what its other users have made non-blocking.
ssize_t readWaiting(int fd, char* to, std::size_t size)
{
    for (;;) {
        const ssize_t count = retryOnInterrupt([&] { return ::read(fd, to, size); });
        if (count >= 0 || errno != EAGAIN)
            return count;
        waitForStream(fd, POLLIN);
    }
}

std::string readAction(const std::filesystem::path& path)
{
    return fmt::format("read {}", shownBothEnds(path.string()));
}

Result<void, SystemError> checkThatItIsAFile(const struct stat& status, const std::string& action)
{
    if (S_ISREG(status.st_mode))
        return {};
    if (S_ISDIR(status.st_mode))
        return fail(SystemError::NotAFile,
            fmt::format("cannot {}: it is a folder (choose a file in it)", action));
    const char* what = S_ISFIFO(status.st_mode) ? "pipe"
        : S_ISSOCK(status.st_mode)              ? "socket"
                                                : "device";
    return fail(SystemError::NotAFile,
        fmt::format("cannot {}: it is a {}, no file (save what it gives as a file, and open that)",
            action,
            what));
}

// Of a given descriptor a copy, which stands where that does.
Result<UniqueFd, SystemError> openWithoutWaiting(
    const std::filesystem::path& path, const std::string& action)
{
    const auto given = followLinks(path).descriptor;
    if (given && !wasGiven(*given))
        return failErrno(action, EBADF);
    const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    UniqueFd fd(given ? ::fcntl(*given, F_DUPFD_CLOEXEC, 0)
                      : retryOnInterrupt([&] { return ::open(path.c_str(), flags); }));
    if (!fd.valid())
        return failErrno(action);
    return fd;
}

} // namespace

Result<UniqueFd, SystemError> openRegularFile(const std::filesystem::path& path)
{
    const std::string action = readAction(path);
    if (path.empty())
        return fail(SystemError::NotFound, "cannot read a file whose name is empty");
    struct stat status
    {
    };
    // Before it is opened, which may already do something to a device, and what was opened.
    if (::stat(path.c_str(), &status) != 0)
        return failErrno(action);
    if (auto file = checkThatItIsAFile(status, action); !file)
        return tl::unexpected(file.error());
    auto fd = openWithoutWaiting(path, action);
    if (!fd)
        return fd;
    if (::fstat(fd->get(), &status) != 0)
        return failErrno(action);
    if (auto file = checkThatItIsAFile(status, action); !file)
        return tl::unexpected(file.error());
    return fd;
}

Result<std::string, SystemError> readRegularFile(
    const std::filesystem::path& path, std::size_t limit)
{
    return openRegularFile(path).and_then(
        [&](const UniqueFd& fd) { return readDescriptor(fd.get(), path.string(), limit); });
}

Result<std::string, SystemError> readBeginOf(const std::filesystem::path& path, std::size_t bytes)
{
    const auto fd = openRegularFile(path);
    if (!fd)
        return tl::unexpected(fd.error());
    std::string begin(bytes, '\0');
    const off_t at = ::lseek(fd->get(), 0, SEEK_CUR);
    const ssize_t count
        = retryOnInterrupt([&] { return ::pread(fd->get(), begin.data(), bytes, at); });
    if (count < 0)
        return failErrno(readAction(path));
    begin.resize(static_cast<std::size_t>(count));
    return begin;
}

Result<std::string, SystemError> readFile(const std::filesystem::path& path, std::size_t limit)
{
    const std::string action = readAction(path);
    if (path.empty())
        return fail(SystemError::NotFound, "cannot read a file whose name is empty");
    if (const auto given = followLinks(path).descriptor) {
        if (!wasGiven(*given))
            return failErrno(action, EBADF);
        return readDescriptor(*given, path.string(), limit);
    }
    const UniqueFd fd(retryOnInterrupt([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    if (!fd.valid())
        return failErrno(action);
    return readDescriptor(fd.get(), path.string(), limit);
}

Result<std::string, SystemError> readDescriptor(int fd, const std::string& name, std::size_t limit)
{
    const std::string action = fmt::format("read {}", shownBothEnds(name));
    struct stat status
    {
    };
    if (::fstat(fd, &status) != 0)
        return failErrno(action);
    const std::size_t size = S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0;
    if (size > limit)
        return failTooLarge(name, limit);
    const std::size_t block = std::size_t{64} * 1024;
    std::string text;
    text.reserve(size + block); // growing would copy megabytes again and again
    while (text.size() <= limit) {
        const std::size_t used = text.size();
        text.resize(used + block);
        const ssize_t count = readWaiting(fd, text.data() + used, block);
        if (count < 0)
            return failErrno(action);
        text.resize(used + static_cast<std::size_t>(count));
        if (count == 0)
            return text;
    }
    return failTooLarge(name, limit);
}

} // namespace interleave
