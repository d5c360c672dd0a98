#include "core/ipc/shared_memory.h"
#include "core/process/process.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/keeping_tracer.h"
#include "tests/support/pipes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <sys/socket.h>
#include <thread>
#include <ucontext.h>

namespace interleave {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

int addAndExit(int a, int b)
{
    return a + b;
}

/// Where a child leaves what the test wants to know.
class Report
{
public:
    static Report create() { return Report(SharedMemory::create("report", 4096).value()); }
    [[nodiscard]] std::vector<int> descriptors() const { return {m_memory.descriptor()}; }
    static Result<Report, SystemError> attach(std::vector<UniqueFd> descriptors)
    {
        auto memory = SharedMemory::attach(std::move(descriptors.at(0)));
        if (!memory)
            return tl::unexpected(memory.error());
        return Report(*std::move(memory));
    }
    void write(std::string_view text)
    {
        text.copy(reinterpret_cast<char*>(m_memory.bytes()), 4095);
    }
    [[nodiscard]] std::string text() { return reinterpret_cast<const char*>(m_memory.bytes()); }

private:
    explicit Report(SharedMemory memory)
        : m_memory(std::move(memory))
    {
    }
    SharedMemory m_memory;
};
static_assert(Shareable<Report>);

std::string nameOfMethod(const testing::TestParamInfo<StartMethod>& each)
{
    return each.param == StartMethod::Fork ? "Fork"
        : each.param == StartMethod::Spawn ? "Spawn"
                                           : "ForkServer";
}

class EveryStartMethod : public testing::TestWithParam<StartMethod>
{
protected:
    void SetUp() override { m_context = Context::create(GetParam()).value(); }
    [[nodiscard]] ProcessOptions options(std::string name = {}) const
    {
        return {.name = std::move(name), .context = m_context};
    }

