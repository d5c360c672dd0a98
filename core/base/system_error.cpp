#include "core/base/system_error.h"

#include "core/base/met_limits.h"

#include <fmt/core.h>

#include <sched.h>
#include <sys/resource.h>

namespace interleave {

namespace {

struct Meaning
{
    SystemError kind;
    std::string_view remedy;
};

Meaning meaningOf(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ESRCH:
        return {SystemError::NotFound, "check the name"};
    case EACCES:
    case EPERM:
    case EROFS:
        return {SystemError::Denied, "check the permissions"};
    case EEXIST:
        return {SystemError::Exists, "choose another name"};
    case ENOSPC:
    case EDQUOT:
        return {SystemError::NoSpace, "free some space"};
    case EFBIG:
        return {SystemError::NoSpace, "raise the limit (ulimit -f)"};
    case EMFILE:
        return {SystemError::OutOfDescriptors, "close files or raise the limit (ulimit -n)"};
    case ENFILE:
        return {SystemError::OutOfDescriptors,
            "end other programs, or raise the machine's limit (sysctl fs.file-max)"};
    case ENOMEM:
    case ENOBUFS:
        return {SystemError::OutOfMemory, "use fewer workers or tasks, or free memory"};
    case EAGAIN:
        return {SystemError::LimitReached,
            ::sched_getscheduler(0) == SCHED_DEADLINE
                ? "a process under SCHED_DEADLINE may not fork; start it without, chrt --other 0"
                : "use fewer workers or raise the limit (ulimit -u, pids.max)"};
    case E2BIG:
        return {SystemError::LimitReached,
            "the environment of this program is too large for another; use the start method fork, "
            "or remove variables"};
    case EBADF:
        return {SystemError::Broken, "it is closed, or not open for that"};
    case EIDRM:
        return {SystemError::Broken, "somebody has removed it, by ipcrm say; begin again"};
    case ENOLCK:
        return {SystemError::LimitReached, "the kernel has no room for another lock; free memory"};
    case EPIPE:
    case ECONNRESET:
        return {SystemError::Broken, "the other side has ended"};
    case ENOSYS:
        return {SystemError::Other, "use a newer kernel, a container that allows it, no valgrind"};
    default:
        return {SystemError::Other, ""};
    }
}

// The remedy, with the limit that was met: "close files or raise the limit of 32 (ulimit -n)".
std::string remedyWithLimit(int error, std::string_view remedy)
{
    rlimit limit{};
    std::string text(remedy);
    const std::size_t at = text.find(" (ulimit -n)");
    if (error == EMFILE && at != std::string::npos && ::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        text.insert(at, fmt::format(" of {}", limit.rlim_cur));
    return text;
}

} // namespace

Failure<SystemError> describeErrno(std::string_view action, int error)
{
    const Meaning meaning = meaningOf(error);
    std::string message
        = fmt::format("cannot {}: {}", action, std::generic_category().message(error));
    if (!meaning.remedy.empty())
        message += fmt::format(" ({})", remedyWithLimit(error, meaning.remedy));
    if (error == ENOMEM)
        message += metLimits();
    return {meaning.kind, std::move(message)};
}

Failure<SystemError> describeThreadError(std::string_view action, const std::system_error& error)
{
    const int code = error.code().value();
    const std::string remedy = code == EINVAL
        ? "a program that has called unshare(CLONE_NEWPID) can start none; let it start another "
          "that does (unshare --fork)"
        : "use fewer threads, or raise the limit of processes (ulimit -u, pids.max) or of memory"
            + metLimitsOfThreads();
    return {code == EAGAIN ? SystemError::LimitReached : SystemError::Other,
        fmt::format("cannot {}: {}; {}", action, std::generic_category().message(code), remedy)};
}

std::string describeNoMemory(std::string_view what)
{
    return fmt::format(
        "no memory for {}; use fewer tasks, trials or workers, or give more memory{}",
        what,
        metLimits());
}

} // namespace interleave
