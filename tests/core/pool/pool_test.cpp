#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/task_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <numeric>
#include <sched.h>
#include <sstream>
#include <thread>

namespace interleave {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

int square(int n)
{
    return n * n;
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

TEST(Pool, StarmapSpreadsTuplesOverArguments)
{
    Pool pool = makePool();
    const std::vector<std::tuple<int, int>> pairs{{1, 2}, {3, 4}};
    EXPECT_THAT(
        pool.starmap([](int a, int b) { return a * b; }, pairs).value(), ElementsAre(2, 12));
}

TEST(Pool, ResizesWhileItRuns)
{
    Pool pool = makePool({.workers = 2, .maxWorkers = 6});
    std::vector<Future<int>> futures;
    for (int i = 0; i < 300; ++i) {
        if (i == 100)
            pool.resize(6);
        if (i == 200)
            pool.resize(1);
        futures.push_back(pool.applyAsync(square, i));
    }
    for (int i = 0; i < 300; ++i)
        ASSERT_EQ(futures[static_cast<std::size_t>(i)].get(), i * i);
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 1; }));
    pool.resize(3);
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 3; }));
    EXPECT_EQ(pool.map(square, std::views::iota(0, 1'000)).value().size(), 1'000U);
    EXPECT_EQ(pool.replaced(), 0U);
}

TEST(Pool, ASubmitterWaitsWhileTooManyTasksAreOnTheirWay)
{
    Pool pool = makePool({.workers = 1, .maxInFlight = 3});
    const auto blocker = pool.applyAsync([] { ::pause(); });
    const auto second = pool.applyAsync(square, 2);
    const auto third = pool.applyAsync(square, 3);
    std::atomic<bool> submitted = false;
    std::thread submitter([&] {
        static_cast<void>(pool.applyAsync(square, 4).get());
        submitted = true;
    });
    EXPECT_FALSE(third.wait(20ms));
    EXPECT_FALSE(submitted);
    EXPECT_EQ(pool.inFlight(), 3U);
    EXPECT_TRUE(test::eventually([&] { return blocker.cancel(); }));
    submitter.join();
    EXPECT_EQ(second.get(), 4);
    EXPECT_EQ(third.get(), 9);
}

TEST(Pool, PinsItsWorkersToCores)
{
    Pool pool = makePool({.workers = 1, .pin = true});
    const auto cores = pool.apply([] {
        cpu_set_t set;
        ::sched_getaffinity(0, sizeof set, &set);
        return CPU_COUNT(&set);
    });
    EXPECT_EQ(cores, 1);
}

TEST(Pool, EachScheduleRunsEachItemOnce)
{
    Pool pool = makePool({.workers = 3});
    for (const Schedule schedule :
        {Schedule::Static, Schedule::Dynamic, Schedule::Guided, Schedule::Auto}) {
        MapReport report;
        const auto results = pool.map(square,
            std::views::iota(0, 5'000),
            {.chunk = 7, .schedule = schedule, .report = &report});
        ASSERT_EQ(results.value().size(), 5'000U);
        EXPECT_EQ(results->at(4'999), 4'999 * 4'999);
        EXPECT_EQ(report.once, 5'000U);
    }
}

TEST(Pool, AnEmptyMapIsEmpty)
{
    Pool pool = makePool();
    EXPECT_TRUE(pool.map(square, std::vector<int>{}).value().empty());
}

TEST(Pool, ATimeOutInAMapStopsOnlyItsItem)
{
    Pool pool = makePool();
    MapReport report;
    const auto results = pool.mapEach(
        [](int n) {
            if (n == 7)
                ::pause();
            return n;
        },
        std::views::iota(0, 200),
        {.chunk = 10, .timeout = 50ms, .report = &report});
    for (int i = 0; i < 200; ++i) {
        if (i != 7) {
            EXPECT_EQ(results[static_cast<std::size_t>(i)], i);
        }
    }
    EXPECT_EQ(results[7].error().kind, TaskFailureKind::TimedOut);
    EXPECT_EQ(report.once + report.again.size(), 200U);
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
// The system gives a new thread the number of one that has ended.
TEST(Pool, F138_AFutureMayOutliveItsPoolInAnyThread)
{
    for (int i = 0; i < 20; ++i) {
        auto future = [] {
            Pool pool = Pool::create({.workers = 1}).value();
            auto last = pool.applyAsync(square, 3);
            last.wait();
            return std::make_unique<decltype(last)>(std::move(last));
        }();
        std::thread([kept = std::move(future)]() mutable { kept.reset(); }).join();
    }
}

TEST(Pool, F139_ItemsMayComeFromAnyRange)
{
    Pool pool = Pool::create({.workers = 2}).value();
    const auto even = [](int n) { return n % 2 == 0; };
    std::vector<int> numbers(10);
    std::iota(numbers.begin(), numbers.end(), 0);
    EXPECT_EQ(pool.map([](int n) { return n; }, numbers | std::views::filter(even)).value(),
        (std::vector{0, 2, 4, 6, 8}));
    std::istringstream text("3 1 4");
    EXPECT_EQ(pool.map([](int n) { return n; }, std::ranges::istream_view<int>(text)).value(),
        (std::vector{3, 1, 4}));
    EXPECT_EQ(
        pool.map([](bool is) { return is ? 1 : 0; }, std::vector<bool>{true, false, true}).value(),
        (std::vector{1, 0, 1}));
}

} // namespace interleave
