// A child process for what a test must not do to itself: give up rights, set limits.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

namespace interleave {

/// Runs `work` in a child and gives back what it returned (0 to 127), or 128 + the signal that
/// ended it.
template <class Work>
[[nodiscard]] int resultInChild(Work work)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace interleave
