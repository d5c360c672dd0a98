// The program where the host withholds a system call, as an older kernel, a container's seccomp
// profile and valgrind do; and where it was not started by the kernel itself.

#include "core/base/json.h"
#include "tests/support/children.h"
#include "tests/support/process_tree.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <tuple>
#include <unistd.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;

constexpr const char* kSmallRun = " run --quiet --workload squares --tasks 100 --workers 2 ";
constexpr const char* kHangingRun
    = " run --quiet --workload squares --tasks 100 --workers 2 --inject "
      "hang@5 --timeout 0.2 ";

bool straceWorks()
{
    return runProgram("/usr/bin/strace", "-o /dev/null /bin/true").status == 0;
}

// The program with `call` refused to it and to all its processes.
Printed refusing(const std::string& call, const std::string& error, const std::string& arguments)
{
    return runProgram("/usr/bin/timeout",
        "-s KILL 30 strace -f -qq -o /dev/null -e trace=" + call + " -e inject=" + call
            + ":error=" + error + " " INTERLEAVE_PROGRAM + arguments);
}

std::string asGiven(const testing::TestParamInfo<const char*>& test)
{
    return test.param;
}

class WithStrace : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!straceWorks())
            GTEST_SKIP() << "strace is not there, or may not trace here";
    }
};

class RefusedCall : public WithStrace, public testing::WithParamInterface<const char*>
{
};

// The call, and what it gives.
class MissingCall : public WithStrace,
                    public testing::WithParamInterface<std::tuple<const char*, const char*>>
{
protected:
    static std::string call() { return std::get<0>(GetParam()); }
    static std::string error() { return std::get<1>(GetParam()); }
};

} // namespace

TEST_P(RefusedCall, F66_IsToldInOneSentenceWithCallAndRemedy)
{
    for (const char* error : {"ENOSYS", "EPERM"}) {
        const Printed printed = refusing(GetParam(), error, kSmallRun);
        EXPECT_EQ(printed.status, 3) << error;
        EXPECT_THAT(printed.err, HasSubstr(std::string("refuses the call ") + GetParam()));
        EXPECT_THAT(printed.err, HasSubstr("seccomp profile"));
        EXPECT_EQ(std::count(printed.err.begin(), printed.err.end(), '\n'), 1) << printed.err;
    }
}

INSTANTIATE_TEST_SUITE_P(Calls,
    RefusedCall,
    testing::Values("pidfd_open",
        "memfd_create",
        "ftruncate",
        "fcntl",
        "epoll_create1",
        "eventfd2",
        "timerfd_create",
        "fallocate"),
    asGiven);

// Calls that refused let it start: the loop would spin at the one, no time-out fire by the other.
TEST_F(RefusedCall, F230_WhatTheRunWaitsByIsTriedBeforeItBegins)
{
    for (const char* call : {"epoll_wait", "epoll_ctl", "timerfd_settime"})
        for (const char* error : {"ENOSYS", "EPERM"}) {
            const Printed printed = refusing(call, error, kHangingRun);
            EXPECT_EQ(printed.status, 3) << call;
            EXPECT_THAT(printed.err, HasSubstr(std::string("refuses the call ") + call));
        }
}

// The first one of each worker says that it is ready.
TEST_F(RefusedCall, F237_AWorkerThatCannotTellThatItIsReadyIsSeen)
{
    const Printed printed = refusing("write", "EIO:when=1", kSmallRun);
    EXPECT_EQ(printed.status, 0) << printed.err;
}

TEST_F(RefusedCall, F227_AnOldProfileDoesNotKeepPicturesFromTheirFolder)
{
    const TemporaryFolder folder;
    const Printed printed = refusing("faccessat2",
        "EPERM",
        " run --quiet --workload image-filter --tasks 2 --param output=" + folder.path().string());
    EXPECT_EQ(printed.status, 0) << printed.err;
}

// Tried again without an end, they would keep the run for ever.
TEST_F(RefusedCall, F228_AMessageThatTheSystemRefusesFailsItsTask)
{
    for (const char* call : {"sendmsg", "recvmsg"}) {
        const Printed printed = refusing(call,
            "EPERM",
            " run --quiet --workload bounded-buffer --param channel=pipe --tasks 20 --workers 2");
        EXPECT_EQ(printed.status, 1) << call;
        EXPECT_THAT(printed.err, HasSubstr("Operation not permitted")) << call;
    }
}

TEST_F(RefusedCall, F235_ASystemVSetThatCouldNotBeRemovedIsNotMade)
{
    const Printed printed
        = refusing("semctl", "ENOSYS", std::string(kSmallRun) + "--sync system-v-semaphore");
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, HasSubstr("cannot create a System V semaphore"));
    EXPECT_THAT(printed.err, HasSubstr("refuses the call semctl"));
}

TEST_P(MissingCall, F66_HasAnHonestFallBack)
{
    for (const char* executor : {"processes", "process-per-task", "threads"}) {
        const Printed printed
            = refusing(call(), error(), kSmallRun + std::string("--json - --executor ") + executor);
        EXPECT_EQ(printed.status, 0) << printed.err;
        const Json result = Json::parse(printed.out, nullptr, false);
        ASSERT_FALSE(result.is_discarded());
        EXPECT_EQ(result["trials"][0]["tasks"]["succeeded"], 100);
    }
}

