#include "core/base/unique_fd.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace interleave {

int UniqueFd::movedAway(int fd)
{
    const int moved = ::fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    const int error = errno;
    ::close(fd);
    errno = error;
    return moved;
}

std::optional<UniqueFd::File> UniqueFd::fileOf(int fd)
{
    struct stat status
    {
    };
    const int error = errno;
    const bool isKnown = ::fstat(fd, &status) == 0;
    errno = error;
    return isKnown ? std::optional(File{status.st_dev, status.st_ino}) : std::nullopt;
}

bool UniqueFd::isWhole() const
{
    return m_fd >= 0 && (!m_file || fileOf(m_fd) == m_file);
}

void UniqueFd::close() const
{
    if (isWhole())
        ::close(m_fd);
}

} // namespace interleave
