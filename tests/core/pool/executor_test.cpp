#include "core/pool/map_reduce.h"
#include "core/pool/process_executor.h"
#include "core/pool/thread_executor.h"
#include "tests/support/task_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace interleave {
namespace {

using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

int cube(int n)
{
    return n * n * n;
}

template <class Executor>
Executor make()
{
    if constexpr (std::is_same_v<Executor, ThreadExecutor>)
        return ThreadExecutor::create(2).value();
    else
        return ProcessExecutor::create({.workers = 2}).value();
}

template <class Executor>
class BothExecutors : public testing::Test
{
protected:
    Executor m_executor = make<Executor>();

    std::vector<Future<int>> submitAll(int count)
    {
        std::vector<Future<int>> futures;
        for (int n = 0; n < count; ++n)
            futures.push_back(m_executor.submit(throwAtFive, n));
        return futures;
    }
};

using Executors = testing::Types<ProcessExecutor, ThreadExecutor>;
TYPED_TEST_SUITE(BothExecutors, Executors);

TYPED_TEST(BothExecutors, SubmitGivesAFuture)
{
    EXPECT_EQ(this->m_executor.submit(cube, 3).get(), 27);
}

TYPED_TEST(BothExecutors, MapKeepsTheOrder)
{
    EXPECT_THAT(this->m_executor.map(cube, std::vector{3, 1, 2}).value(), ElementsAre(27, 1, 8));
}

TYPED_TEST(BothExecutors, MapGivesTheFirstFailure)
{
    const auto result = this->m_executor.map(throwAtFive, std::views::iota(0, 10));
    EXPECT_EQ(result.error().kind, TaskFailureKind::Threw);
    EXPECT_EQ(result.error().type, "std::invalid_argument");
}

TYPED_TEST(BothExecutors, AsCompletedGivesEachFutureOnce)
{
    std::vector<int> results;
    for (const Future<int>& future : asCompleted(this->submitAll(4)))
        results.push_back(future.get().value());
    EXPECT_THAT(results, UnorderedElementsAre(0, 1, 2, 3));
}

TYPED_TEST(BothExecutors, WaitForAllLeavesNoneUndone)
{
    const auto waited = waitFor(this->submitAll(20));
    EXPECT_EQ(waited.done.size(), 20U);
    EXPECT_TRUE(waited.notDone.empty());
}

TYPED_TEST(BothExecutors, WaitForTheFirstFailureHasIt)
{
    const auto waited = waitFor(this->submitAll(20), Until::FirstFailure);
    EXPECT_TRUE(std::ranges::any_of(
        waited.done, [](const Future<int>& future) { return !future.get().has_value(); }));
}

TYPED_TEST(BothExecutors, WaitForTheFirstHasOneAtLeast)
{
    EXPECT_GE(waitFor(this->submitAll(20), Until::FirstCompleted).done.size(), 1U);
}

TYPED_TEST(BothExecutors, ThenIsCalledWithTheResult)
{
    const auto future = this->m_executor.submit(cube, 2).then(
        [](const TaskResult<int>& result) { return result.value() + 1; });
    EXPECT_EQ(future.get(), 9);
}

TYPED_TEST(BothExecutors, AnExceptionInACallbackIsTheFailureOfWhatFollows)
{
    const auto future = this->m_executor.submit(cube, 2).then(
        [](const TaskResult<int>&) -> int { throw std::runtime_error("callback"); });
    EXPECT_EQ(future.get().error().type, "std::runtime_error");
    EXPECT_EQ(this->m_executor.submit(cube, 3).get(), 27);
}

TYPED_TEST(BothExecutors, ShutdownWaitsForWhatWasSubmitted)
{
    const auto futures = this->submitAll(50);
    this->m_executor.shutdown();
    for (const auto& future : futures)
        EXPECT_TRUE(future.ready());
    EXPECT_EQ(this->m_executor.submit(cube, 2).get().error().kind, TaskFailureKind::PoolClosed);
}

TYPED_TEST(BothExecutors, MapReduceCountsWords)
{
    const auto words = [](const std::string& text) {
        std::vector<std::pair<std::string, int>> pairs;
        std::istringstream stream(text);
        for (std::string word; stream >> word;)
            pairs.emplace_back(word, 1);
        return pairs;
    };
    const std::vector<std::string> texts{"to be or", "not to be", "to"};
    EXPECT_THAT(mapReduce(this->m_executor, words, std::plus<>{}, texts).value(),
        ElementsAre(Pair("be", 2), Pair("not", 1), Pair("or", 1), Pair("to", 3)));
}

} // namespace
} // namespace interleave
