// A pool that is made smaller and larger: by several threads, under backlog, while a map runs.

#include "core/handles/value.h"
#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <csignal>
#include <optional>
#include <sched.h>
#include <set>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave {
namespace {

TEST(ResizedPool, F43_APoolIsResizedByManyThreadsAtOnce)
{
    Pool pool = Pool::create({.workers = 2, .maxWorkers = 6}).value();
    std::vector<std::jthread> threads;
    for (std::uint32_t thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&pool, thread] {
            for (std::uint32_t i = 0; i < 20; ++i) {
                pool.resize(1 + (thread + i) % 6);
                EXPECT_EQ(pool.apply(same, 5), 5);
            }
        });
    }
    threads.clear();
    pool.resize(3);
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 3; }));
}

// Of a worker: where it says that it has begun, and what it then waits for.
std::optional<Value<int>> begun;
std::optional<Value<int>> gate;

struct GatedPool
{
    explicit GatedPool(std::uint32_t workers)
        : pool(Pool::create({.workers = workers,
                                .initializer = initializer(
                                    [](const Value<int>& counter, const Value<int>& awaited) {
                                        begun = counter;
                                        gate = awaited;
                                    },
                                    entered,
                                    opened)})
                   .value())
    {
    }

    Value<int> entered = Value<int>::create(0).value();
    Value<int> opened = Value<int>::create(0).value();
    Pool pool;
};

TEST(ResizedPool, F43_APoolShrinksAfterTheCurrentTasksAlsoUnderBacklog)
{
    constexpr int kWorkers = 4;
    GatedPool gated(kWorkers);
    const Value<int>& entered = gated.entered;
    Pool& pool = gated.pool;
    for (int i = 0; i < kWorkers; ++i)
        static_cast<void>(pool.applyAsync([] {
            begun->fetchAdd(1);
            while (gate->get() == 0)
                ::sched_yield();
        }));
    ASSERT_TRUE(test::eventually([&] { return entered.get() == kWorkers; }));
    std::vector<Future<pid_t>> backlog;
    for (int i = 0; i < 200; ++i)
        backlog.push_back(pool.applyAsync([] { return ::getpid(); }));
    pool.resize(1);
    gated.opened.set(1);
    std::set<pid_t> ran;
    for (const Future<pid_t>& task : backlog)
        ran.insert(task.get().value());
    EXPECT_EQ(ran.size(), 1U) << "who has to leave takes no further task";
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 1; }));
}

// Items that end when the gate lets as many pass.
int passTheGate(int item)
{
    const int number = begun->fetchAdd(1);
    while (gate->get() <= number)
        ::sched_yield();
    return item;
}

TEST(ResizedPool, F43_APoolShrinksWhileAMapRuns)
{
    for (const Schedule schedule : {Schedule::Dynamic, Schedule::Static}) {
        GatedPool four(4);
        MapReport report;
        TaskResult<std::vector<int>> results;
        std::jthread map([&] {
            results = four.pool.map(
                passTheGate, std::views::iota(0, 40), {.schedule = schedule, .report = &report});
        });
        EXPECT_TRUE(test::eventually([&] { return four.entered.get() == 4; }));
        four.pool.resize(1);
        four.opened.set(4); // more are kept
        EXPECT_TRUE(test::eventually([&] { return four.pool.pids().size() == 1; }));
        four.opened.set(40);
        map.join();
        EXPECT_TRUE(std::ranges::equal(results.value(), std::views::iota(0, 40)));
        EXPECT_TRUE(report.proved) << report.doubt;
        EXPECT_EQ(report.once, 40U);
    }
}

TEST(ResizedPool, F43_WorkersThatComeAgainTakePartInTheMapThatRuns)
{
    for (const Schedule schedule : {Schedule::Dynamic, Schedule::Static}) {
        GatedPool four(4);
        TaskResult<std::vector<int>> results;
        std::jthread map([&] {
            results = four.pool.map(passTheGate, std::views::iota(0, 40), {.schedule = schedule});
        });
        EXPECT_TRUE(test::eventually([&] { return four.entered.get() == 4; }));
        four.pool.resize(1);
        four.opened.set(4);
        EXPECT_TRUE(test::eventually(
            [&] { return four.entered.get() == 5 && four.pool.pids().size() == 1; }));
        four.pool.resize(4);
        EXPECT_TRUE(test::eventually([&] { return four.entered.get() == 8; }));
        four.opened.set(40);
        map.join();
        EXPECT_TRUE(std::ranges::equal(results.value(), std::views::iota(0, 40)));
    }
}

TEST(ResizedPool, F43_APoolWithoutAWorkerThatIsResizedTakesTasksAtOnce)
{
    const auto broken = Value<int>::create(0).value();
    Pool pool = Pool::create({.workers = 1,
                                 .initializer = initializer(
                                     [](const Value<int>& value) {
                                         if (value.get() != 0)
                                             ::_exit(1);
                                     },
                                     broken)})
                    .value();
    broken.set(1);
    EXPECT_FALSE(pool.apply([] { ::raise(SIGKILL); }));
    EXPECT_TRUE(test::eventually([&] {
        const auto refused = pool.apply(same, 1);
        return !refused && refused.error().kind == TaskFailureKind::NoWorker;
    }));
    broken.set(0);
    pool.resize(1);
    const auto again = pool.apply(same, 2);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, 2);
}

} // namespace
} // namespace interleave
