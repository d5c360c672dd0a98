#include "core/sync/system_v_lock.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <sched.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::test {

namespace {

constexpr int kNotAllowed = 77;

bool exists(int id)
{
    return ::semctl(id, 0, GETVAL) >= 0;
}

// What `body` returns in a process id namespace of its own, where it is process 1 and nobody of
// those outside has a number.
int inAnotherPidNamespace(const std::function<int()>& body)
{
    ChildProcess child = startChild([&] {
        if (::unshare(CLONE_NEWPID) != 0)
            return kNotAllowed;
        const pid_t first = ::fork();
        if (first == 0)
            ::_exit(body());
        int status = 0;
        ::waitpid(first, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    });
    return waitFor(child).code;
}

} // namespace

TEST(SystemVNamespace, F68_TheSetOfAProcessInAnotherNamespaceIsNotSwept)
{
    const auto set = SystemVSet::create().value();
    const int code = inAnotherPidNamespace([] {
        SystemVSet::sweep();
        return SystemVSet::create() ? 0 : 1;
    });
    if (code == kNotAllowed)
        GTEST_SKIP() << "no process id namespace may be made here";
    EXPECT_EQ(code, 0);
    EXPECT_TRUE(exists(set.id()));
}

TEST(SystemVNamespace, F68_WithinANamespaceWhatTheDeadLeftIsSwept)
{
    const int code = inAnotherPidNamespace([] {
        const pid_t creator = ::fork();
        if (creator == 0) {
            auto set = SystemVSet::create();
            new SystemVSet(std::move(*set)); // left behind
            ::_exit(0);
        }
        ::waitpid(creator, nullptr, 0);
        return static_cast<int>(SystemVSet::sweep());
    });
    if (code == kNotAllowed)
        GTEST_SKIP() << "no process id namespace may be made here";
    EXPECT_EQ(code, 1);
}

} // namespace interleave::test
