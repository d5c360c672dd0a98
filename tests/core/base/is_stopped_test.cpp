#include "core/base/is_stopped.h"

#include <gtest/gtest.h>

#include <csignal>
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

} // namespace
} // namespace interleave
