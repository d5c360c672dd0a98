#include "core/base/file.h"

#include "core/base/unique_fd.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <fmt/core.h>

#include <cstdio>

namespace interleave {

Result<std::string, SystemError> readFile(const std::filesystem::path& path, std::size_t limit)
{
    const std::string action = fmt::format("read {}", path.string());
    const UniqueFd fd(retryOnInterrupt([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    if (!fd.valid())
        return failErrno(action);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        return failErrno(action);
    if (S_ISDIR(status.st_mode))
        return failErrno(action, EISDIR);
    std::string text;
    const std::size_t block = 64 * 1024;
    while (text.size() <= limit) {
        const std::size_t used = text.size();
        text.resize(used + block);
        const ssize_t count
            = retryOnInterrupt([&] { return ::read(fd.get(), text.data() + used, block); });
        if (count < 0)
            return failErrno(action);
        text.resize(used + static_cast<std::size_t>(count));
        if (count == 0)
            return text;
    }
    return fail(SystemError::Other,
        fmt::format("cannot read {}: it is larger than the {} bytes allowed", path.string(), limit));
}

Result<void, SystemError> writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count
            = retryOnInterrupt([&] { return ::write(fd, bytes.data(), bytes.size()); });
        if (count < 0)
            return failErrno("write");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void, SystemError> writeFileAtomically(
    const std::filesystem::path& path, std::string_view text)
{
    const std::string action = fmt::format("write {}", path.string());
    std::string temporary = path.string() + ".XXXXXX";
    UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!fd.valid())
        return failErrno(action);
    ::fchmod(fd.get(), 0644);
    const Result<void, SystemError> written = writeAll(fd.get(), text);
    const bool stored = written && ::fsync(fd.get()) == 0;
    if (stored && ::rename(temporary.c_str(), path.c_str()) == 0)
        return {};
    const int error = errno;
    ::unlink(temporary.c_str());
    return failErrno(action, error);
}

} // namespace interleave