    std::shared_ptr<Context> m_context;
};

INSTANTIATE_TEST_SUITE_P(Process,
    EveryStartMethod,
    testing::Values(StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer),
    nameOfMethod);

TEST_P(EveryStartMethod, CallsAFunctionWithItsArguments)
{
    Process process(options(), addAndExit, 3, 4);
    ASSERT_TRUE(process.start());
    process.join();
    EXPECT_EQ(process.exitCode(), 7);
}

TEST_P(EveryStartMethod, CallsALambdaWithItsCaptures)
{
    int captured = 40;
    Process process(
        options(), [captured](int more) { return captured + more; }, 2);
    ASSERT_TRUE(process.start());
    process.join();
    EXPECT_EQ(process.exitCode(), 42);
}

TEST_P(EveryStartMethod, HandsOverStringsContainersAndSharedMemory)
{
    Report report = Report::create();
    Process process(
        options(),
        [](const std::string& text, const std::vector<int>& numbers, Report& shared) {
            shared.write(text + std::to_string(numbers.at(1)));
        },
        "two: ",
        std::vector<int>{1, 2},
        report);
    ASSERT_TRUE(process.start());
    process.join();
    EXPECT_EQ(process.exitCode(), 0);
    EXPECT_EQ(report.text(), "two: 2");
}

TEST_P(EveryStartMethod, TellsHowAProcessEnded)
{
    Process killed(options(), [] { std::raise(SIGKILL); });
    ASSERT_TRUE(killed.start());
    killed.join();
    EXPECT_EQ(killed.exitCode(), -SIGKILL);
    Process exits(options(), [] { std::exit(5); });
    ASSERT_TRUE(exits.start());
    exits.join();
    EXPECT_EQ(exits.exitCode(), 5);
    EXPECT_EQ(exits.exitStatus()->text(), "exited with status 5");
}

TEST_P(EveryStartMethod, IsNamedAndKnowsItsParent)
{
    Report report = Report::create();
    Process process(
        options("walter"),
        [](pid_t starter, Report& shared) {
            shared.write(processName());
            return ::getpid() != starter ? 0 : 1;
        },
        ::getpid(),
        report);
    ASSERT_TRUE(process.start());
    EXPECT_NE(process.pid(), ::getpid());
    process.join();
    EXPECT_EQ(process.exitCode(), 0);
    EXPECT_EQ(report.text(), "walter");
}

TEST_P(EveryStartMethod, JoinGivesUpAfterItsTimeOutAndTerminateEndsIt)
{
    Process process(options(), [] { ::pause(); });
    ASSERT_TRUE(process.start());
    EXPECT_FALSE(process.join(1ms));
    EXPECT_TRUE(process.isAlive());
    EXPECT_EQ(process.exitCode(), std::nullopt);
    process.terminate();
    process.join();
    EXPECT_EQ(process.exitCode(), -SIGTERM);
}

TEST_P(EveryStartMethod, ADaemonIsKilledWhenItIsForgotten)
{
    pid_t pid = 0;
    {
        auto asDaemon = options();
        asDaemon.daemon = true;
        Process process(asDaemon, [] { ::pause(); });
        ASSERT_TRUE(process.start());
        pid = process.pid();
    }
    EXPECT_FALSE(test::isAlive(pid));
}

TEST_P(EveryStartMethod, InheritsNoDescriptorButItsOwn)
{
    const int leaked = ::open("/dev/null", O_RDONLY); // not close-on-exec
    Process process(
        options(), [](int fd) { return ::fcntl(fd, F_GETFD) < 0 ? 0 : 1; }, leaked);
    ASSERT_TRUE(process.start());
    process.join();
    EXPECT_EQ(process.exitCode(), 0);
    ::close(leaked);
}

TEST_P(EveryStartMethod, EndsWithTheProcessThatStartedIt)
{
    Report report = Report::create();
    ChildProcess owner = test::startChild([&] {
        Process process({.context = Context::create(GetParam()).value()}, [] { ::pause(); });
        if (!process.start())
            return 1;
        report.write(std::to_string(process.pid()));
        ::raise(SIGKILL);
        return 1;
    });
    static_cast<void>(test::waitFor(owner));
    const pid_t pid = std::stoi(report.text());
    EXPECT_TRUE(test::eventually([&] { return !test::isAlive(pid); }));
}

namespace {

std::string programOf(pid_t process)
{
    std::string name;
    std::ifstream("/proc/" + std::to_string(process) + "/comm") >> name;
    return name;
}

} // namespace

TEST_P(EveryStartMethod, F397_EndsWithItAlsoWhereItHasBecomeAnotherProgram)
{
    Report report = Report::create();
    ChildProcess owner = test::startChild([&] {
        Process process({.context = Context::create(GetParam()).value()},
            [] { ::execlp("sleep", "sleep", "infinity", nullptr); });
        if (!process.start())
            return 1;
        report.write(std::to_string(process.pid()));
        test::eventually([&] { return programOf(process.pid()) == "sleep"; });
        ::raise(SIGKILL);
        return 1;
    });
    static_cast<void>(test::waitFor(owner));
    const pid_t pid = std::stoi(report.text());
    EXPECT_TRUE(test::eventually([&] { return !test::isAlive(pid); }));
    ::kill(pid, SIGKILL); // where it has not ended
}

TEST_P(EveryStartMethod, LivesOnWhenTheThreadThatStartedItEnds)
{
    Process process(options(), [] { ::pause(); });
    std::thread([&] { ASSERT_TRUE(process.start()); }).join();
    EXPECT_FALSE(process.join(20ms));
    process.kill();
    process.join();
    EXPECT_EQ(process.exitCode(), -SIGKILL);
}

TEST_P(EveryStartMethod, PrintsTheExceptionThatLeavesItsFunction)
{
    testing::internal::CaptureStderr();
    Process process(options("thrower"), [] { throw std::invalid_argument("n is 5"); });
    ASSERT_TRUE(process.start());
    process.join();
    const std::string printed = testing::internal::GetCapturedStderr();
    EXPECT_EQ(process.exitCode(), 1);
    EXPECT_THAT(printed, HasSubstr("thrower: std::invalid_argument: n is 5"));
    EXPECT_THAT(printed, HasSubstr("process_test.cpp"));
}

TEST(Process, F304_OneThatThrowsEndsThoughNobodyReadsWhy)
{
    const test::PipeEnds full = test::makeFullPipe();
    Process process([] { throw std::invalid_argument("nobody reads it"); });
    const UniqueFd own(::dup(STDERR_FILENO));
    ::dup2(full.writer.get(), STDERR_FILENO);
    const bool started = process.start().has_value();
    ::dup2(own.get(), STDERR_FILENO);
    ASSERT_TRUE(started);
    EXPECT_TRUE(process.join(30s));
    EXPECT_EQ(process.exitCode(), 1);
}

TEST(Process, CannotBeStartedTwice)
{
    Process process([] {});
    ASSERT_TRUE(process.start());
    EXPECT_THAT(process.start().error().message, HasSubstr("started before"));
}

TEST(Process, AMovedOneIsStillJoined)
{
    Process process([] { return 3; });
    ASSERT_TRUE(process.start());
    Process moved = std::move(process);
    moved.join();
    EXPECT_EQ(moved.exitCode(), 3);
}

// After this signal the server answers no more.
void expectItIsReplacedAfter(int signal)
{
    auto context = Context::create(StartMethod::ForkServer).value();
    Process before({.context = context}, [] { ::pause(); });
    ASSERT_TRUE(before.start());
    const pid_t server = context->serverPid();
    ::kill(server, signal);
    Process after({.context = context}, [] { return 4; });
    ASSERT_TRUE(after.start());
    after.join();
    EXPECT_EQ(after.exitCode(), 4);
    EXPECT_NE(context->serverPid(), server);
    EXPECT_TRUE(before.isAlive());
    before.kill();
    before.join();
    EXPECT_THAT(before.exitStatus()->text(), HasSubstr("not known"));
}

TEST(ForkServer, ThatIsKilledIsReplacedAndItsChildrenLiveOn)
{
    expectItIsReplacedAfter(SIGKILL);
}

TEST(ForkServer, F149_ThatStandsStillIsReplacedToo)
{
    expectItIsReplacedAfter(SIGSTOP);
}

std::atomic<bool> wasRefused = false;

// The first call finds no memory; to the others the kernel answers, by a call that is not caught.
void refuseTheFirst(int, siginfo_t*, void* context)
{
    auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
    if (!wasRefused.exchange(true)) {
        registers[REG_RAX] = -ENOMEM;
        return;
    }
    auto* const asked = reinterpret_cast<msghdr*>(registers[REG_RSI]);
    mmsghdr message{.msg_hdr = *asked, .msg_len = 0};
    const int got = ::recvmmsg(static_cast<int>(registers[REG_RDI]),
        &message,
        1,
        static_cast<int>(registers[REG_RDX]),
        nullptr);
    *asked = message.msg_hdr;
    registers[REG_RAX] = got < 0 ? -errno : static_cast<int>(message.msg_len);
}

TEST(ForkServer, F368_AnAnswerThatCouldNotBeTakenAtOnceIsTakenLater)
{
    ChildProcess child = test::startChild([] {
        const auto context = Context::create(StartMethod::ForkServer).value();
        const auto ends = [&](int code) {
            Process process({.context = context}, addAndExit, code, 0);
            return process.start() && process.join(30s) && process.exitCode() == code;
        };
        if (!ends(3)) // the server is there, and the filter is not its
            return 2;
        struct sigaction action
        {
        };
        action.sa_sigaction = refuseTheFirst;
        action.sa_flags = SA_SIGINFO;
        ::sigaction(SIGSYS, &action, nullptr);
        test::filterCall(SYS_recvmsg, SECCOMP_RET_TRAP);
        return ends(4) && ends(5) && wasRefused ? 0 : 1;
    });
    EXPECT_TRUE(test::waitFor(child).clean());
}

// The server would wait for it, and answer nobody else meanwhile.
TEST(ForkServer, F540_AnswersOthersWhileATracerKeepsHowAChildOfItEnded)
{
    auto context = Context::create(StartMethod::ForkServer).value();
    Process traced({.context = context}, [] { ::pause(); });
    ASSERT_TRUE(traced.start());
    test::KeepingTracer tracer(traced.pid());
    if (!tracer.traces())
        GTEST_SKIP() << "this user may not trace a process that is no child of its own";
    const pid_t server = context->serverPid();
    traced.kill();
    ASSERT_TRUE(test::eventually([&] { return test::stateOf(traced.pid()) == 'Z'; }));
    EXPECT_FALSE(traced.join(50ms));
    Process after({.context = context}, [] { return 4; });
    ASSERT_TRUE(after.start());
    after.join();
    EXPECT_EQ(after.exitCode(), 4);
    EXPECT_EQ(context->serverPid(), server);
    tracer.letGo();
    traced.join();
    EXPECT_EQ(traced.exitCode(), -SIGKILL);
}

TEST(ForkServer, EndsWithItsContext)
{
    auto context = Context::create(StartMethod::ForkServer).value();
    {
        Process process({.context = context}, [] {});
        ASSERT_TRUE(process.start());
    }
    const pid_t server = context->serverPid();
    ASSERT_TRUE(test::isAlive(server));
    context.reset();
    EXPECT_FALSE(test::isAlive(server));
}

} // namespace
} // namespace interleave