INSTANTIATE_TEST_SUITE_P(Calls,
    MissingCall,
    testing::Combine(testing::Values("pidfd_send_signal", "close_range", "signalfd4"),
        testing::Values("ENOSYS", "EPERM")),
    [](const auto& test) {
        return std::string(std::get<0>(test.param)) + std::get<1>(test.param);
    });

TEST_P(MissingCall, F66_ATaskThatHangsIsStoppedAllTheSame)
{
    const Printed printed = refusing(
        call(), error(), std::string(kSmallRun) + "--inject hang@5 --timeout 0.2 --json -");
    EXPECT_EQ(printed.status, 1) << printed.err;
    EXPECT_EQ(Json::parse(printed.out)["trials"][0]["tasks"]["timed_out"], 1);
}

TEST_P(MissingCall, F66_AnInterruptEndsTheRunAndLeavesNoOrphan)
{
    const TemporaryFolder folder;
    const std::string log = folder.path() / "log";
    auto strace = ChildProcess::spawn("/usr/bin/strace",
        {"strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=" + call(),
            "-e",
            "inject=" + call() + ":error=" + error(),
            INTERLEAVE_PROGRAM,
            "run",
            "--quiet",
            "--workload",
            "sleep",
            "--workers",
            "2",
            "--param",
            "duration=60"},
        2);
    ASSERT_TRUE(strace);
    std::vector<pid_t> workers;
    pid_t program = 0;
    ASSERT_TRUE(eventually([&] {
        const std::vector<pid_t> children = childrenOf(strace->pid());
        program = children.empty() ? 0 : children.front();
        workers = program == 0 ? children : childrenOf(program);
        return workers.size() == 2;
    }));
    ASSERT_EQ(::kill(program, SIGINT), 0);
    const ExitStatus status = waitFor(*strace);
    EXPECT_EQ(status.text(), "exited with status 130");
    for (const pid_t worker : workers)
        EXPECT_TRUE(eventually([worker] { return !isAlive(worker); }));
}

TEST_F(RefusedCall, F66_AForkServerSaysThatItsProcessesCannotBeSignalled)
{
    const Printed printed = refusing(
        "pidfd_send_signal", "ENOSYS", std::string(kSmallRun) + "--start-method forkserver");
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, HasSubstr("refuses the call pidfd_send_signal"));
}

TEST_F(RefusedCall, F88_WorkersThatCannotBePinnedAreToldOfBeforeTheRun)
{
    const Printed printed
        = refusing("sched_setaffinity", "EPERM", std::string(kSmallRun) + "--pin");
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, HasSubstr("cannot pin workers to cores"));
    EXPECT_THAT(printed.err, HasSubstr("refuses the call sched_setaffinity"));
}

// Of each worker from its 50th call on: locking in one case, unlocking in another.
TEST_F(RefusedCall, F145_ALockThatIsRefusedInTheMiddleOfATaskIsToldAndAccountedFor)
{
    for (const char* from : {"50+", "51+", "50..51"}) {
        const Printed printed = refusing("flock",
            std::string("ENOLCK:when=") + from,
            " run --quiet --workload counter --tasks 8 --param increments=100 --workers 2 --chunk "
            "1 "
            "--schedule dynamic --sync flock --timeout 20 --json -");
        EXPECT_EQ(printed.status, 1) << printed.err;
        EXPECT_THAT(printed.err, HasSubstr("the primitive flock: No locks available")) << from;
        const Json result = Json::parse(printed.out, nullptr, false);
        ASSERT_FALSE(result.is_discarded());
        const Json& trial = result["trials"][0];
        EXPECT_EQ(trial["tasks"]["timed_out"], 0) << from;
        const auto number = [&](const char* name) { return trial["race"][name].get<int>(); };
        EXPECT_GT(number("survived"), number("updates")) << from;
        EXPECT_LE(number("survived"), number("updates") + number("uncertain")) << from;
    }
}

class StartedThrough : public testing::TestWithParam<const char*>
{
};

TEST_P(StartedThrough, F66_TheDynamicLinkerEveryStartMethodWorks)
{
    constexpr const char* kLinker = "/lib64/ld-linux-x86-64.so.2";
    if (::access(kLinker, X_OK) != 0)
        GTEST_SKIP() << "the dynamic linker is somewhere else here";
    const Printed printed = runProgram(kLinker,
        INTERLEAVE_PROGRAM + std::string(kSmallRun) + "--json - --start-method " + GetParam());
    EXPECT_EQ(printed.status, 0) << printed.err;
    EXPECT_EQ(Json::parse(printed.out, nullptr, false)["trials"][0]["ledger"]["proved"], true);
}

INSTANTIATE_TEST_SUITE_P(
    Methods, StartedThrough, testing::Values("fork", "spawn", "forkserver"), asGiven);

TEST(StartedThroughValgrind, F66_WorksOrSaysWhyInOneSentence)
{
    if (::access("/usr/bin/valgrind", X_OK) != 0)
        GTEST_SKIP() << "valgrind is not there";
    const TemporaryFolder folder;
    const Printed printed = runProgram("/usr/bin/valgrind",
        "--tool=none --log-file=" + (folder.path() / "log").string() + " " INTERLEAVE_PROGRAM
            + kSmallRun);
    if (printed.status == 0)
        return;
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, HasSubstr("refuses the call pidfd_open"));
    EXPECT_THAT(printed.err, HasSubstr("valgrind"));
}

} // namespace interleave::test
