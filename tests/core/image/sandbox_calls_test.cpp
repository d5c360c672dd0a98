// What the sandbox keeps by seccomp, which Landlock of Debian 12's kernel does not.

#include "core/base/unique_fd.h"
#include "core/workload/image/sandbox.h"
#include "tests/core/image/child.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <linux/sched.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr int kNotEntered = 127;

int errnoOf(long result)
{
    return result < 0 ? errno : 0;
}

bool isKept(std::string_view promise, const SandboxMeans& means)
{
    const auto promises = sandboxPromises(means);
    const auto found = std::ranges::find_if(
        promises, [&](const SandboxPromise& one) { return one.promise.starts_with(promise); });
    return found != promises.end() && !found->keptBy.empty();
}

class SandboxCalls : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!sandboxMeans().seccomp)
            GTEST_SKIP() << "this kernel has no seccomp filters";
        std::ofstream(file()) << "text";
    }
    std::string file() const { return m_folder.path() / "a.txt"; }
    std::size_t size() const { return std::filesystem::file_size(file()); }

    template <class Work>
    int sandboxed(Work work) const
    {
        return resultInChild(
            [&] { return enterSandbox({.readable = {m_folder.path()}}) ? work() : kNotEntered; });
    }

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(SandboxCalls, F53_NoSocketIsMadeOfAnyKind)
{
    for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK})
        EXPECT_EQ(sandboxed([&] { return errnoOf(::socket(family, SOCK_DGRAM, 0)); }), EACCES);
}

TEST_F(SandboxCalls, F53_NoOtherProcessIsSignalled)
{
    ChildProcess other = startChild([] { return ::pause(); });
    const pid_t pid = other.pid();
    const int pidfd = other.descriptor();
    EXPECT_EQ(sandboxed([&] { return errnoOf(::kill(pid, SIGKILL)); }), EPERM);
    EXPECT_EQ(sandboxed([&] { return errnoOf(::kill(-1, 0)); }), EPERM);
    EXPECT_EQ(sandboxed([&] { return errnoOf(::syscall(SYS_tgkill, pid, pid, SIGKILL)); }), EPERM);
    EXPECT_EQ(sandboxed([&] { return errnoOf(::syscall(SYS_tkill, pid, SIGKILL)); }), EPERM);
    EXPECT_EQ(sandboxed([&] {
        return errnoOf(::syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0));
    }),
        EPERM);
    EXPECT_EQ(sandboxed([&] { return errnoOf(::fcntl(STDIN_FILENO, F_SETOWN, pid)); }), EPERM);
    EXPECT_TRUE(isAlive(pid));
}

TEST_F(SandboxCalls, F53_NoOtherProcessGetsASignalFromTheKernel)
{
    ChildProcess other = startChild([] { return ::pause(); });
    const pid_t pid = other.pid();
    // Over it from the start: SIGKILL at the next tick.
    const rlimit none{0, 0};
    EXPECT_EQ(
        sandboxed([&] { return errnoOf(::prlimit(pid, RLIMIT_CPU, &none, nullptr)); }), EPERM);
    rlimit limit{};
    ASSERT_EQ(::prlimit(pid, RLIMIT_CPU, nullptr, &limit), 0);
    EXPECT_NE(limit.rlim_max, 0U);
    EXPECT_EQ(sandboxed([&] { return errnoOf(::getrlimit(RLIMIT_CPU, &limit)); }), 0);
    EXPECT_EQ(sandboxed([&] { return errnoOf(::ioctl(STDIN_FILENO, FIOSETOWN, &pid)); }), EPERM);
    EXPECT_EQ(sandboxed([] { return errnoOf(::ioctl(STDIN_FILENO, TIOCSTI, "\x03")); }), EPERM);
}

TEST_F(SandboxCalls, F257_NoProcessIsStarted)
{
    const auto startedBy = [](long pid) {
        if (pid == 0)
            ::_exit(0);
        return errnoOf(pid);
    };
    EXPECT_EQ(sandboxed([&] { return startedBy(::fork()); }), EPERM);
    EXPECT_EQ(sandboxed([&] { return startedBy(::syscall(SYS_fork)); }), EPERM);
    EXPECT_EQ(
        sandboxed([&] { return startedBy(::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)); }), EPERM);
    EXPECT_EQ(sandboxed([&] {
        clone_args how{};
        how.exit_signal = SIGCHLD;
        return startedBy(::syscall(SYS_clone3, &how, sizeof how));
    }),
        ENOSYS);
}

TEST_F(SandboxCalls, F257_ThreadsAreStartedAsEver)
{
    EXPECT_EQ(sandboxed([] {
        int result = 1;
        std::thread([&] { result = 0; }).join();
        return result;
    }),
        0);
}

