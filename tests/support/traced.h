// Stops another process at one of its system calls.
#pragma once

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

/// Lets one that has stopped itself go on until it is about to call futex() with `operation`.
inline void traceToFutex(pid_t process, unsigned operation)
{
    ASSERT_EQ(::ptrace(PTRACE_SEIZE, process, nullptr, PTRACE_O_TRACESYSGOOD), 0);
    ::kill(process, SIGCONT);
    for (int status = 0;;) {
        ASSERT_EQ(::waitpid(process, &status, __WALL), process);
        ASSERT_TRUE(WIFSTOPPED(status));
        const __ptrace_syscall_info call = callOf(process);
        if (WSTOPSIG(status) == (SIGTRAP | 0x80) && call.op == PTRACE_SYSCALL_INFO_ENTRY
            && call.entry.nr == SYS_futex && (call.entry.args[1] & 0x7FU) == operation)
            return;
        ASSERT_EQ(::ptrace(PTRACE_SYSCALL, process, nullptr, nullptr), 0);
    }
}

} // namespace interleave::test
