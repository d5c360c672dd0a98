#include "core/base/unique_fd.h"

#include <cerrno>
#include <fcntl.h>

namespace interleave {

int UniqueFd::movedAway(int fd)
{
    const int moved = ::fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    const int error = errno;
    ::close(fd);
    errno = error;
    return moved;
}

} // namespace interleave
