// A pool whose program is stopped for a while: no time-out of a task runs meanwhile. And one of
// whose workers one is stopped alone: without a task, while it starts, between items of a map.

#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"
#include "tests/support/stopped_program.h"
#include "tests/support/task_functions.h"
#include "tests/support/traced.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <future>
#include <ranges>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace interleave {
namespace {

int pauseAt(int)
{
    for (;;)
        ::pause();
}

// What the workers of a program that is stopped share with the test.
struct Moments
{
    std::atomic<bool> isAtWork{false};
    std::atomic<bool> goesOn{false};
    std::atomic<bool> hasCleanedUp{false};
};
Moments* moments = nullptr;
const std::function<void()>* tellThatItBegan = nullptr;

void waitToGoOn()
{
    (*tellThatItBegan)();
    while (!moments->goesOn)
        ::usleep(1'000);
}

// Told to end, it needs a moment for that.
void cleanUp(int)
{
    waitToGoOn();
    for (int step = 0; step < 20; ++step)
        ::usleep(5'000);
    moments->hasCleanedUp = true;
    ::_exit(0);
}

int workUntilToldToEnd(int)
{
    ::signal(SIGTERM, cleanUp);
    moments->isAtWork = true;
    for (;;)
        ::pause();
}

// With `moments`, which say when the program goes on.
ExitStatus stoppedWithMoments(int (*program)())
{
    test::SharedObject<Moments> shared;
    moments = &*shared;
    return test::stoppedInBetween(
        [program](const std::function<void()>& began) {
            tellThatItBegan = &began;
            return program();
        },
        {},
        [] { moments->goesOn = true; });
}

// Of two workers one is stopped, which waits for a task.
Pool poolWithOneStopped()
{
    Pool pool = Pool::create({.workers = 2}).value();
    const pid_t worker = pool.pids().front();
    EXPECT_TRUE(test::eventually([&] { return test::stateOf(worker) == 'S'; }));
    ::kill(worker, SIGSTOP);
    EXPECT_TRUE(test::eventually([&] { return test::stateOf(worker) == 'T'; }));
    return pool;
}

// How many workers have started.
std::atomic<int>* starts = nullptr;

void stopTheSecond()
{
    if (++*starts == 2)
        ::raise(SIGSTOP);
}

} // namespace

TEST(Stopped, F293_AWorkerThatIsStoppedWhileItStartsIsReplaced)
{
    test::SharedObject<std::atomic<int>> started;
    starts = &*started;
    Pool pool = Pool::create({.workers = 1, .initializer = initializer(stopTheSecond)}).value();
    ::kill(pool.pids().front(), SIGKILL);
    EXPECT_EQ(pool.apply(same, 5), 5);
    EXPECT_EQ(pool.replaced(), 2U);
}

TEST(Stopped, F293_SoIsOneThatNobodyHasATaskForYet)
{
    test::SharedObject<std::atomic<int>> started;
    starts = &*started;
    Pool pool = Pool::create({.workers = 1, .initializer = initializer(stopTheSecond)}).value();
    ::kill(pool.pids().front(), SIGKILL);
    EXPECT_TRUE(test::eventually([&] { return pool.replaced() == 2; }));
    EXPECT_EQ(pool.apply(same, 5), 5);
}

TEST(Stopped, F293_APoolThatCannotStartForThatSaysSo)
{
    const auto pool = Pool::create({.workers = 1,
        .initializer = initializer([] { ::raise(SIGSTOP); }),
        .startWithin = std::chrono::hours(1)});
    ASSERT_FALSE(pool.has_value());
    EXPECT_THAT(pool.error().message, testing::HasSubstr("before it was ready"));
}

// So many that it maps the map's own memory, after it has taken its part and before its items.
TEST(Stopped, F292_TheItemsOfAWorkerThatIsStoppedOutsideOfThemAreItsSuccessors)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const pid_t worker = pool.pids().front();
    ASSERT_EQ(::ptrace(PTRACE_SEIZE, worker, nullptr, PTRACE_O_TRACESYSGOOD), 0);
    ASSERT_EQ(::ptrace(PTRACE_INTERRUPT, worker, nullptr, nullptr), 0);
    auto mapped = std::async(
        std::launch::async, [&] { return pool.mapEach(same, std::views::iota(0, 20'000)); });
    test::traceToCall(
        worker, [](const __ptrace_syscall_info& call) { return call.entry.nr == SYS_mmap; });
    test::leaveStopped(worker);
    for (const auto& item : mapped.get())
        EXPECT_TRUE(item.has_value());
    EXPECT_EQ(pool.replaced(), 1U);
}

TEST(Stopped, F362_ATaskBeforeAnIdleWorkerThatIsStoppedGoesToItsSuccessor)
{
    Pool pool = poolWithOneStopped();
    std::vector<Future<int>> tasks;
    for (int n = 0; n < 8; ++n)
        tasks.push_back(pool.applyAsync(same, n));
    for (int n = 0; n < 8; ++n)
        EXPECT_EQ(tasks.at(static_cast<std::size_t>(n)).get(), n);
    EXPECT_EQ(pool.replaced(), 1U);
}

TEST(Stopped, F362_SoDoesAPartOfAMap)
{
    Pool pool = poolWithOneStopped();
    for (const auto& item : pool.mapEach(same, std::views::iota(0, 20)))
        EXPECT_TRUE(item.has_value());
    EXPECT_EQ(pool.replaced(), 1U);
}

TEST(Stopped, F362_JoinAndResizeDoNotWaitForAnIdleWorkerThatIsStopped)
{
    Pool joined = poolWithOneStopped();
    joined.close();
    joined.join();
    EXPECT_TRUE(joined.pids().empty());
    Pool resized = poolWithOneStopped();
    const pid_t stopped = resized.pids().front();
    ::kill(resized.pids().back(), SIGSTOP); // whichever is told to leave
    resized.resize(1);
    EXPECT_TRUE(test::eventually([&] { return resized.pids().size() == 1; }));
    EXPECT_EQ(resized.pids().front(), stopped);
    ::kill(stopped, SIGCONT);
    EXPECT_EQ(resized.apply(same, 5), 5);
}

TEST(Stopped, F286_TheTimeInWhichAPoolIsToStartDoesNotRun)
{
    const ExitStatus status = stoppedWithMoments([] {
        const auto pool = Pool::create(
            {.workers = 1, .initializer = initializer(waitToGoOn), .startWithin = test::kTimeOut});
        return pool ? 0 : 1;
    });
    EXPECT_TRUE(status.clean());
}

TEST(Stopped, F286_TheGraceOfAWorkerThatIsToldToEndDoesNotRun)
{
    const ExitStatus status = stoppedWithMoments([] {
        Pool pool = Pool::create({.workers = 1, .grace = test::kTimeOut}).value();
        const auto task = pool.applyAsync(workUntilToldToEnd, 0);
        const bool cancelled
            = test::eventually([] { return moments->isAtWork.load(); }) && task.cancel();
        return cancelled && !task.get() && moments->hasCleanedUp ? 0 : 1;
    });
    EXPECT_TRUE(status.clean());
}

TEST(Stopped, F76_TheTimeOutOfAPoolsTaskDoesNotRun)
{
    test::expectTheStopDoesNotCount([](const std::function<void()>& began) {
        Pool pool = Pool::create({.workers = 1, .timeout = test::kTimeOut}).value();
        const auto task = pool.applyAsync(pauseAt, 0);
        began();
        const auto& result = task.get();
        return !result && result.error().kind == TaskFailureKind::TimedOut ? 0 : 1;
    });
}

TEST(Stopped, F76_TheTimeOutOfAnItemDoesNotRun)
{
    test::expectTheStopDoesNotCount([](const std::function<void()>& began) {
        Pool pool = Pool::create({.workers = 1, .timeout = test::kTimeOut}).value();
        began();
        const auto results = pool.mapEach(pauseAt, std::views::iota(0, 1));
        return !results.at(0) && results.at(0).error().kind == TaskFailureKind::TimedOut ? 0 : 1;
    });
}

TEST(Stopped, F79_APoolsTaskThatWasStoppedAndEndsBeforeAnybodyLooksIsASuccess)
{
    const auto status = test::stoppedInBetween([](const std::function<void()>& began) {
        Pool pool = Pool::create({.workers = 1, .timeout = test::kTimeOut}).value();
        const auto task = pool.applyAsync([] { ::usleep(500'000); });
        began();
        return task.get().has_value() ? 0 : 1;
    });
    EXPECT_TRUE(status.clean());
}

} // namespace interleave
