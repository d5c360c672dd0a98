#include "core/pool/pool.h"
#include "tests/support/children.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <numeric>

namespace interleave {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

int square(int n)
{
    return n * n;
}

int throwAtFive(int n)
{
    if (n == 5)
        throw std::invalid_argument("n is 5");
    return n;
}

int dieAtFive(int n)
{
    if (n == 5)
        std::raise(SIGKILL);
    return n;
}

Pool makePool(PoolOptions options = {})
{
    if (!options.workers)
        options.workers = 2;
    auto pool = Pool::create(std::move(options));
    EXPECT_TRUE(pool) << pool.error().message;
    return *std::move(pool);
}

TEST(Pool, AppliesAFunctionInAWorker)
{
    Pool pool = makePool();
    EXPECT_EQ(pool.apply(square, 7), 49);
    EXPECT_NE(pool.apply([] { return ::getpid(); }), ::getpid());
}

TEST(Pool, AppliesManyInOrderOfSubmission)
{
    Pool pool = makePool();
    std::vector<Future<int>> futures;
    for (int i = 0; i < 10'000; ++i)
        futures.push_back(pool.applyAsync(square, i));
    for (int i = 0; i < 10'000; ++i)
        ASSERT_EQ(futures[static_cast<std::size_t>(i)].get(), i * i);
}

TEST(Pool, SendsStringsAndVectorsOfAnySize)
{
    Pool pool = makePool();
    const std::string large(3'000'000, 'x');
    const auto twice = pool.apply([](const std::string& text) { return text + text; }, large);
    ASSERT_TRUE(twice);
    EXPECT_EQ(*twice, large + large);
    EXPECT_EQ(pool.apply(
                  [](std::vector<int> v, int more) {
                      v.push_back(more);
                      return v;
                  },
                  std::vector{1, 2},
                  3),
        (std::vector{1, 2, 3}));
}

TEST(Pool, MapsSquaresInOrder)
{
    Pool pool = makePool();
    EXPECT_THAT(pool.map(square, std::vector{1, 2, 3}).value(), ElementsAre(1, 4, 9));
    const auto many
        = pool.map([](std::uint64_t n) { return n * n; }, std::views::iota(0ULL, 100'000ULL))
              .value();
    for (std::uint64_t i = 0; i < many.size(); ++i)
        ASSERT_EQ(many[i], i * i);
}

TEST(Pool, MapsStringsToStrings)
{
    Pool pool = makePool();
    const auto results = pool.map([](const std::string& name) { return "hello " + name; },
        std::vector<std::string>{"ada", "bob"});
    EXPECT_THAT(results.value(), ElementsAre("hello ada", "hello bob"));
}

TEST(Pool, AnExceptionFailsItsTaskAlone)
{
    Pool pool = makePool();
    const auto results = pool.mapEach(throwAtFive, std::views::iota(0, 10));
    for (int i = 0; i < 10; ++i) {
        if (i != 5) {
            EXPECT_EQ(results[static_cast<std::size_t>(i)], i);
        }
    }
    const TaskFailure& failure = results[5].error();
    EXPECT_EQ(failure.kind, TaskFailureKind::Threw);
    EXPECT_EQ(failure.type, "std::invalid_argument");
    EXPECT_THAT(failure.message, HasSubstr("n is 5"));
    EXPECT_EQ(failure.task, 5U);
    EXPECT_GT(failure.pid, 0);
    EXPECT_THAT(failure.trace.text(), HasSubstr("throwAtFive"));
}

TEST(Pool, AKilledWorkerFailsItsTaskAloneAndIsReplaced)
{
    Pool pool = makePool();
    std::vector<Future<int>> futures;
    for (int i = 0; i < 10; ++i)
        futures.push_back(pool.applyAsync(dieAtFive, i));
    for (int i = 0; i < 10; ++i) {
        const auto result = futures[static_cast<std::size_t>(i)].get();
        if (i != 5) {
            EXPECT_EQ(result, i);
            continue;
        }
        EXPECT_EQ(result.error().kind, TaskFailureKind::Killed);
        EXPECT_EQ(result.error().signal, SIGKILL);
        EXPECT_EQ(result.error().phase, TaskPhase::Running);
    }
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 2; }));
    EXPECT_EQ(pool.replaced(), 1U);
}

TEST(Pool, AKilledWorkerFailsOneItemOfAMap)
{
    Pool pool = makePool();
    MapReport report;
    const auto results
        = pool.mapEach(dieAtFive, std::views::iota(0, 1000), {.chunk = 64, .report = &report});
    int failed = 0;
    for (int i = 0; i < 1000; ++i)
        failed += results[static_cast<std::size_t>(i)] == i ? 0 : 1;
    EXPECT_EQ(failed, 1);
    EXPECT_EQ(results[5].error().kind, TaskFailureKind::Killed);
    EXPECT_EQ(report.once, 1000U);
    EXPECT_EQ(report.deaths, 1U);
}

TEST(Pool, ATimeOutStopsOnlyItsTask)
{
    Pool pool = makePool();
    const auto slow = pool.applyAsync(TaskOptions{.timeout = 30ms}, [] { ::pause(); });
    const auto quick = pool.applyAsync(square, 3);
    EXPECT_EQ(quick.get(), 9);
    EXPECT_EQ(slow.get().error().kind, TaskFailureKind::TimedOut);
    EXPECT_EQ(pool.apply(square, 4), 16);
}

TEST(Pool, CancelStopsAWaitingTaskAndARunningOne)
{
    Pool pool = makePool({.workers = 1});
    const auto running = pool.applyAsync([] { ::pause(); });
    const auto waiting = pool.applyAsync(square, 3);
    EXPECT_TRUE(waiting.cancel());
    EXPECT_EQ(waiting.get().error().kind, TaskFailureKind::Cancelled);
    EXPECT_TRUE(test::eventually([&] { return running.cancel(); }));
    EXPECT_EQ(running.get().error().kind, TaskFailureKind::Cancelled);
    EXPECT_EQ(pool.apply(square, 4), 16);
    EXPECT_FALSE(waiting.cancel());
}

TEST(Pool, StreamsResultsInOrderAndLazily)
{
    Pool pool = makePool();
    int asked = 0;
    auto endless = std::views::iota(0) | std::views::transform([&asked](int n) {
        ++asked;
        return n;
    });
    auto stream = pool.imap(square, endless, {.buffer = 4});
    EXPECT_EQ(stream.next()->value(), 0);
    EXPECT_EQ(stream.next()->value(), 1);
    EXPECT_EQ(stream.next()->value(), 4);
    EXPECT_LE(asked, 8);
}

TEST(Pool, StreamsResultsAsTheyEnd)
{
    Pool pool = makePool();
    int sum = 0;
    for (const TaskResult<int>& result : pool.imapUnordered(square, std::views::iota(0, 100)))
        sum += result.value();
    EXPECT_EQ(sum, 328'350);
}

TEST(Pool, JoinWaitsForAllTasks)
{
    Pool pool = makePool();
    std::vector<Future<int>> futures;
    for (int i = 0; i < 100; ++i)
        futures.push_back(pool.applyAsync(square, i));
    pool.close();
    pool.join();
    for (const auto& future : futures)
        EXPECT_TRUE(future.ready());
    EXPECT_TRUE(pool.pids().empty());
    EXPECT_EQ(pool.apply(square, 3).error().kind, TaskFailureKind::PoolClosed);
}

TEST(Pool, TerminateGivesEveryTaskAnOutcome)
{
    Pool pool = makePool();
    std::vector<Future<void>> futures;
    for (int i = 0; i < 50; ++i)
        futures.push_back(pool.applyAsync([] { ::pause(); }));
    pool.terminate();
    for (const auto& future : futures)
        EXPECT_EQ(future.get().error().kind, TaskFailureKind::PoolClosed);
}

TEST(Pool, RecordsEveryItemOfAMap)
{
    Pool pool = makePool();
    MapReport report;
    ASSERT_TRUE(pool.map(square, std::views::iota(0, 5000), {.record = true, .report = &report}));
    ASSERT_TRUE(report.recording);
    EXPECT_EQ(
        report.recording->counters(0).tasks.load() + report.recording->counters(1).tasks.load(),
        5000U);
}

} // namespace
} // namespace interleave
