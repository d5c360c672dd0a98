#include "core/base/file.h"

#include <fmt/core.h>

#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>

namespace interleave {

namespace {

auto failTooLarge(const std::filesystem::path& path, std::size_t limit)
{
    return fail(SystemError::Other,
        fmt::format(
            "cannot read {}: it is larger than the {} bytes allowed", path.string(), limit));
}

// The file that a symbolic link stands for, so that a rename does not replace the link.
std::filesystem::path followLinks(const std::filesystem::path& path)
{
    std::error_code failed;
    const std::filesystem::path target = std::filesystem::canonical(path, failed);
    return failed ? path : target;
}

} // namespace

Result<std::string, SystemError> readFile(const std::filesystem::path& path, std::size_t limit)
{
    const std::string action = fmt::format("read {}", path.string());
    const UniqueFd fd(retryOnInterrupt([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    if (!fd.valid())
        return failErrno(action);
    struct stat status
    {
    };
    if (::fstat(fd.get(), &status) != 0)
        return failErrno(action);
    if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > limit)
        return failTooLarge(path, limit);
    std::string text;
    const std::size_t block = std::size_t{64} * 1024;
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
    return failTooLarge(path, limit);
}

Result<void, SystemError> writeAll(int fd, std::string_view bytes, std::string_view action)
{
    while (!bytes.empty()) {
        const ssize_t count
            = retryOnInterrupt([&] { return ::write(fd, bytes.data(), bytes.size()); });
        if (count < 0)
            return failErrno(action);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Result<AtomicFile, SystemError> AtomicFile::create(const std::filesystem::path& path)
{
    AtomicFile file;
    file.m_path = followLinks(path);
    struct stat status
    {
    };
    const bool exists = ::stat(file.m_path.c_str(), &status) == 0;
    if (exists && !S_ISREG(status.st_mode)) {
        const int flags = O_WRONLY | O_CLOEXEC;
        file.m_fd.reset(retryOnInterrupt([&] { return ::open(file.m_path.c_str(), flags); }));
    } else {
        file.m_temporary = file.m_path.string() + ".XXXXXX";
        file.m_permissions = exists ? status.st_mode & 07777 : 0644;
        file.m_fd.reset(::mkostemp(file.m_temporary.data(), O_CLOEXEC));
    }
    if (!file.m_fd.valid())
        return failErrno(file.action());
    return file;
}

Result<AtomicFile, SystemError> AtomicFile::standardOutput()
{
    AtomicFile file;
    file.m_path = "standard output";
    file.m_fd.reset(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
    if (!file.m_fd.valid())
        return failErrno(file.action());
    return file;
}

AtomicFile::~AtomicFile()
{
    if (m_fd.valid() && !m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

std::string AtomicFile::action() const
{
    return fmt::format("write {}", m_path.string());
}

Result<void, SystemError> AtomicFile::write(std::string_view text)
{
    return writeAll(m_fd.get(), text, action());
}

Result<void, SystemError> AtomicFile::commit()
{
    if (!m_temporary.empty()
        && (::fchmod(m_fd.get(), m_permissions) != 0 || ::fsync(m_fd.get()) != 0
            || ::rename(m_temporary.c_str(), m_path.c_str()) != 0))
        return failErrno(action());
    m_fd.reset();
    return {};
}

Result<void, SystemError> writeFileAtomically(
    const std::filesystem::path& path, std::string_view text)
{
    auto file = AtomicFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    return file->write(text).and_then([&] { return file->commit(); });
}

} // namespace interleave
