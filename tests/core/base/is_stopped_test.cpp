#include "core/base/is_stopped.h"

#include <gtest/gtest.h>

#include <csignal>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave {
namespace {

TEST(IsStopped, KnowsAProcessThatWasStoppedFromOneThatGoesOn)
{
    EXPECT_FALSE(isStopped(::getpid()));
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        for (;;)
            ::pause();
    }
    int status = 0;
    ::kill(child, SIGSTOP);
    ASSERT_EQ(::waitpid(child, &status, WUNTRACED), child);
    EXPECT_TRUE(isStopped(child));
    ::kill(child, SIGCONT);
    ASSERT_EQ(::waitpid(child, &status, WCONTINUED), child);
    EXPECT_FALSE(isStopped(child));
    ::kill(child, SIGKILL);
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_FALSE(isStopped(child));
}

// What is told of a process that was stopped, by the first of another process id namespace which
// sees it in /proc: there its number is somebody else's, or nobody's.
int askInAnotherNamespace(pid_t outside)
{
    constexpr int kNotAllowed = 77;
    const pid_t child = ::fork();
    if (child == 0) {
        if (::unshare(CLONE_NEWPID) != 0)
            ::_exit(kNotAllowed);
        const pid_t first = ::fork();
        if (first == 0)
            ::_exit(isStopped(outside) ? 1 : 0);
        int status = 0;
        ::waitpid(first, &status, 0);
        ::_exit(WEXITSTATUS(status));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}

TEST(IsStopped, F343_NothingIsKnownWhereProcIsOfAnotherNamespace)
{
    const pid_t stopped = ::fork();
    ASSERT_GE(stopped, 0);
    if (stopped == 0) {
        for (;;)
            ::pause();
    }
    int status = 0;
    ::kill(stopped, SIGSTOP);
    ASSERT_EQ(::waitpid(stopped, &status, WUNTRACED), stopped);
    const int told = askInAnotherNamespace(stopped);
    ::kill(stopped, SIGKILL);
    ::waitpid(stopped, &status, 0);
    if (told == 77)
        GTEST_SKIP() << "no process id namespace may be made here";
    EXPECT_EQ(told, 0);
}

} // namespace
} // namespace interleave
