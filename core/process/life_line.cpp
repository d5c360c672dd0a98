#include "core/process/life_line.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <string>

namespace interleave {

Result<LifeLine, SystemError> LifeLine::create()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return failErrno("create a pipe");
    return LifeLine(UniqueFd(ends[0]), UniqueFd(ends[1]));
}

bool LifeLine::hold(int childEnd)
{
    // The owner of the signal belongs to the open file description, which all children have
    // inherited together; opening the pipe again gives this one a description of its own.
    const std::string path = "/proc/self/fd/" + std::to_string(childEnd);
    UniqueFd opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!opened.valid())
        return false;
    ::close(childEnd);
    const int own = opened.release(); // it stays for as long as the process lives
    const bool armed = ::fcntl(own, F_SETOWN, ::getpid()) == 0
        && ::fcntl(own, F_SETSIG, SIGKILL) == 0 && ::fcntl(own, F_SETFL, O_NONBLOCK | O_ASYNC) == 0;
    pollfd line{own, POLLIN, 0}; // the owner may have ended before the line was armed
    return armed && ::poll(&line, 1, 0) == 0;
}

} // namespace interleave
