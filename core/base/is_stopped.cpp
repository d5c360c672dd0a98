#include "core/base/is_stopped.h"

#include "core/base/file.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <unistd.h>

namespace interleave {

namespace {

// Else /proc is that of another process id namespace, where our numbers are others'. Asked each
// time: a forked child may be the first in a namespace of its own.
bool procIsOfThisNamespace()
{
    std::array<char, 16> name{};
    const ssize_t length = ::readlink("/proc/self", name.data(), name.size());
    pid_t self = 0;
    if (length > 0)
        std::from_chars(name.data(), name.data() + length, self);
    return self == ::getpid();
}

} // namespace

bool isStopped(pid_t pid)
{
    if (!procIsOfThisNamespace())
        return false;
    constexpr std::size_t kMost = 4096;
    const auto stat = readFile(fmt::format("/proc/{}/stat", pid), kMost);
    if (!stat)
        return false;
    const std::size_t nameEnd = stat->rfind(')'); // a name may have any bytes
    return nameEnd != std::string::npos && stat->substr(nameEnd).starts_with(") T");
}

} // namespace interleave
