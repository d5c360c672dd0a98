// Whether a process was stopped (SIGSTOP, SIGTSTP) or has ended, as /proc says; proc(5). Not
// stopped is one that a debugger holds, or one that only has no core. Any thread.
#pragma once

#include <sys/types.h>

namespace interleave {

/// False also where nothing is known of it: it has gone, there is no /proc, or that of another
/// process id namespace.
[[nodiscard]] bool isStopped(pid_t pid);

/// Forked, and not yet another program (exec). False also where nothing is known of it, as above.
[[nodiscard]] bool runsNoOtherProgram(pid_t pid);

/// Also of one that nobody has reaped yet. False where there is no /proc of this namespace.
[[nodiscard]] bool hasEnded(pid_t pid);

} // namespace interleave
