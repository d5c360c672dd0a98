// A debugger that holds whoever is killed in its last step (PTRACE_EVENT_EXIT), so that the kernel
// does not end it: as a process that is frozen, or waits for a file system that hangs. A second
// SIGKILL ends it.
#pragma once

#include <csignal>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/wait.h>

namespace interleave::test {

inline constexpr int kNotTraced = 99;

/// Makes this thread the debugger of a process, and of all that it starts; false when the host
/// does not allow it. They end with it.
inline bool debug(pid_t pid)
{
    constexpr long kOptions = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE
        | PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL;
    return ::ptrace(PTRACE_SEIZE, pid, nullptr, kOptions) == 0;
}

inline bool endsBySigkill(pid_t pid, int status)
{
    unsigned long how = 0;
    return status >> 16 == PTRACE_EVENT_EXIT
        && ::ptrace(PTRACE_GETEVENTMSG, pid, nullptr, &how) == 0 && how == SIGKILL;
}

/// Lets all go on but those that are killed, or stopped to be killed, until `program` has exited
/// (0: until all have ended); the result is its exit status.
inline int holdWhoIsKilled(pid_t program)
{
    int status = 0;
    for (;;) {
        const pid_t pid = ::waitpid(-1, &status, __WALL);
        if (pid < 0)
            return kNotTraced;
        if (pid == program && WIFEXITED(status))
            return WEXITSTATUS(status);
        if (!WIFSTOPPED(status) || endsBySigkill(pid, status))
            continue;
        const bool isSignal = status >> 16 == 0;
        // It is about to be killed: to let it go on now could be to let it go on in its last step.
        if (isSignal && WSTOPSIG(status) == SIGSTOP)
            continue;
        ::ptrace(PTRACE_CONT, pid, nullptr, isSignal ? WSTOPSIG(status) : 0);
    }
}

} // namespace interleave::test
