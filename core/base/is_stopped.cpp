#include "core/base/is_stopped.h"

#include "core/base/file.h"

#include <fmt/format.h>

namespace interleave {

bool isStopped(pid_t pid)
{
    constexpr std::size_t kMost = 4096;
    const auto stat = readFile(fmt::format("/proc/{}/stat", pid), kMost);
    if (!stat)
        return false;
    const std::size_t nameEnd = stat->rfind(')'); // a name may have any bytes
    return nameEnd != std::string::npos && stat->substr(nameEnd).starts_with(") T");
}

} // namespace interleave
