// Callbacks, which may do what any thread may: block, submit, wait for tasks and for what follows
// them, in whatever way, and destroy the pool.

#include "core/pool/pool.h"
#include "core/pool/wait.h"
#include "tests/support/children.h"
#include "tests/support/gated_pool.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <latch>
#include <optional>
#include <pthread.h>
#include <ranges>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave {
namespace {

TEST(Callbacks, F45_ACallbackMayBlockSubmitAndWaitForATaskWhoseWorkerDies)
{
    const auto gate = Event::create().value();
    Pool pool = test::gatedPool(gate, 2);
    std::latch released(1);
    std::atomic<bool> diedInCallback = false;
    std::atomic<int> fromCallback = 0;
    const auto first = pool.applyAsync(test::waitAtGate).then([&](const TaskResult<int>&) {
        released.wait(); // by the thread that submits, below
        const auto died = pool.apply([] { ::raise(SIGKILL); });
        diedInCallback = !died && died.error().kind == TaskFailureKind::Killed;
        fromCallback = pool.map(same, std::views::iota(0, 100)).value().back();
    });
    gate.set(); // not before: what has ended already is followed at once, by this thread
    for (int i = 0; i < 2'000; ++i) // more than there is room for at once
        static_cast<void>(pool.applyAsync(same, i).then([](const TaskResult<int>&) {}));
    released.count_down();
    EXPECT_TRUE(first.get());
    EXPECT_TRUE(diedInCallback);
    EXPECT_EQ(fromCallback, 99);
}

TEST(Callbacks, F45_JoinWaitsForTheCallbacks)
{
    Pool pool = Pool::create({.workers = 2}).value();
    std::atomic<int> called = 0;
    for (int i = 0; i < 100; ++i)
        static_cast<void>(pool.applyAsync(same, i).then([&](const TaskResult<int>&) { ++called; }));
    pool.close();
    pool.join();
    EXPECT_EQ(called, 100);
}

TEST(Callbacks, F45_ACallbackMayDestroyThePool)
{
    for (int round = 0; round < 10; ++round) {
        auto pool = std::make_unique<Pool>(Pool::create({.workers = 2}).value());
        std::atomic<bool> gone = false;
        const auto next = pool->applyAsync(same, 1).then([&](const TaskResult<int>&) {
            pool.reset();
            gone = true;
        });
        ASSERT_TRUE(test::eventually([&] { return gone.load(); }));
    }
}

int sumOfThree(Pool& pool, int (*sum)(std::vector<Future<int>>))
{
    std::vector<Future<int>> futures;
    for (int i = 1; i <= 3; ++i)
        futures.push_back(pool.applyAsync(same, i));
    return sum(std::move(futures));
}

int sumAsCompleted(std::vector<Future<int>> futures)
{
    int sum = 0;
    for (const Future<int>& future : asCompleted(std::move(futures)))
        sum += future.get().value();
    return sum;
}

int sumOfWaitedFor(std::vector<Future<int>> futures)
{
    int sum = 0;
    for (const Future<int>& future : waitFor(futures).done)
        sum += future.get().value();
    return sum;
}

// What `inCallback` gives in a callback of the pool.
template <class InCallback>
int fromCallback(InCallback inCallback)
{
    Pool pool = Pool::create({.workers = 2}).value();
    return pool.applyAsync(same, 0)
        .then([&](const TaskResult<int>&) { return inCallback(pool); })
        .get()
        .value();
}

TEST(Callbacks, F45_ACallbackMayWaitForSeveralTasks)
{
    EXPECT_EQ(fromCallback([](Pool& pool) { return sumOfThree(pool, sumAsCompleted); }), 6);
    EXPECT_EQ(fromCallback([](Pool& pool) { return sumOfThree(pool, sumOfWaitedFor); }), 6);
}

TEST(Callbacks, F45_ACallbackMayTakeResultsAsTheyCome)
{
    const auto sumOfStream = [](Pool& pool) {
        int sum = 0;
        for (const TaskResult<int>& result : pool.imapUnordered(same, std::views::iota(1, 4)))
            sum += result.value();
        return sum;
    };
    EXPECT_EQ(fromCallback(sumOfStream), 6);
}

TEST(Callbacks, F45_ACallbackMayWaitForWhatFollowsAnotherTask)
{
    const auto nested = [](Pool& pool) {
        return pool.applyAsync(same, 5)
            .then([](const TaskResult<int>& result) { return result.value() + 1; })
            .then([](const TaskResult<int>& result) { return result.value() + 1; })
            .get()
            .value();
    };
    EXPECT_EQ(fromCallback(nested), 7);
}

TEST(Callbacks, F45_ACallbackMayWaitForWhatFollowsSeveralTasks)
{
    const auto followed = [](Pool& pool, int (*sum)(std::vector<Future<int>>)) {
        std::vector<Future<int>> futures;
        for (int i = 1; i <= 3; ++i)
            futures.push_back(pool.applyAsync(same, i).then(
                [](const TaskResult<int>& result) { return 2 * result.value(); }));
        return sum(std::move(futures));
    };
    EXPECT_EQ(fromCallback([&](Pool& pool) { return followed(pool, sumAsCompleted); }), 12);
    EXPECT_EQ(fromCallback([&](Pool& pool) { return followed(pool, sumOfWaitedFor); }), 12);
}

TEST(Callbacks, F45_ACallbackMayWaitForTheNextOneOfItsTask)
{
    const auto gate = Event::create().value();
    Pool pool = test::gatedPool(gate);
    const auto task = pool.applyAsync(test::waitAtGate);
    std::optional<Future<int>> next;
    const auto first = task.then([&](const TaskResult<int>&) { return next->get().value(); });
    next = task.then([](const TaskResult<int>& result) { return result.value() + 4; });
    gate.set();
    EXPECT_EQ(first.get(), 4);
}

// With room for `stacks` threads of the usual size.
void limitToStacks(double stacks)
{
    pthread_attr_t usual;
    std::size_t stack = 0;
    ::pthread_attr_init(&usual);
    ::pthread_attr_getstacksize(&usual, &stack);
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const auto bytes = pages * static_cast<std::size_t>(::getpagesize())
        + static_cast<std::size_t>(stacks * static_cast<double>(stack));
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_AS, &limit);
}

TEST(Callbacks, F45_APoolWithoutRoomForTheirThreadIsRefused)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs address space itself";
#endif
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        limitToStacks(1.5); // the pool's own thread finds room
        ::alarm(20);
        auto pool = Pool::create({.workers = 1});
        if (!pool)
            ::_exit(pool.error().message.find("thread") != std::string::npos ? 0 : 1);
        const auto died = pool->applyAsync(same, 1).then(
            [&](const TaskResult<int>&) { return !pool->apply([] { ::raise(SIGKILL); }); });
        ::_exit(died.get() == true ? 0 : 2);
    }));
}

} // namespace
} // namespace interleave
