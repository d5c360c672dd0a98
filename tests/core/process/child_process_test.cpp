#include "core/base/clock.h"
#include "core/process/child_process.h"
#include "tests/support/children.h"
#include "tests/support/keeping_tracer.h"
#include "tests/support/pipes.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <array>
#include <exception>
#include <fcntl.h>
#include <new>
#include <sched.h>
#include <signal.h>
#include <stdexcept>
#include <string>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::test {

TEST(ChildProcess, GivesTheExitCodeOfItsBody)
{
    ChildProcess child = startChild([] { return 7; });
    const ExitStatus status = waitFor(child);
    EXPECT_FALSE(status.signalled);
    EXPECT_EQ(status.code, 7);
    EXPECT_EQ(status.text(), "exited with status 7");
}

TEST(ChildProcess, NamesTheSignalThatKilledIt)
{
    ChildProcess child = startChild([] {
        ::raise(SIGABRT);
        return 0;
    });
    EXPECT_EQ(waitFor(child).text(), "was killed by signal 6 (SIGABRT)");
}

TEST(ChildProcess, F304_OneThatThrowsEndsThoughNobodyReadsWhy)
{
    const PipeEnds full = makeFullPipe();
    for (const bool memory : {true, false}) {
        ChildProcess child = startChild(
            [&]() -> int {
                ::dup2(full.writer.get(), STDERR_FILENO);
                if (memory)
                    throw std::runtime_error("nobody reads it");
                throw std::bad_alloc();
            },
            {full.writer.get()});
        EXPECT_EQ(waitFor(child).text(), "exited with status 125");
    }
}

TEST(ChildProcess, F341_SoDoesOneThatThrowsWithoutAText)
{
    struct WithoutText final : std::exception
    {
        [[nodiscard]] const char* what() const noexcept override { return nullptr; }
    };
    ChildProcess child = startChild([]() -> int { throw WithoutText(); });
    EXPECT_EQ(waitFor(child).text(), "exited with status 125");
}

TEST(ChildProcess, F304_NoTerminalObeysWhatItThrows)
{
    const PipeEnds err = makePipe();
    ChildProcess child = startChild(
        [&]() -> int {
            ::dup2(err.writer.get(), STDERR_FILENO);
            throw std::runtime_error("\x1b[2Jno such file");
        },
        {err.writer.get()});
    waitFor(child);
    std::array<char, 200> text{};
    ASSERT_GT(::read(err.reader.get(), text.data(), text.size() - 1), 0);
    EXPECT_EQ(
        text.data(), "process " + std::to_string(child.pid()) + " ends: \\x1b[2Jno such file\n");
}

TEST(ChildProcess, IgnoresTheInterruptThatATerminalSendsToAll)
{
    ChildProcess child = startChild([] {
        ::raise(SIGINT);
        return 5;
    });
    EXPECT_EQ(waitFor(child).code, 5);
}

TEST(ChildProcess, InheritsOnlyTheDescriptorsThatAreNamed)
{
    const UniqueFd kept(::open("/dev/null", O_RDONLY));
    const UniqueFd other(::open("/dev/null", O_RDONLY));
    const int keep[] = {kept.get()};
    auto child = ChildProcess::fork(keep, [&] {
        const bool keptIsOpen = ::fcntl(kept.get(), F_GETFD) >= 0;
        const bool otherIsOpen = ::fcntl(other.get(), F_GETFD) >= 0;
        return keptIsOpen && !otherIsOpen ? 0 : 1;
    });
    ASSERT_TRUE(child.has_value());
    EXPECT_TRUE(waitFor(*child).clean());
}

TEST(ChildProcess, DiesWithItsParentHoweverThatEnds)
{
    SharedObject<std::atomic<pid_t>> grandchild;
    ChildProcess parent = startChild([&] {
        const ChildProcess inner = startChild([] {
            for (;;)
                ::pause();
            return 0;
        });
        grandchild->store(inner.pid());
        for (;;)
            ::pause();
        return 0;
    });
    ASSERT_TRUE(eventually([&] { return grandchild->load() != 0; }));
    parent.signal(SIGKILL);
    waitFor(parent);
    EXPECT_TRUE(eventually([&] { return !isAlive(grandchild->load()); }));
}

