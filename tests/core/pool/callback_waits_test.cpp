// Callbacks that wait for what needs another callback: of their own pool or another's, themselves
// or in a thread that they join. Where that thread cannot be had, the test's process would hang:
// each such case has a process of its own, with an alarm.

#include "core/pool/thread_executor.h"
#include "core/pool/wait.h"
#include "tests/support/gated_pool.h"
#include "tests/support/in_a_process.h"
#include "tests/support/slowness.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <thread>
#include <vector>

namespace interleave {
namespace {

using namespace std::chrono_literals;
using test::inAProcess;

Pool smallPool()
{
    return Pool::create({.workers = 1}).value();
}

int plusOne(const TaskResult<int>& result)
{
    return result.value() + 1;
}

Future<int> followed(Pool& pool, int n)
{
    return pool.applyAsync(same, n).then(plusOne);
}

Future<int> followed(ThreadExecutor& executor, int n)
{
    return executor.submit(same, n).then(plusOne);
}

Future<int> task(Pool& pool)
{
    return pool.applyAsync(same, 0);
}

Future<int> task(ThreadExecutor& executor)
{
    return executor.submit(same, 0);
}

// A callback of `one` waits for one of `other`, which waits for one of `one`.
template <class One, class Other>
Future<int> crosswise(One& one, Other& other)
{
    return task(one).then([&](const TaskResult<int>&) {
        const auto there = task(other).then(
            [&](const TaskResult<int>&) { return followed(one, 1).get().value() + 1; });
        return there.get().value() + 1;
    });
}

TEST(WaitingCallbacks, F200_CallbacksOfTwoPoolsMayWaitForEachOther)
{
    EXPECT_TRUE(inAProcess([] {
        Pool one = smallPool();
        Pool other = smallPool();
        return crosswise(one, other).get() == 4 && crosswise(other, one).get() == 4;
    }));
}

TEST(WaitingCallbacks, F200_ManyAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        Pool one = smallPool();
        Pool other = smallPool();
        std::vector<Future<int>> all;
        for (int i = 0; i < 50; ++i) {
            all.push_back(crosswise(one, other));
            all.push_back(crosswise(other, one));
        }
        int right = 0;
        for (const Future<int>& each : asCompleted(all))
            right += each.get() == 4 ? 1 : 0;
        return right == 100;
    }));
}

TEST(WaitingCallbacks, F200_CallbacksOfExecutorsAndOfPoolsMayWaitForEachOther)
{
    EXPECT_TRUE(inAProcess([] {
        ThreadExecutor one = ThreadExecutor::create(1).value();
        ThreadExecutor other = ThreadExecutor::create(1).value();
        Pool pool = smallPool();
        return crosswise(one, other).get() == 4 && crosswise(one, one).get() == 4
            && crosswise(one, pool).get() == 4 && crosswise(pool, other).get() == 4;
    }));
}

TEST(WaitingCallbacks, F200_ACallbackOfAnExecutorMayWaitForItsOnlyThread)
{
    EXPECT_TRUE(inAProcess([] {
        ThreadExecutor executor = ThreadExecutor::create(1).value();
        std::latch registered(1);
        const auto first = executor.submit([&] { registered.wait(); });
        const auto after = first.then(
            [&](const TaskResult<void>&) { return executor.submit(same, 2).get().value(); });
        registered.count_down();
        return after.get() == 2;
    }));
}

// The executor's task, too, waits for a callback of the pool in whose callback it is waited for.
TEST(WaitingCallbacks, F200_ACallbackMayWaitForATaskThatWaitsForACallback)
{
    EXPECT_TRUE(inAProcess([] {
        Pool pool = smallPool();
        ThreadExecutor executor = ThreadExecutor::create(1).value();
        const auto after = task(pool).then([&](const TaskResult<int>&) {
            return executor.submit([&] { return followed(pool, 1).get().value(); }).get().value();
        });
        return after.get() == 2;
    }));
}

int countDown(Pool& pool, int n)
{
    if (n == 0)
        return 0;
    return task(pool)
        .then([&pool, n](const TaskResult<int>&) { return countDown(pool, n - 1) + 1; })
        .get()
        .value();
}

TEST(WaitingCallbacks, F200_HundredsMayWaitOneForTheOther)
{
    EXPECT_TRUE(inAProcess([] {
        constexpr int kDepth = 300 / kTimesSlower; // each has a thread
        Pool pool = smallPool();
        return countDown(pool, kDepth) == kDepth;
    }));
}

