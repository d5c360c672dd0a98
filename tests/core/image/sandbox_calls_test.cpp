// What the sandbox keeps by seccomp, which Landlock of Debian 12's kernel does not.

#include "core/base/unique_fd.h"
#include "core/workload/image/sandbox.h"
#include "tests/core/image/child.h"
#include "tests/support/children.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
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

} // namespace interleave::test
