#include "core/base/clock.h"
#include "core/process/context.h"
#include "core/process/worker_crew.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/keeping_tracer.h"

#include <gmock/gmock.h>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <map>
#include <sys/syscall.h>
#include <unistd.h>

namespace interleave::test {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::uint32_t kPlaces = 3;

int sleepForEver()
{
    for (;;)
        ::pause();
}

Result<ChildProcess, SystemError> startSleeper(std::uint32_t)
{
    return ChildProcess::fork({}, sleepForEver);
}

// Buries whoever has ended, and remembers how.
class BuryingCrew
{
public:
    explicit BuryingCrew(WorkerCrew::Start start)
        : m_crew(m_loop, kPlaces, std::move(start), [this](std::uint32_t place) {
            if (const auto death = m_crew.bury(place))
                m_codes[place].push_back(death->status.code);
        })
    {
    }

    WorkerCrew& operator*() { return m_crew; }
    WorkerCrew* operator->() { return &m_crew; }
    void startAll()
    {
        for (std::uint32_t place = 0; place < kPlaces; ++place)
            ASSERT_TRUE(m_crew.start(place));
    }
    void runUntilNobodyIsLeft()
    {
        EXPECT_TRUE(m_loop.runUntil([this] { return m_crew.aliveCount() == 0; }));
    }
    /// In the order of their ends.
    std::vector<int> codesOf(std::uint32_t place) { return m_codes[place]; }

private:
    EventLoop m_loop = EventLoop::create().value();
    std::map<std::uint32_t, std::vector<int>> m_codes;
    WorkerCrew m_crew;
};

int exitWithPlace(std::string_view bytes, std::vector<UniqueFd> descriptors)
{
    char more = 0;
    return ::read(descriptors.at(0).get(), &more, 1) == 1 ? bytes.at(0) + more : 0;
}

class EachStartMethod : public testing::TestWithParam<StartMethod>
{
};

// How a process whose pidfd is of no use to a loop is reaped.
class CountingReaper : public Reaper
{
public:
    std::optional<ExitStatus> reap(pid_t) override
    {
        ++reaped;
        return ExitStatus{};
    }
    bool keepsNumbers() override { return false; }
    int reaped = 0;
};

} // namespace

TEST_P(EachStartMethod, GivesAWorkerItsBytesAndDescriptorsAndTellsHowItHasEnded)
{
    const auto context = Context::create(GetParam()).value();
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const UniqueFd reading(ends[0]);
    const UniqueFd writing(ends[1]);
    ASSERT_EQ(::write(writing.get(), "\1\1\1", kPlaces), kPlaces);
    BuryingCrew crew([&](std::uint32_t place) {
        return context->start({.function = exitWithPlace,
            .bytes = std::string(1, static_cast<char>(10 * place)),
            .descriptors = {reading.get()}});
    });
    crew.startAll();
    EXPECT_THAT(crew->pids(), SizeIs(kPlaces));
    crew.runUntilNobodyIsLeft();
    for (std::uint32_t place = 0; place < kPlaces; ++place)
        EXPECT_THAT(crew.codesOf(place), ElementsAre(static_cast<int>(10 * place) + 1));
}

INSTANTIATE_TEST_SUITE_P(WorkerCrew,
    EachStartMethod,
    testing::Values(StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer));

TEST(WorkerCrew, TellsOfAnEndUntilItIsBuriedOnce)
{
    EventLoop loop = EventLoop::create().value();
    int told = 0;
    WorkerCrew crew(loop, 1, startSleeper, [&](std::uint32_t) { ++told; });
    ASSERT_TRUE(crew.start(0));
    EXPECT_FALSE(crew.bury(0)) << "it lives";
    EXPECT_FALSE(crew.hasEnded(0));
    const pid_t pid = crew.pid(0);
    crew.kill(0);
    ASSERT_TRUE(eventually([&] { return crew.hasEnded(0); }));
    EXPECT_TRUE(crew.alive(0)) << "its place is taken until it is buried";
    loop.handleReady();
    loop.handleReady();
    EXPECT_EQ(told, 2);
    const auto death = crew.bury(0);
    ASSERT_TRUE(death);
    EXPECT_EQ(death->pid, pid);
    EXPECT_EQ(death->status.code, SIGKILL);
    EXPECT_FALSE(crew.bury(0));
    EXPECT_FALSE(crew.alive(0));
    EXPECT_EQ(crew.pid(0), 0);
    loop.handleReady();
    EXPECT_EQ(told, 2);
}