TEST_F(SandboxCalls, F53_ItMaySignalItself)
{
    EXPECT_EQ(sandboxed([] {
        ::signal(SIGUSR1, [](int) {});
        return errnoOf(::kill(::getpid(), SIGUSR1)) + errnoOf(::raise(SIGUSR1));
    }),
        0);
}

TEST_F(SandboxCalls, F53_WhatMayBeReadIsNotTruncated)
{
    EXPECT_EQ(sandboxed([&] { return errnoOf(::truncate(file().c_str(), 0)); }), EACCES);
    // For reading, so that Landlock before ABI 3 lets it pass.
    EXPECT_EQ(
        sandboxed([&] { return errnoOf(::open(file().c_str(), O_RDONLY | O_TRUNC)); }), EACCES);
    EXPECT_EQ(
        sandboxed([&] { return errnoOf(::syscall(SYS_open, file().c_str(), O_RDONLY | O_TRUNC)); }),
        EACCES);
    EXPECT_EQ(size(), 4U);
}

TEST_F(SandboxCalls, F53_NoOtherProcessIsLookedInto)
{
    ChildProcess other = startChild([] { return ::pause(); });
    EXPECT_EQ(
        sandboxed([&] { return errnoOf(::ptrace(PTRACE_SEIZE, other.pid(), nullptr, 0)); }), EPERM);
}

// By real attempts, also as on a kernel without Landlock.
TEST_F(SandboxCalls, F53_NoFileIsAWayAroundAPromiseThatIsSaidToBeKept)
{
    ChildProcess other = startChild([] { return ::pause(); });
    const std::string memory = "/proc/" + std::to_string(other.pid()) + "/mem";
    const auto brokenPromises = [&](bool landlock) {
        if (!landlock)
            filterCall(SYS_landlock_create_ruleset, SECCOMP_RET_ERRNO | ENOSYS);
        const auto means = enterSandbox({.readable = {m_folder.path()}});
        if (!means)
            return kNotEntered;
        const bool looked = errnoOf(::open(memory.c_str(), O_RDWR | O_CLOEXEC)) == 0;
        const bool emptied = errnoOf(::open(file().c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC)) == 0;
        return (looked && isKept("no memory of another process", *means) ? 1 : 0)
            + (emptied && isKept("no file is truncated", *means) ? 1 : 0);
    };
    for (const bool landlock : {true, false})
        EXPECT_EQ(resultInChild([&] { return brokenPromises(landlock); }), 0) << landlock;
}

TEST(SandboxPromises, F53_EachSaysWhatKeepsItOrThatNothingDoes)
{
    const SandboxMeans debian12{.landlock = 2, .seccomp = true};
    const std::string text = describeSandbox(debian12);
    EXPECT_THAT(text, HasSubstr("no file outside of its folders is opened: kept by Landlock;"));
    EXPECT_THAT(text, HasSubstr("no program is started: kept by Landlock and seccomp"));
    EXPECT_THAT(text, HasSubstr("no TCP connection is made: kept by seccomp"));
    EXPECT_THAT(text, HasSubstr("no signal is sent to another process: kept by seccomp"));
    EXPECT_EQ(describeNotKept(debian12), "");
}

TEST(SandboxPromises, F53_WhatAKernelDoesNotKeepIsNamed)
{
    EXPECT_THAT(describeSandbox({.landlock = 2, .seccomp = false}),
        HasSubstr("no TCP connection is made: not kept on this kernel"));
    EXPECT_THAT(describeNotKept({.landlock = 2, .seccomp = false}), HasSubstr("TCP"));
    EXPECT_THAT(describeNotKept({.landlock = 6, .seccomp = false}), Not(HasSubstr("TCP")));
    EXPECT_THAT(describeNotKept({.landlock = 0, .seccomp = true}),
        HasSubstr("no file outside of its folders is opened"));
}

TEST(SandboxPromises, F53_WhatNeedsLandlockAndSeccompIsNotKeptByOneOfThem)
{
    for (const char* what :
        {"truncated outside of its output folder", "memory of another process"}) {
        EXPECT_THAT(describeNotKept({.landlock = 0, .seccomp = true}), HasSubstr(what));
        EXPECT_THAT(describeNotKept({.landlock = 1, .seccomp = true}), Not(HasSubstr(what)));
    }
    EXPECT_THAT(describeNotKept({.landlock = 2, .seccomp = false}), HasSubstr("truncated"));
    EXPECT_THAT(describeNotKept({.landlock = 6, .seccomp = false}), HasSubstr("no signal"));
}

} // namespace interleave::test
