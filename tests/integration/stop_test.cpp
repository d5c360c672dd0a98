// A run that is told to end: by any signal, also while it waits for somebody who reads.

#include "core/base/json.h"
#include "core/engine/wire/channel.h"
#include "core/engine/wire/wire.h"
#include "tests/integration/started_program.h"
#include "tests/support/filter_call.h"
#include "tests/support/process_tree.h"
#include "tests/support/slowness.h"

#include <gmock/gmock.h>

#include <cstring>
#include <sched.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace interleave::test {

namespace {

using testing::ElementsAre;

using Arguments = std::vector<std::string>;

std::size_t systemVSets()
{
    union {
        int value;
        seminfo* info;
    } argument{};
    seminfo info{};
    argument.info = &info;
    return ::semctl(0, 0, SEM_INFO, argument) < 0 ? 0 : static_cast<std::size_t>(info.semusz);
}

// Where nobody else's come and go.
bool isAloneWithItsSets()
{
    return ::unshare(CLONE_NEWIPC) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWIPC) == 0;
}

class Stop : public testing::Test
{
protected:
    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.path() / name; }
    [[nodiscard]] std::string endOfLastTrial() const
    {
        const Json json = Json::parse(contentOf(path("result.json")), nullptr, false);
        return json.is_discarded() ? "no result" : json["trials"].back()["end"].get<std::string>();
    }
    [[nodiscard]] Arguments manySquares() const
    {
        return {"run",
            "--workload",
            "squares",
            "--tasks",
            "50000",
            "--results",
            "-",
            "--json",
            path("result.json")};
    }
    [[nodiscard]] Arguments longRun(std::vector<std::string> more = {}) const
    {
        Arguments arguments{"run",
            "--quiet",
            "--workload",
            "sleep",
            "--param",
            "duration=60",
            "--json",
            path("result.json")};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    // Its workers are its children: when they are there, the run is on.
    static std::string workersOf(const ChildProcess& program)
    {
        const std::string pid = std::to_string(program.pid());
        return readFile("/proc/" + pid + "/task/" + pid + "/children", 1U << 16U).value_or("");
    }
    // By whichever start method: those that have begun to work have a name.
    static std::size_t workersBelow(pid_t parent)
    {
        std::size_t workers = 0;
        for (const pid_t child : childrenOf(parent)) {
            const auto name = readFile("/proc/" + std::to_string(child) + "/comm", 1U << 16U);
            workers += name && name->starts_with("worker ") ? 1U : 0U;
            workers += workersBelow(child);
        }
        return workers;
    }
    // It looks for signals: before it is the program, all of them are blocked, or none is.
    static bool looksForSignals(const ChildProcess& program)
    {
        constexpr const char* kMask = "SigBlk:\t";
        const std::string status
            = readFile("/proc/" + std::to_string(program.pid()) + "/status", 1U << 16U)
                  .value_or("");
        const std::size_t at = status.find(kMask);
        if (at == std::string::npos)
            return false;
        const auto blocked = std::stoull(status.substr(at + std::strlen(kMask), 16), nullptr, 16);
        const auto blocks = [&](int signal) { return (blocked >> (signal - 1) & 1U) == 1; };
        return blocks(SIGTERM) && !blocks(SIGCHLD);
    }
    static void expectItEndsAtOnce(ChildProcess& program, int signal)
    {
        program.signal(signal);
        const auto status = program.reapWithin(std::uint64_t{kTimesSlower} * 1'000'000'000);
        ASSERT_TRUE(status.has_value()) << "signal " << signal;
        EXPECT_EQ(status->text(), "exited with status 130") << "signal " << signal;
    }

    void expectNoSetStays(int signal, const std::function<void()>& prepare = {}) const
    {
        ChildProcess program = startInterleave({"run",
                                                   "--quiet",
                                                   "--workload",
                                                   "counter",
                                                   "--sync",
                                                   "system-v-semaphore",
                                                   "--tasks",
                                                   "100000",
                                                   "--param",
                                                   "increments=1000000",
                                                   "--json",
                                                   path("result.json")},
            {},
            prepare);
        ASSERT_TRUE(eventually([&] { return !workersOf(program).empty() && systemVSets() == 1; }));
        expectItEndsAtOnce(program, signal);
        EXPECT_EQ(systemVSets(), 0U) << "signal " << signal;
        EXPECT_EQ(endOfLastTrial(), "cancelled");
        EXPECT_THAT(filesIn(m_folder.path()), ElementsAre("result.json"));
        std::filesystem::remove(path("result.json"));
    }

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(Stop, F64_AReaderThatSleepsHoldsNoEndUpAndFilesAreStored)
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1}) {
        const PipeEnds out = makePipe();
        ChildProcess program = startInterleave(manySquares(), {.out = out.writer.get()});
        ASSERT_TRUE(hasFilled(out, program));
        expectItEndsAtOnce(program, signal);
        EXPECT_EQ(endOfLastTrial(), "finished");
        EXPECT_THAT(filesIn(m_folder.path()), ElementsAre("result.json"));
    }
}

