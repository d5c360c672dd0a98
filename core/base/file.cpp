#include "core/base/file.h"

#include "core/base/file_identity.h"
#include "core/base/printable.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

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

} // namespace

Result<std::string, SystemError> readFile(const std::filesystem::path& path, std::size_t limit)
{
    const std::string action = fmt::format("read {}", shownBothEnds(path.string()));
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
    if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > limit)
        return failTooLarge(name, limit);
    std::string text;
    const std::size_t block = std::size_t{64} * 1024;
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