TEST(WorkerCrew, FillsAPlaceAgainAndLeavesTheOthersAlone)
{
    BuryingCrew crew(startSleeper);
    crew.startAll();
    const std::vector<pid_t> before = crew->pids();
    crew->signal(1, SIGTERM);
    ASSERT_TRUE(eventually([&] { return crew->hasEnded(1); }));
    ASSERT_TRUE(crew->bury(1));
    EXPECT_EQ(crew->aliveCount(), kPlaces - 1);
    ASSERT_TRUE(crew->start(1));
    EXPECT_THAT(crew->pids(), ElementsAre(before[0], crew->pid(1), before[2]));
    crew->killAll();
    crew.runUntilNobodyIsLeft();
    EXPECT_THAT(crew->pids(), IsEmpty());
    EXPECT_THAT(crew.codesOf(1), ElementsAre(SIGKILL));
}

TEST(WorkerCrew, GivesUpAPlaceWhoseProcessesEndByThemselvesAndNoOther)
{
    BuryingCrew crew([](std::uint32_t) { return ChildProcess::fork({}, [] { return 3; }); });
    while (!crew->isGivenUp(1)) {
        ASSERT_TRUE(crew->start(1));
        ASSERT_TRUE(eventually([&] { return crew->hasEnded(1); }));
        crew->noteEnd(1, crew->bury(1).value().status, false);
        ASSERT_FALSE(crew->anyPaused());
    }
    EXPECT_FALSE(crew->isGivenUp(0));
}

TEST(WorkerCrew, F429_APlaceWhoseProcessesSomebodyKillsEarlyIsFilledAfterAPause)
{
    BuryingCrew crew(startSleeper);
    for (const bool isPaused : {false, true}) {
        ASSERT_TRUE(crew->start(1));
        crew->kill(1);
        ASSERT_TRUE(eventually([&] { return crew->hasEnded(1); }));
        crew->noteEnd(1, crew->bury(1).value().status, false);
        EXPECT_EQ(crew->isPaused(1), isPaused);
    }
    EXPECT_FALSE(crew->isPaused(0));
    EXPECT_THAT(crew->takeDue(Clock::monotonicNs()), IsEmpty());
    std::vector<std::uint32_t> due;
    EXPECT_TRUE(eventually([&] {
        due = crew->takeDue(Clock::monotonicNs());
        return !due.empty();
    }));
    EXPECT_THAT(due, ElementsAre(1));
    EXPECT_FALSE(crew->anyPaused());
}

TEST(WorkerCrew, AProcessThatCannotStartLeavesItsPlaceEmpty)
{
    BuryingCrew crew([](std::uint32_t) -> Result<ChildProcess, SystemError> {
        return fail(SystemError::LimitReached, "no room");
    });
    const auto started = crew->start(0);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().message, "no room");
    EXPECT_FALSE(crew->alive(0));
    EXPECT_TRUE(crew->hasEnded(0));
    EXPECT_EQ(crew->aliveCount(), 0U);
}

// Nobody would hear of its end.
TEST(WorkerCrew, AProcessThatCannotBeWatchedIsEndedAndLeavesItsPlaceEmpty)
{
    const auto reaper = std::make_shared<CountingReaper>();
    BuryingCrew crew([&](std::uint32_t) -> Result<ChildProcess, SystemError> {
        return ChildProcess(1, UniqueFd(::open("/proc/self/exe", O_RDONLY)), reaper);
    });
    EXPECT_FALSE(crew->start(0));
    EXPECT_FALSE(crew->alive(0));
    EXPECT_EQ(reaper->reaped, 1);
}

