// posix_spawn(3) that ends whatever becomes of the child.
#pragma once

#include <spawn.h>
#include <string>
#include <sys/types.h>

namespace interleave {

/// As posix_spawn(3), with this process' environment. The call returns when the child has become
/// the other program: one that is stopped (SIGSTOP) before would hold its caller for ever. So
/// another thread makes it, and a child that the kernel says is stopped for two seconds of looks is
/// killed: then it has started, and ended.
[[nodiscard]] int spawn(pid_t& pid,
    const std::string& path,
    const posix_spawn_file_actions_t& actions,
    const posix_spawnattr_t& attributes,
    char* const argv[]);

} // namespace interleave
