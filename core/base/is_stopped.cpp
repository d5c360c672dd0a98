#include "core/base/is_stopped.h"

#include "core/base/file.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <string>
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

// What stands behind the name, which may have any bytes: ") S 1 ..."; empty where it has gone.
std::string statOf(pid_t pid)
{
    constexpr std::size_t kMost = 4096;
    const auto stat = readFile(fmt::format("/proc/{}/stat", pid), kMost);
    const std::size_t nameEnd = stat ? stat->rfind(')') : std::string::npos;
    return nameEnd == std::string::npos ? std::string() : stat->substr(nameEnd);
}

} // namespace

bool isStopped(pid_t pid)
{
    return procIsOfThisNamespace() && statOf(pid).starts_with(") T");
}

bool runsNoOtherProgram(pid_t pid)
{
    constexpr int kFieldsBefore = 6; // the state, parent, group, session, terminal and its group
    constexpr unsigned kForkNoExec = 0x40; // PF_FORKNOEXEC of the kernel
    const std::string stat = procIsOfThisNamespace() ? statOf(pid) : std::string();
    std::size_t at = stat.find(' ');
    for (int field = 0; field < kFieldsBefore && at != std::string::npos; ++field)
        at = stat.find(' ', at + 1);
    unsigned flags = 0;
    if (at != std::string::npos)
        std::from_chars(stat.data() + at + 1, stat.data() + stat.size(), flags);
    return (flags & kForkNoExec) != 0;
}

bool hasEnded(pid_t pid)
{
    if (!procIsOfThisNamespace())
        return false;
    const std::string stat = statOf(pid);
    return stat.empty() || stat.starts_with(") Z") || stat.starts_with(") X");
}

} // namespace interleave
