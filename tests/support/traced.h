// Stops another process at one of its system calls, or in between.
#pragma once

#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <csignal>
#include <linux/futex.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::test {

/// The call that a traced process stands at, before or after it.
inline __ptrace_syscall_info callOf(pid_t process)
{
    __ptrace_syscall_info call{};
    return ::ptrace(PTRACE_GET_SYSCALL_INFO, process, sizeof call, &call) > 0
        ? call
        : __ptrace_syscall_info{};
}

/// Lets one that is traced go on until it is about to make the call that `isIt` knows.
template <class IsIt>
void traceToCall(pid_t process, IsIt isIt)
{
    for (int status = 0;;) {
        ASSERT_EQ(::waitpid(process, &status, __WALL), process);
        ASSERT_TRUE(WIFSTOPPED(status));
        const __ptrace_syscall_info call = callOf(process);
        if (WSTOPSIG(status) == (SIGTRAP | 0x80) && call.op == PTRACE_SYSCALL_INFO_ENTRY
            && isIt(call))
            return;
        ASSERT_EQ(::ptrace(PTRACE_SYSCALL, process, nullptr, nullptr), 0);
    }
}

/// Traces one that has stopped itself until it is about to call futex() with `operation`.
inline void traceToFutex(pid_t process, unsigned operation)
{
    ASSERT_EQ(::ptrace(PTRACE_SEIZE, process, nullptr, PTRACE_O_TRACESYSGOOD), 0);
    ::kill(process, SIGCONT);
    traceToCall(process, [operation](const __ptrace_syscall_info& call) {
        return call.entry.nr == SYS_futex && (call.entry.args[1] & 0x7FU) == operation;
    });
}

/// Traces no longer one that is traced, and leaves it stopped (SIGSTOP) where it is.
inline void leaveStopped(pid_t process)
{
    ASSERT_EQ(::kill(process, SIGSTOP), 0);
    ASSERT_EQ(::ptrace(PTRACE_DETACH, process, nullptr, nullptr), 0);
    ASSERT_TRUE(eventually([process] { return stateOf(process) == 'T'; }));
}

} // namespace interleave::test