TEST_F(Stop, F64_NeitherDoesOneThatIsSlow)
{
    const PipeEnds out = makePipe();
    ChildProcess program = startInterleave(manySquares(), {.out = out.writer.get()});
    ASSERT_TRUE(hasFilled(out, program));
    const ChildProcess reader = startChild(
        [&] {
            std::array<char, 4096> some{};
            while (::read(out.reader.get(), some.data(), some.size()) > 0)
                ::poll(nullptr, 0, 50);
            return 0;
        },
        {out.reader.get()});
    expectItEndsAtOnce(program, SIGTERM);
    EXPECT_EQ(endOfLastTrial(), "finished");
}

// Their lines would take seconds.
TEST_F(Stop, F64_MillionsOfTasksThatNobodyHasBegunHoldNoEndUp)
{
    ChildProcess program = startInterleave({"run",
                                               "--quiet",
                                               "--workload",
                                               "sleep",
                                               "--tasks",
                                               "20000000",
                                               "--results",
                                               path("results.csv"),
                                               "--json",
                                               path("result.json")},
        {});
    ASSERT_TRUE(eventually([&] { return !workersOf(program).empty(); }));
    expectItEndsAtOnce(program, SIGTERM);
    EXPECT_EQ(endOfLastTrial(), "cancelled");
    const std::string results = contentOf(path("results.csv"));
    EXPECT_THAT(results, testing::StartsWith("trial,task,outcome,result\n"));
    EXPECT_LT(results.size(), 1'000'000U) << "only of those that were begun";
}