// It would take a task, and be killed in the middle of it.
TEST(WorkerCrew, F121_WhatTheLoopHasNoRoomForIsNotStarted)
{
    ChildProcess program = startChild([] {
        int started = 0;
        BuryingCrew crew([&](std::uint32_t place) {
            ++started;
            return startSleeper(place);
        });
        filterCall(SYS_epoll_ctl, SECCOMP_RET_ERRNO | ENOSPC);
        return !crew->start(0) && !crew->alive(0) && started == 0 ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(program).clean());
}

TEST(WorkerCrew, F31_ALookThatASignalInterruptsFindsNobodyDead)
{
    ChildProcess program = startChild([] {
        BuryingCrew crew(startSleeper);
        const bool started = crew->start(0).has_value();
        filterCall(SYS_poll, SECCOMP_RET_ERRNO | EINTR);
        return started && !crew->hasEnded(0) ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(program).clean());
}

TEST(WorkerCrew, F146_OneThatWasLeftIsReapedWhenItEnds)
{
    EventLoop loop = EventLoop::create().value();
    WorkerCrew crew(loop, 1, startSleeper, [](std::uint32_t) { FAIL(); });
    ASSERT_TRUE(crew.start(0));
    const WorkerCrew::Death left = crew.leave(0);
    EXPECT_FALSE(left.status.ended);
    EXPECT_FALSE(crew.alive(0));
    ASSERT_EQ(::kill(left.pid, SIGKILL), 0);
    EXPECT_TRUE(eventually([&] {
        loop.handleReady();
        return ::kill(left.pid, 0) != 0;
    }));
}

TEST(WorkerCrew, F146_OneThatWasLeftIsReapedAtTheEndOfTheCrew)
{
    EventLoop loop = EventLoop::create().value();
    pid_t left = 0;
    {
        WorkerCrew crew(loop, 1, startSleeper, [](std::uint32_t) { FAIL(); });
        ASSERT_TRUE(crew.start(0));
        left = crew.leave(0).pid;
        ASSERT_EQ(::kill(left, SIGKILL), 0);
        ASSERT_TRUE(eventually([&] { return stateOf(left) == 'Z'; }));
    }
    EXPECT_EQ(::kill(left, 0), -1);
    loop.handleReady();
}

TEST(WorkerCrew, F146_OneThatHasEndedBeforeItIsLeftIsBuried)
{
    EventLoop loop = EventLoop::create().value();
    WorkerCrew crew(loop, 1, startSleeper, [](std::uint32_t) { FAIL(); });
    ASSERT_TRUE(crew.start(0));
    crew.kill(0);
    ASSERT_TRUE(eventually([&] { return crew.hasEnded(0); }));
    const WorkerCrew::Death death = crew.leave(0);
    EXPECT_TRUE(death.status.ended);
    EXPECT_EQ(death.status.code, SIGKILL);
    EXPECT_EQ(::kill(death.pid, 0), -1);
    EXPECT_FALSE(crew.alive(0));
}

// Its pidfd stays readable meanwhile: a loop that it calls each time would spin.
TEST(WorkerCrew, F540_AnEndThatATracerKeepsIsToldOnceMoreWhenTheTracerLetsItGo)
{
    EventLoop loop = EventLoop::create().value();
    int told = 0;
    std::optional<WorkerCrew::Death> death;
    WorkerCrew crew(loop, 1, startSleeper, [&](std::uint32_t place) {
        ++told;
        death = crew.bury(place);
    });
    ASSERT_TRUE(crew.start(0));
    KeepingTracer tracer(crew.pid(0));
    if (!tracer.traces())
        GTEST_SKIP() << "this user may not trace a process that is no child of its own";
    crew.kill(0);
    ASSERT_TRUE(eventually([&] { return crew.hasEnded(0); }));
    for (int i = 0; i < 100; ++i)
        loop.handleReady();
    EXPECT_LE(told, 2);
    EXPECT_FALSE(death);
    tracer.letGo();
    ASSERT_TRUE(eventually([&] {
        loop.handleReady();
        return death.has_value();
    }));
    EXPECT_EQ(death->status.code, SIGKILL);
    EXPECT_EQ(crew.aliveCount(), 0U);
}

TEST(WorkerCrew, F540_AnEndThatATracerKeepsForLongIsTakenForOneThatNobodyKnows)
{
    EventLoop loop = EventLoop::create().value();
    WorkerCrew crew(
        loop, 1, startSleeper, [&](std::uint32_t place) { EXPECT_FALSE(crew.bury(place)); });
    ASSERT_TRUE(crew.start(0));
    KeepingTracer tracer(crew.pid(0));
    if (!tracer.traces())
        GTEST_SKIP() << "this user may not trace a process that is no child of its own";
    ASSERT_EQ(::kill(crew.pid(0), SIGKILL), 0); // not by the crew, which would know of it
    ASSERT_TRUE(eventually([&] { return crew.hasEnded(0); }));
    loop.handleReady();
    EXPECT_TRUE(crew.anyStays());
    ASSERT_TRUE(eventually([&] { return !crew.notEnded().empty(); }));
    const WorkerCrew::Death left = crew.leave(0);
    EXPECT_TRUE(left.status.ended);
    EXPECT_FALSE(left.status.known);
    EXPECT_FALSE(crew.anyStays());
    EXPECT_EQ(stateOf(left.pid), 'Z');
    tracer.letGo();
    EXPECT_TRUE(eventually([&] {
        loop.handleReady();
        return ::kill(left.pid, 0) != 0;
    })) << "it is reaped when the tracer lets it go";
}

TEST(WorkerCrew, KillsAndReapsThoseThatAreLeftAtItsEnd)
{
    EventLoop loop = EventLoop::create().value();
    std::vector<pid_t> pids;
    {
        WorkerCrew crew(loop, kPlaces, startSleeper, [](std::uint32_t) { FAIL(); });
        for (std::uint32_t place = 0; place < kPlaces; ++place)
            ASSERT_TRUE(crew.start(place));
        pids = crew.pids();
    }
    for (const pid_t pid : pids)
        EXPECT_EQ(::kill(pid, 0), -1);
    loop.handleReady();
}

} // namespace interleave::test
