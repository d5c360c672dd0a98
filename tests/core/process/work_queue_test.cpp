#include "core/process/error_log.h"
#include "core/process/task_ledger.h"
#include "core/process/work_queue.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace interleave::test {

namespace {

struct Shared
{
    WorkQueue queue{};
    std::array<std::atomic<std::uint32_t>, 10'000> claims{};
};

void claimAll(Shared& shared)
{
    while (const auto range = shared.queue.claim()) {
        for (std::uint64_t task = range->begin; task < range->end; ++task)
            shared.claims.at(task).fetch_add(1);
    }
}

bool eachOnce(const Shared& shared)
{
    return std::ranges::all_of(shared.claims, [](const auto& count) { return count == 1; });
}

} // namespace

TEST(WorkQueue, GivesEachTaskToOneThread)
{
    SharedObject<Shared> shared;
    shared->queue.create(shared->claims.size(), 7);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { claimAll(*shared); });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_TRUE(eachOnce(*shared));
}

TEST(WorkQueue, GivesEachTaskToOneProcess)
{
    SharedObject<Shared> shared;
    shared->queue.create(shared->claims.size(), 7);
    ASSERT_TRUE(runInProcesses(4, [&](int) { claimAll(*shared); }));
    EXPECT_TRUE(eachOnce(*shared));
}

TEST(WorkQueue, TheLastChunkEndsWithTheLastTask)
{
    SharedObject<WorkQueue> queue;
    queue->create(10, 8);
    EXPECT_EQ(queue->claim()->end, 8U);
    EXPECT_EQ(queue->claim()->end, 10U);
    EXPECT_FALSE(queue->claim().has_value());
}

TEST(WorkQueue, WhatIsGivenBackIsClaimedOnceMore)
{
    SharedObject<WorkQueue> queue;
    queue->create(4, 4);
    ASSERT_TRUE(queue->claim().has_value());
    ASSERT_TRUE(queue->giveBack({1, 3}));
    const auto again = queue->claim();
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->begin, 1U);
    EXPECT_EQ(again->end, 3U);
    EXPECT_FALSE(queue->claim().has_value());
}

TEST(WorkQueue, RefusesARangeWhenItsRingIsFullAndTakesItLater)
{
    SharedObject<WorkQueue> queue;
    queue->create(1, 1);
    ASSERT_TRUE(queue->claim().has_value());
    std::uint64_t given = 0;
    while (queue->giveBack({given, given + 1}))
        ++given;
    EXPECT_GT(given, 1'000U);
    EXPECT_EQ(queue->claim()->begin, 0U);
    EXPECT_TRUE(queue->giveBack({given, given + 1}));
}

TEST(WorkQueue, RangesGivenBackWhileOthersClaimAreClaimedOnceEach)
{
    SharedObject<Shared> shared;
    shared->queue.create(0, 1);
    SharedObject<std::atomic<bool>> closed;
    ChildProcess claimer = startChild([&] {
        while (!closed->load() || shared->claims.back() == 0)
            claimAll(*shared);
        return 0;
    });
    for (std::uint64_t task = 0; task < shared->claims.size(); ++task)
        ASSERT_TRUE(eventually([&] { return shared->queue.giveBack({task, task + 1}); }));
    closed->store(true);
    EXPECT_TRUE(waitFor(claimer).clean());
    EXPECT_TRUE(eachOnce(*shared));
}

TEST(TaskLedger, KeepsAResultAndAMarkForEveryTask)
{
    std::vector<TaskLedger::Line> lines(TaskLedger::linesFor(100));
    TaskLedger ledger(lines, 100);
    for (std::uint64_t task = 0; task < 100; ++task)
        ledger.finish(task, TaskMark::Succeeded, task * task);
    for (std::uint64_t task = 0; task < 100; ++task) {
        EXPECT_EQ(ledger.result(task), task * task);
        EXPECT_EQ(ledger.mark(task), TaskMark::Succeeded);
    }
}

TEST(TaskLedger, BeginsWithEveryTaskUntouched)
{
    std::vector<TaskLedger::Line> lines(TaskLedger::linesFor(8));
    EXPECT_EQ(lines.size(), 2U);
    TaskLedger ledger(lines, 8);
    EXPECT_EQ(ledger.mark(7), TaskMark::Untouched);
    ledger.start(7);
    EXPECT_EQ(ledger.mark(7), TaskMark::Started);
    EXPECT_EQ(ledger.mark(6), TaskMark::Untouched);
}

TEST(ErrorLog, KeepsTheFirstMessagesAndCutsLongOnes)
{
    SharedObject<ErrorLog> log;
    log->append(std::nullopt, "no task");
    for (std::uint64_t task = 0; task < 2 * ErrorLog::kEntries; ++task)
        log->append(task, std::string(10'000, 'x'));
    std::size_t count = 0;
    std::size_t longest = 0;
    log->forEach([&](std::optional<std::uint64_t>, std::string_view message) {
        ++count;
        longest = std::max(longest, message.size());
    });
    EXPECT_EQ(count, ErrorLog::kEntries);
    EXPECT_EQ(longest, ErrorLog::kMessageBytes);
}

} // namespace interleave::test