// Its messages are results of trials, which nobody reads.
TEST_F(Stop, F64_AWindowThatIsStoppedHoldsNoEngineUp)
{
    auto [windows, engines] = Channel::createPair().value();
    ChildProcess engine = startInterleave(
        {"engine", "--control-fd", std::to_string(engines.get())}, {}, {}, {engines.get()});
    Channel window(std::move(windows));
    ASSERT_TRUE(window.send(wire::start(
        {.workload = WorkloadKind::Squares, .tasks = 64, .workers = 32, .trials = 1'000})));
    ASSERT_TRUE(eventually([&, end = engines.get()] {
        pollfd room{end, POLLOUT, 0};
        return ::poll(&room, 1, 0) == 0 && workersOf(engine).empty()
            && stateOf(engine.pid()) == 'S';
    }));
    engine.signal(SIGTERM);
    EXPECT_TRUE(engine.reapWithin(std::uint64_t{kTimesSlower} * 1'000'000'000).has_value());
}

TEST_F(Stop, F64_NorDoesATerminalThatIsNotRead)
{
    const UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    ASSERT_EQ(::grantpt(master.get()) + ::unlockpt(master.get()), 0);
    const UniqueFd terminal(::open(::ptsname(master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    ChildProcess program = startInterleave(manySquares(), {.out = terminal.get()});
    ASSERT_TRUE(eventually([&] {
        pollfd room{terminal.get(), POLLOUT, 0};
        return ::poll(&room, 1, 0) == 0 && stateOf(program.pid()) == 'S';
    }));
    expectItEndsAtOnce(program, SIGTERM);
    EXPECT_EQ(endOfLastTrial(), "finished");
}

TEST_F(Stop, F64_EverySignalThatWouldEndItEndsItInOrder)
{
    for (const int signal : {SIGHUP,
             SIGINT,
             SIGQUIT,
             SIGUSR1,
             SIGUSR2,
             SIGALRM,
             SIGTERM,
             SIGXCPU,
             SIGVTALRM,
             SIGPROF,
             SIGRTMIN + 1}) {
        ChildProcess program = startInterleave(longRun(), {});
        ASSERT_TRUE(eventually([&] { return !workersOf(program).empty(); }));
        expectItEndsAtOnce(program, signal);
        EXPECT_EQ(endOfLastTrial(), "cancelled");
        EXPECT_THAT(filesIn(m_folder.path()), ElementsAre("result.json"));
    }
}

TEST_F(Stop, F64_NoSystemVSetStays)
{
    if (!isAloneWithItsSets())
        GTEST_SKIP() << "no IPC namespace here";
    for (const int signal : {SIGTERM, SIGHUP, SIGUSR1, SIGALRM, SIGXCPU})
        expectNoSetStays(signal);
}

TEST_F(Stop, F78_NoneStaysWhereTheHostWithholdsSignalfd4AndResultsAreStored)
{
    if (!isAloneWithItsSets())
        GTEST_SKIP() << "no IPC namespace here";
    for (const auto error : {std::uint32_t{ENOSYS}, std::uint32_t{EPERM}}) {
        for (const int signal : {SIGINT, SIGTERM, SIGUSR1, SIGRTMIN})
            expectNoSetStays(
                signal, [error] { filterCall(SYS_signalfd4, SECCOMP_RET_ERRNO | error); });
    }
}

TEST_F(Stop, F78_ItDoesNotBeginWhereItCouldNotNoticeTheSignals)
{
    const PipeEnds err = makePipe();
    ChildProcess program = startInterleave(longRun(), {.err = err.writer.get()}, [] {
        filterCall(SYS_rt_sigtimedwait, SECCOMP_RET_ERRNO | ENOSYS);
    });
    EXPECT_EQ(waitFor(program).code, 3);
    std::array<char, 1000> text{};
    ASSERT_GT(::read(err.reader.get(), text.data(), text.size() - 1), 0);
    EXPECT_THAT(text.data(), testing::HasSubstr("refuses the call rt_sigtimedwait"));
}

TEST_F(Stop, F64_ANamedPipeWithoutAReaderHoldsNoEndUp)
{
    ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
    ChildProcess program = startInterleave(longRun({"--results", path("pipe")}), {});
    ASSERT_TRUE(eventually([&] { return looksForSignals(program); }));
    expectItEndsAtOnce(program, SIGTERM);
    EXPECT_THAT(filesIn(m_folder.path()), ElementsAre("pipe"));
}

TEST_F(Stop, F64_NoTemporaryFileStaysOfAProgramThatIsKilled)
{
    if (!UniqueFd(::open(m_folder.path().c_str(), O_TMPFILE | O_WRONLY, 0600)).valid())
        GTEST_SKIP() << "this file system has no files without a name";
    ChildProcess program = startInterleave(longRun({"--results", path("results")}), {});
    ASSERT_TRUE(eventually([&] { return !workersOf(program).empty(); }));
    program.signal(SIGKILL);
    waitFor(program);
    EXPECT_TRUE(filesIn(m_folder.path()).empty());
}

// As nohup has it; a terminal that hangs up sends the signal to the workers, too.
TEST_F(Stop, F64_ASignalThatItsParentIgnoresIsIgnored)
{
    ChildProcess program = startInterleave({"run",
                                               "--quiet",
                                               "--workload",
                                               "sleep",
                                               "--tasks",
                                               "4",
                                               "--workers",
                                               "2",
                                               "--param",
                                               "duration=0.3",
                                               "--json",
                                               path("result.json")},
        {},
        [] {
            ::setpgid(0, 0);
            for (const int signal : {SIGHUP, SIGINT, SIGUSR1})
                ::signal(signal, SIG_IGN);
        });
    ASSERT_TRUE(eventually([&] {
        const std::string workers = workersOf(program);
        return std::ranges::count(workers, ' ') == 2
            && stateOf(std::stoi(workers)) == 'S'; // it is in its task
    }));
    for (const int signal : {SIGHUP, SIGINT})
        ::kill(-program.pid(), signal);
    program.signal(SIGUSR1);
    EXPECT_EQ(waitFor(program).code, 0);
    EXPECT_EQ(endOfLastTrial(), "finished");
}

// Its workers get what is sent to the group, too.
TEST_F(Stop, F84_WhatItsParentIgnoresEndsNoWorkerEither)
{
    for (const char* method : {"fork", "spawn", "forkserver"}) {
        ChildProcess program = startInterleave({"run",
                                                   "--quiet",
                                                   "--workload",
                                                   "sleep",
                                                   "--tasks",
                                                   "2",
                                                   "--workers",
                                                   "2",
                                                   "--start-method",
                                                   method,
                                                   "--param",
                                                   "duration=0.5",
                                                   "--json",
                                                   path("result.json")},
            {},
            [] {
                ::setpgid(0, 0);
                for (const int signal : {SIGTERM, SIGUSR1, SIGALRM})
                    ::signal(signal, SIG_IGN);
            });
        ASSERT_TRUE(eventually([&] { return workersBelow(program.pid()) == 2; }));
        for (const int signal : {SIGTERM, SIGUSR1, SIGALRM})
            ::kill(-program.pid(), signal);
        EXPECT_EQ(waitFor(program).code, 0) << method;
        EXPECT_EQ(endOfLastTrial(), "finished");
    }
}

} // namespace interleave::test
