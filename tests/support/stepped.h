// Leads another process instruction by instruction (ptrace): it can be killed, or stopped, at each.
#pragma once

#include "tests/support/children.h"

#include <csignal>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::test {

/// In a child: it goes on when its parent leads it, and ends with the thread that has forked it.
inline void waitToBeLed()
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
}

/// A child that stands before the first instruction of `body`, whose result is its exit code.
template <class Body>
pid_t startLed(Body body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        waitToBeLed();
        ::_exit(body());
    }
    ::waitpid(child, nullptr, 0);
    return child;
}

/// One that runs stands where it is, from now on led by this thread. False where that is not
/// allowed.
inline bool beginToLead(pid_t process)
{
    return ::ptrace(PTRACE_SEIZE, process, nullptr, PTRACE_O_TRACESYSGOOD) == 0
        && ::ptrace(PTRACE_INTERRUPT, process, nullptr, nullptr) == 0
        && ::waitpid(process, nullptr, __WALL) == process;
}

/// False when it has ended.
inline bool standsAgain(pid_t process)
{
    int status = 0;
    return ::waitpid(process, &status, __WALL) == process && WIFSTOPPED(status);
}

/// Its next instruction. False when it has ended.
inline bool step(pid_t process)
{
    return ::ptrace(PTRACE_SINGLESTEP, process, nullptr, nullptr) == 0 && standsAgain(process);
}

/// False also when it still waits in the kernel after so many seconds.
inline bool stepWithin(pid_t process, double seconds)
{
    int status = 0;
    return ::ptrace(PTRACE_SINGLESTEP, process, nullptr, nullptr) == 0
        && eventually(
            [&] { return ::waitpid(process, &status, WNOHANG | __WALL) == process; }, seconds)
        && WIFSTOPPED(status);
}

/// To where its next system call begins, or the one at which it stands ends. Of one that
/// beginToLead() leads.
inline bool stepToCall(pid_t process)
{
    return ::ptrace(PTRACE_SYSCALL, process, nullptr, nullptr) == 0 && standsAgain(process);
}

inline void endLed(pid_t child)
{
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
}

} // namespace interleave::test
