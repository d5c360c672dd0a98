// posix_spawn(3) that ends when the child is stopped.
#pragma once

#include <spawn.h>
#include <string>
#include <sys/types.h>

namespace interleave {

/// Whose child it is: the end of that thread is told to it, if it wants to know (PR_SET_PDEATHSIG).
enum class SpawnedBy {
    ThisThread, // which has no other child that was forked and runs no other program
    OneThatEnds,
};

/// As posix_spawn(3), with this process' environment. The call returns when the child has become
/// the other program: one that is stopped (SIGSTOP) before would hold its caller for ever. So one
/// thread makes it and another looks, and a child that the kernel says is stopped in each look of
/// half a second is killed: then it has started, and ended. What throws does so before there is a
/// child.
///
/// As posix_spawn(3) alone, which may never return, where a stopped child cannot be known: no
/// thread can be had; the kernel has no list of a thread's children (CONFIG_PROC_CHILDREN) or there
/// is no /proc; the child is frozen by a control group, held by a debugger, or waits for a file
/// system that hangs.
[[nodiscard]] int spawn(pid_t& pid,
    const std::string& path,
    const posix_spawn_file_actions_t& actions,
    const posix_spawnattr_t& attributes,
    char* const argv[],
    SpawnedBy thread);

} // namespace interleave
