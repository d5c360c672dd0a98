// posix_spawn(3) that ends when the child is stopped.
#pragma once

#include <spawn.h>
#include <string>
#include <sys/types.h>

namespace interleave {

/// As posix_spawn(3), with this process' environment. The call returns when the child has become
/// the other program: one that is stopped (SIGSTOP) before would hold its caller for ever. So
/// another thread makes it, and a child that the kernel says is stopped in each look of half a
/// second is killed: then it has started, and ended. What throws does so before there is a child.
///
/// As posix_spawn(3) alone, which may never return, where a stopped child cannot be known: no
/// thread can be had; the kernel has no list of a thread's children (CONFIG_PROC_CHILDREN) or there
/// is no /proc; the child is frozen by a control group, held by a debugger, or waits for a file
/// system that hangs.
[[nodiscard]] int spawn(pid_t& pid,
    const std::string& path,
    const posix_spawn_file_actions_t& actions,
    const posix_spawnattr_t& attributes,
    char* const argv[]);

} // namespace interleave
