// Ends of a pool or an executor that meet: in several threads, in callbacks of their own.

#include "core/pool/pool.h"
#include "core/pool/thread_executor.h"
#include "tests/support/children.h"
#include "tests/support/slowness.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

namespace interleave {
namespace {

using namespace std::chrono_literals;

constexpr int kRounds = kTimesSlower > 1 ? 5 : 20;

TEST(EndedByThreads, F44_ManyThreadsMayEndAPoolAtOnceInAnyOrder)
{
    for (int round = 0; round < kRounds; ++round) {
        Pool pool = Pool::create({.workers = 2}).value();
        const auto future = pool.applyAsync(same, 1);
        std::latch together(4);
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&pool, &together, terminates = (thread + round) % 2 == 0] {
                together.arrive_and_wait();
                if (terminates)
                    pool.terminate();
                else
                    pool.join();
            });
        }
        threads.clear();
        EXPECT_TRUE(future.wait(0s));
        EXPECT_TRUE(pool.pids().empty());
    }
}

TEST(EndedByThreads, F44_AThreadExecutorMayBeDestroyedInItsOwnCallback)
{
    for (int round = 0; round < 20; ++round) {
        auto executor = std::make_unique<ThreadExecutor>(ThreadExecutor::create(2).value());
        std::latch handedOver(1);
        std::atomic<bool> gone = false;
        // No future stays, which would keep what the threads work on.
        static_cast<void>(
            executor->submit([&handedOver] { handedOver.wait(); }).then([&](const auto&) {
                executor.reset();
                gone = true;
            }));
        handedOver.count_down();
        ASSERT_TRUE(test::eventually([&] { return gone.load(); }));
    }
}

TEST(EndedByThreads, F44_AThreadExecutorMayBeShutDownByManyThreadsAtOnce)
{
    for (int round = 0; round < kRounds; ++round) {
        ThreadExecutor executor = ThreadExecutor::create(3).value();
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&executor] { executor.shutdown(); });
    }
}

} // namespace
} // namespace interleave
