// A descriptor for a process: readable when it has ended, whoever else has copies of its own.
#pragma once

#include "core/base/unique_fd.h"

#include <sys/syscall.h>
#include <unistd.h>

namespace interleave {

/// Invalid, with errno, where there is no such process, no descriptor left, or the host withholds
/// the call.
[[nodiscard]] inline UniqueFd pidfdOf(pid_t process)
{
    return UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
}

} // namespace interleave
