#include "core/pool/thread_executor.h"

#include <gtest/gtest.h>

#include <atomic>

namespace interleave {
namespace {

TEST(ThreadExecutor, SharesMemoryWithItsTasks)
{
    std::atomic<int> sum = 0;
    {
        ThreadExecutor executor = ThreadExecutor::create(4).value();
        for (int n = 1; n <= 100; ++n)
            static_cast<void>(executor.submit([&sum, n] { sum += n; }));
    }
    EXPECT_EQ(sum, 5050);
}

TEST(ThreadExecutor, TakesTasksFromSeveralThreadsAtOnce)
{
    ThreadExecutor executor = ThreadExecutor::create(3).value();
    std::atomic<int> right = 0;
    std::vector<std::thread> submitters;
    for (int thread = 0; thread < 3; ++thread)
        submitters.emplace_back([&] {
            for (int n = 0; n < 500; ++n)
                right += executor.submit([](int i) { return i + 1; }, n).get() == n + 1 ? 1 : 0;
        });
    for (std::thread& submitter : submitters)
        submitter.join();
    EXPECT_EQ(right, 1'500);
}

TEST(ThreadExecutor, CallsBackOnceWhetherAskedBeforeOrAfterTheEnd)
{
    ThreadExecutor executor = ThreadExecutor::create(2).value();
    std::atomic<int> called = 0;
    for (int n = 0; n < 500; ++n) {
        const auto future = executor.submit([] { return 1; });
        static_cast<void>(future.then([&](const TaskResult<int>&) { ++called; }));
        static_cast<void>(future.then([&](const TaskResult<int>&) { ++called; }));
    }
    executor.shutdown();
    EXPECT_EQ(called, 1'000);
}

TEST(ThreadExecutor, WhatWaitsCanBeCancelledAndWhatRunsCannot)
{
    ThreadExecutor executor = ThreadExecutor::create(1).value();
    std::atomic<bool> started = false;
    std::atomic<bool> release = false;
    const auto running = executor.submit([&] {
        started = true;
        started.notify_one();
        release.wait(false);
    });
    started.wait(false);
    const auto waiting = executor.submit([] {});
    EXPECT_FALSE(running.cancel());
    EXPECT_TRUE(waiting.cancel());
    EXPECT_EQ(waiting.get().error().kind, TaskFailureKind::Cancelled);
    release = true;
    release.notify_one();
    EXPECT_TRUE(running.get());
}

TEST(ThreadExecutor, WaitForAllFromSeveralThreadsSeesAllDone)
{
    ThreadExecutor executor = ThreadExecutor::create(2).value();
    std::vector<Future<int>> futures;
    for (int n = 0; n < 300; ++n)
        futures.push_back(executor.submit([](int i) { return i; }, n));
    std::vector<std::thread> waiters;
    std::atomic<std::size_t> done = 0;
    for (int thread = 0; thread < 3; ++thread)
        waiters.emplace_back([&] { done += waitFor(futures).done.size(); });
    for (std::thread& waiter : waiters)
        waiter.join();
    EXPECT_EQ(done, 900U);
}

} // namespace
} // namespace interleave
