#include "core/base/system_error.h"

#include <fmt/core.h>

#include <system_error>

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
    case ENFILE:
        return {SystemError::OutOfDescriptors, "close files or raise the limit (ulimit -n)"};
    case ENOMEM:
        return {SystemError::OutOfMemory, "use fewer workers or tasks, or free memory"};
    case EAGAIN:
        return {SystemError::LimitReached, "use fewer workers or raise the limit (ulimit -u)"};
    case EBADF:
        return {SystemError::Broken, "it is closed, or not open for that"};
    case EPIPE:
    case ECONNRESET:
        return {SystemError::Broken, "the other side has ended"};
    case ENOSYS:
        return {SystemError::Other, "use a newer kernel, a container that allows it, no valgrind"};
    default:
        return {SystemError::Other, ""};
    }
}

} // namespace

Failure<SystemError> describeErrno(std::string_view action, int error)
{
    const Meaning meaning = meaningOf(error);
    std::string message
        = fmt::format("cannot {}: {}", action, std::generic_category().message(error));
    if (!meaning.remedy.empty())
        message += fmt::format(" ({})", meaning.remedy);
    return {meaning.kind, std::move(message)};
}

} // namespace interleave