TEST(ChildProcess, IsKilledAndReapedWhenItsOwnerForgetsIt)
{
    pid_t pid = 0;
    {
        const ChildProcess child = startChild([] {
            for (;;)
                ::pause();
            return 0;
        });
        pid = child.pid();
    }
    EXPECT_EQ(::waitpid(pid, nullptr, WNOHANG), -1) << "it was reaped";
}

TEST(ChildProcess, ASignalAfterItsEndReachesNobody)
{
    ChildProcess child = startChild([] { return 0; });
    waitFor(child);
    child.signal(SIGKILL);
    EXPECT_FALSE(child.tryReap().has_value());
}

TEST(ChildProcess, F374_WhoHasTheNumberOfAReapedChildIsNotWatchedForIt)
{
    ChildProcess child = startChild([] {
        ChildProcess reaped(::getpid(), UniqueFd(::eventfd(0, EFD_CLOEXEC)), nullptr);
        ::close(reaped.descriptor());
        reaped.signal(SIGKILL);
        return reaped.isWatched() ? 1 : 0;
    });
    EXPECT_TRUE(waitFor(child).clean());
}

TEST(ChildProcess, F298_OneWhoseEndIsKeptByItsTracerIsWaitedForAndReapedAfterIt)
{
    ChildProcess traced = startChild([] { return ::pause(); });
    KeepingTracer tracer(traced.pid());
    if (!tracer.traces())
        GTEST_SKIP() << "this user may not trace a process that is no child of its own";
    traced.signal(SIGKILL);
    ASSERT_TRUE(eventually([&] { return stateOf(traced.pid()) == 'Z'; }));
    constexpr std::uint64_t kShort = 50'000'000;
    const std::uint64_t begin = Clock::monotonicNs();
    EXPECT_FALSE(traced.reapWithin(kShort).has_value());
    EXPECT_GE(Clock::monotonicNs() - begin, kShort);
    tracer.letGo();
    EXPECT_TRUE(waitFor(traced).signalled);
}

TEST(ChildProcess, CountsItsTimeOnACore)
{
    ChildProcess child = startChild([] {
        timespec used{};
        while (used.tv_nsec < 20'000'000 && used.tv_sec == 0)
            ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
        return 0;
    });
    const ExitStatus status = waitFor(child);
    EXPECT_GE(status.cpuNs, 15'000'000U);
}

TEST(ChildProcess, F345_ASignalThatTheKernelRefusesIsSaid)
{
    constexpr int kNotAllowed = 77;
    ChildProcess child = startChild([] {
        constexpr uid_t kNobody = 65'534;
        ChildProcess other = startChild([] {
            for (;;)
                ::pause();
            return 0;
        });
        if (::setresuid(kNobody, kNobody, 0) != 0)
            return kNotAllowed;
        other.signal(SIGKILL);
        const std::string text = other.notEnded().text();
        return ::setresuid(0, 0, 0) == 0
                && text.find("kill: Operation not permitted") != std::string::npos
            ? 0
            : 1;
    });
    const int code = waitFor(child).code;
    if (code == kNotAllowed)
        GTEST_SKIP() << "this user cannot become another";
    EXPECT_EQ(code, 0);
}

TEST(ChildProcess, F355_WhereTheNamespaceHasEndedTheRemedyIsNotMemory)
{
    constexpr int kNotAllowed = 77;
    ChildProcess child = startChild([] {
        if (::unshare(CLONE_NEWPID) != 0)
            return kNotAllowed;
        const auto nothing = [] { return 0; };
        auto first = ChildProcess::fork({}, nothing); // of the namespace
        if (first)
            waitFor(*first);
        const auto second = ChildProcess::fork({}, nothing);
        return !second && second.error().message.find("unshare --fork") != std::string::npos ? 0
                                                                                             : 1;
    });
    const int code = waitFor(child).code;
    if (code == kNotAllowed)
        GTEST_SKIP() << "no process id namespace may be made here";
    EXPECT_EQ(code, 0);
}

TEST(ChildProcess, AProgramThatIsNotThereIsAnError)
{
    const auto process = ChildProcess::spawn("/no/such/program", {"program"}, 0);
    ASSERT_FALSE(process.has_value());
    EXPECT_EQ(process.error().kind, SystemError::NotFound);
}

} // namespace interleave::test