TEST(WaitingCallbacks, F200_ACallbackMayJoinAnotherPoolWhoseCallbacksNeedIt)
{
    EXPECT_TRUE(inAProcess([] {
        Pool pool = smallPool();
        Pool other = smallPool();
        std::atomic<int> seen = 0;
        const auto after = task(pool).then([&](const TaskResult<int>&) {
            const auto needs = task(other).then(
                [&](const TaskResult<int>&) { seen = followed(pool, 1).get().value(); });
            other.join();
            return seen.load();
        });
        return after.get() == 2;
    }));
}

TEST(WaitingCallbacks, F201_ACallbackMayJoinAThreadThatWaitsForACallback)
{
    EXPECT_TRUE(inAProcess([] {
        Pool pool = smallPool();
        ThreadExecutor executor = ThreadExecutor::create(1).value();
        const auto joins = [](auto& in) {
            return task(in).then([&](const TaskResult<int>&) {
                int seen = 0;
                std::thread([&] { seen = followed(in, 1).get().value(); }).join();
                return seen;
            });
        };
        return joins(pool).get() == 2 && joins(executor).get() == 2;
    }));
}

TEST(WaitingCallbacks, F201_ACallbackMayWaitAtALatchForTheNext)
{
    EXPECT_TRUE(inAProcess([] {
        const auto gate = Event::create().value();
        Pool pool = test::gatedPool(gate);
        const auto first = pool.applyAsync(test::waitAtGate);
        std::latch all(4);
        std::vector<Future<int>> callbacks;
        for (int i = 0; i < 4; ++i)
            callbacks.push_back(first.then([&](const TaskResult<int>&) {
                all.arrive_and_wait();
                return 1;
            }));
        gate.set();
        return waitFor(callbacks).done.size() == 4;
    }));
}

TEST(WaitingCallbacks, F203_AskingInVainLetsTheNextBegin)
{
    EXPECT_TRUE(inAProcess([] {
        Pool pool = smallPool();
        const auto after = task(pool).then([&](const TaskResult<int>&) {
            const auto next = followed(pool, 1);
            while (!next.ready()) { }
            const auto another = followed(pool, 2);
            while (!another.wait(1us)) { }
            return another.get().value();
        });
        return after.get() == 3;
    }));
}

// `wait` waits in a callback for what another gives that ends when `wait` has come back.
bool comesBack(bool (*wait)(const Future<int>& next))
{
    const auto gate = Event::create().value(); // what has ended when it is followed needs no turn
    Pool pool = test::gatedPool(gate);
    std::latch cameBack(1);
    const auto outer = pool.applyAsync(test::waitAtGate).then([&](const TaskResult<int>&) {
        std::latch begun(1);
        gate.clear();
        const auto next = pool.applyAsync(test::waitAtGate).then([&](const TaskResult<int>&) {
            begun.count_down();
            cameBack.wait();
            return 1;
        });
        gate.set();
        bool ended = false;
        do // in a busy machine it begins later than one wait takes
            ended = wait(next);
        while (!begun.try_wait());
        cameBack.count_down();
        return !ended && next.get() == 1;
    });
    gate.set();
    return outer.get() == true;
}

TEST(WaitingCallbacks, F203_AWaitInACallbackEndsAtItsTimeWhateverAnotherCallbackDoes)
{
    EXPECT_TRUE(inAProcess(
        [] { return comesBack([](const Future<int>& next) { return next.wait(10ms); }); }));
    EXPECT_TRUE(
        inAProcess([] { return comesBack([](const Future<int>& next) { return next.ready(); }); }));
    EXPECT_TRUE(inAProcess([] {
        return comesBack([](const Future<int>& next) {
            const std::vector<Future<int>> both{next, next.then(plusOne)};
            return !waitFor(both, Until::AllCompleted, Deadline::in(10ms)).done.empty();
        });
    }));
}

TEST(WaitingCallbacks, F204_OneAfterTheOtherWhereNoneWaits)
{
    const auto gate = Event::create().value();
    Pool pool = test::gatedPool(gate);
    std::vector<Future<int>> tasks{pool.applyAsync(test::waitAtGate)};
    while (tasks.size() < 200) // no more than find room behind the first
        tasks.push_back(task(pool));
    std::atomic<int> inside = 0;
    std::atomic<int> together = 0;
    std::vector<Future<void>> all;
    for (const Future<int>& each : tasks)
        all.push_back(each.then([&](const TaskResult<int>&) {
            together += inside++ == 0 ? 0 : 1;
            std::this_thread::yield();
            --inside;
        }));
    gate.set();
    for (const Future<void>& each : all)
        each.wait(); // whoever waits for one makes it no earlier
    EXPECT_EQ(together, 0);
}

} // namespace
} // namespace interleave
