#include "core/base/least_stack.h"

#include <fmt/core.h>

#include <algorithm>
#include <pthread.h>
#include <sys/resource.h>

namespace interleave {

namespace {

std::uint64_t stackOfProcess()
{
    rlimit limit{};
    return ::getrlimit(RLIMIT_STACK, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
}

// What the limit was when the program began, unless the program has chosen another size since.
std::uint64_t stackOfThreads()
{
    pthread_attr_t usual;
    std::size_t bytes = 0;
    if (::pthread_getattr_default_np(&usual) != 0)
        return RLIM_INFINITY;
    ::pthread_attr_getstacksize(&usual, &bytes);
    ::pthread_attr_destroy(&usual);
    return bytes;
}

} // namespace

Result<void, SystemError> checkStack()
{
    constexpr std::uint64_t kUnit = 1'024;
    const std::uint64_t stack = std::min(stackOfProcess(), stackOfThreads());
    if (stack >= kLeastStackBytes)
        return {};
    return fail(SystemError::LimitReached,
        fmt::format(
            "cannot start workers: the stack of this process, or of its threads, is limited "
            "to {} KB, and {} are needed at least; begin it with a larger one (ulimit -s "
            "8192 is usual)",
            stack / kUnit,
            kLeastStackBytes / kUnit));
}

} // namespace interleave
