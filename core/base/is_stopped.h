// Whether a process was stopped (SIGSTOP, SIGTSTP), as /proc says; proc(5). Not one that a debugger
// holds, nor one that only has no core. Any thread.
#pragma once

#include <sys/types.h>

namespace interleave {

/// False also where nothing is known of it: it has gone, there is no /proc, or that of another
/// process id namespace.
[[nodiscard]] bool isStopped(pid_t pid);

} // namespace interleave
