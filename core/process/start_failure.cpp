#include "core/process/start_failure.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <unistd.h>

namespace interleave {

namespace {

// Where a process id namespace was made for children and its first process has ended, the kernel
// starts no other in it, and calls that a want of memory.
bool namespaceHasEnded()
{
    constexpr std::size_t kMost = 64; // "pid:[4026531836]"
    std::array<char, kMost> own{};
    std::array<char, kMost> ofChildren{};
    return ::readlink("/proc/self/ns/pid", own.data(), own.size()) > 0
        && ::readlink("/proc/self/ns/pid_for_children", ofChildren.data(), ofChildren.size()) > 0
        && own != ofChildren;
}

} // namespace

tl::unexpected<Failure<SystemError>> failStart(const std::string& action, int error)
{
    if (error != ENOMEM || !namespaceHasEnded())
        return failErrno(action, error);
    return fail(SystemError::Other,
        fmt::format("cannot {}: {}: the first process of the process id namespace that it would "
                    "belong to has ended (start the program with unshare --fork)",
            action,
            std::strerror(error)));
}

} // namespace interleave
