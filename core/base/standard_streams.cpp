#include "core/base/standard_streams.h"

#include "core/base/system_error.h"

#include <fcntl.h>
#include <unistd.h>

namespace interleave {

void occupyClosedStandardStreams()
{
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
            continue;
        // In the other direction, so that nobody takes it for an empty input or a written output.
        // All below are open: this gets the number.
        const int flags = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        retryOnInterrupt([&] { return ::open("/dev/null", flags); });
    }
}

} // namespace interleave
