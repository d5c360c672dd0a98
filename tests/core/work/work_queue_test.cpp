#include "core/model/choices.h"
#include "core/work/error_log.h"
#include "core/work/task_ledger.h"
#include "core/work/work_queue.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace interleave::test {

namespace {

// A queue with the slots of its workers.
struct Queue
{
    void create(std::uint64_t tasks, const HandingOut& how)
    {
        queue.create(tasks, how, std::span(slots).first(how.workers));
    }
    std::optional<TaskRange> claim(std::uint32_t worker, double nsPerTask = 0)
    {
        return queue.claim(slots.at(worker), nsPerTask);
    }
    bool giveBack(TaskRange range) { return queue.giveBack(range); }
    std::uint64_t unclaimed() { return queue.unclaimed(slots); }
    TaskRange takeShare(std::uint32_t worker, TaskRange share)
    {
        return WorkQueue::takeShare(slots.at(worker), share);
    }

    WorkQueue queue{};
    std::array<ClaimSlot, 4> slots{};
};

struct Shared
{
    Queue queue{};
    std::array<std::atomic<std::uint32_t>, 10'000> claims{};
};

void claimAll(Shared& shared, std::uint32_t worker = 0)
{
    while (const auto range = shared.queue.claim(worker, 1'000)) {
        for (std::uint64_t task = range->begin; task < range->end; ++task)
            shared.claims.at(task).fetch_add(1);
    }
}

bool eachOnce(const Shared& shared)
{
    return std::ranges::all_of(shared.claims, [](const auto& count) { return count == 1; });
}

std::uint64_t sizeOf(const std::optional<TaskRange>& range)
{
    return range ? range->end - range->begin : 0;
}

class EverySchedule : public testing::TestWithParam<Schedule>
{
};

INSTANTIATE_TEST_SUITE_P(Schedules,
    EverySchedule,
    testing::Values(Schedule::Auto, Schedule::Static, Schedule::Dynamic, Schedule::Guided),
    [](const auto& schedule) { return std::string(nameOf(schedule.param)); });

} // namespace

TEST_P(EverySchedule, TellsHowManyTasksCanStillBeClaimed)
{
    SharedObject<Queue> queue;
    queue->create(1'000, {.schedule = GetParam(), .chunk = 7, .workers = 4});
    EXPECT_EQ(queue->unclaimed(), 1'000U);
    const auto first = queue->claim(2, 1'000).value();
    const std::uint64_t left = 1'000 - (first.end - first.begin);
    EXPECT_EQ(queue->unclaimed(), left);
    ASSERT_TRUE(queue->giveBack({first.begin, first.begin + 1}));
    EXPECT_EQ(queue->unclaimed(), left + 1);
    for (std::uint32_t worker = 0; worker < 4; ++worker) {
        while (queue->claim(worker, 1'000)) { }
    }
    EXPECT_EQ(queue->unclaimed(), 0U);
}

TEST_P(EverySchedule, GivesEachTaskToOneThread)
{
    SharedObject<Shared> shared;
    shared->queue.create(shared->claims.size(), {.schedule = GetParam(), .chunk = 7, .workers = 4});
    std::vector<std::thread> threads;
    for (std::uint32_t worker = 0; worker < 4; ++worker)
        threads.emplace_back([&shared, worker] { claimAll(*shared, worker); });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_TRUE(eachOnce(*shared));
}

TEST_P(EverySchedule, GivesEachTaskToOneProcess)
{
    SharedObject<Shared> shared;
    shared->queue.create(shared->claims.size(), {.schedule = GetParam(), .chunk = 7, .workers = 4});
    ASSERT_TRUE(
        runInProcesses(4, [&](int rank) { claimAll(*shared, static_cast<std::uint32_t>(rank)); }));
    EXPECT_TRUE(eachOnce(*shared));
}

TEST_P(EverySchedule, LeavesNothingToASecondClaimer)
{
    SharedObject<Queue> queue;
    queue->create(1, {.schedule = GetParam(), .chunk = 1, .workers = 2});
    EXPECT_EQ(sizeOf(queue->claim(0)), 1U);
    EXPECT_FALSE(queue->claim(0).has_value());
    EXPECT_FALSE(queue->claim(1).has_value());
}

TEST(StaticSchedule, GivesEachWorkerItsShareInOnePieceWhenTheChunkHoldsIt)
{
    SharedObject<Queue> queue;
    queue->create(10, {.schedule = Schedule::Static, .chunk = 4, .workers = 3});
    const auto last = queue->claim(2);
    ASSERT_TRUE(last.has_value());
    EXPECT_EQ(last->begin, 7U);
    EXPECT_EQ(last->end, 10U);
    EXPECT_FALSE(queue->claim(2).has_value());
    EXPECT_EQ(sizeOf(queue->claim(0)), 4U);
    EXPECT_EQ(sizeOf(queue->claim(1)), 3U);
}

TEST(StaticSchedule, GivesAShareInChunks)
{
    SharedObject<Queue> queue;
    queue->create(10, {.schedule = Schedule::Static, .chunk = 2, .workers = 2});
    EXPECT_EQ(queue->claim(1)->begin, 5U);
    EXPECT_EQ(queue->claim(1)->begin, 7U);
    EXPECT_EQ(sizeOf(queue->claim(1)), 1U);
    EXPECT_FALSE(queue->claim(1).has_value());
}

TEST(StaticSchedule, LetsOthersFinishTheShareOfOneThatIsGone)
{
    SharedObject<Queue> queue;
    queue->create(10, {.schedule = Schedule::Static, .chunk = 2, .workers = 2});
    ASSERT_EQ(queue->claim(1)->begin, 5U);
    const TaskRange rest = queue->takeShare(1, {5, 10});
    EXPECT_EQ(rest.begin, 7U);
    EXPECT_EQ(rest.end, 10U);
    EXPECT_TRUE(queue->takeShare(1, {5, 10}).empty());
    ASSERT_TRUE(queue->giveBack(rest));
    EXPECT_EQ(queue->claim(0)->begin, 7U);
}

TEST(GuidedSchedule, ShrinksItsChunksDownToTheSmallest)
{
    SharedObject<Queue> queue;
    queue->create(1'000, {.schedule = Schedule::Guided, .chunk = 3, .workers = 2});
    std::uint64_t before = 1'000;
    std::uint64_t done = 0;
    while (const auto range = queue->claim(0)) {
        const std::uint64_t size = sizeOf(range);
        EXPECT_LE(size, before);
        EXPECT_LE(size, std::max<std::uint64_t>((1'000 - done) / 4, 3));
        EXPECT_TRUE(size >= 3 || range->end == 1'000);
        before = size;
        done += size;
    }
    EXPECT_EQ(done, 1'000U);
}

TEST(AutoSchedule, ClaimsAsMuchAsLastsATenthOfAMillisecond)
{
    SharedObject<Queue> queue;
    queue->create(1'000'000, {.schedule = Schedule::Auto, .chunk = 4'096, .workers = 2});
    EXPECT_EQ(sizeOf(queue->claim(0)), 1U) << "nothing is measured yet";
    EXPECT_EQ(sizeOf(queue->claim(0, 1'000)), 100U);
    EXPECT_EQ(sizeOf(queue->claim(0, 10)), 4'096U) << "never more than the chunk";
    EXPECT_EQ(sizeOf(queue->claim(0, 1e9)), 1U);
}

TEST(AutoSchedule, ClaimsLessNearTheEnd)
{
    SharedObject<Queue> queue;
    queue->create(1'000, {.schedule = Schedule::Auto, .chunk = 4'096, .workers = 2});
    for (std::uint64_t done = 0; done < 1'000;) {
        const std::uint64_t size = sizeOf(queue->claim(0, 1));
        ASSERT_GT(size, 0U);
        EXPECT_LE(size, std::max<std::uint64_t>((1'000 - done) / 4, 1));
        done += size;
    }
}

TEST(TaskPace, LetsAClaimGrowAtMostTwofold)
{
    TaskPace pace;
    EXPECT_EQ(pace.ns(), 0);
    pace.add(1'000, 1);
    EXPECT_EQ(pace.ns(), 1'000);
    pace.add(0, 10);
    EXPECT_EQ(pace.ns(), 500);
    pace.add(15'000, 10);
    EXPECT_EQ(pace.ns(), 1'000);
}

TEST(WorkQueue, TheLastChunkEndsWithTheLastTask)
{
    SharedObject<Queue> queue;
    queue->create(10, {.chunk = 8});
    EXPECT_EQ(queue->claim(0)->end, 8U);
    EXPECT_EQ(queue->claim(0)->end, 10U);
    EXPECT_FALSE(queue->claim(0).has_value());
}

TEST(WorkQueue, WhatIsGivenBackIsClaimedOnceMore)
{
    SharedObject<Queue> queue;
    queue->create(4, {.chunk = 4});
    ASSERT_TRUE(queue->claim(0).has_value());
    ASSERT_TRUE(queue->giveBack({1, 3}));
    const auto again = queue->claim(0);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->begin, 1U);
    EXPECT_EQ(again->end, 3U);
    EXPECT_FALSE(queue->claim(0).has_value());
}

TEST(WorkQueue, RefusesARangeWhenItsRingIsFullAndTakesItLater)
{
    SharedObject<Queue> queue;
    queue->create(1, {.chunk = 1});
    ASSERT_TRUE(queue->claim(0).has_value());
    std::uint64_t given = 0;
    while (queue->giveBack({given, given + 1}))
        ++given;
    EXPECT_EQ(given, WorkQueue::kRing);
    EXPECT_EQ(queue->claim(0)->begin, 0U);
    EXPECT_TRUE(queue->giveBack({given, given + 1}));
}

TEST(WorkQueue, RangesGivenBackWhileOthersClaimAreClaimedOnceEach)
{
    SharedObject<Shared> shared;
    shared->queue.create(0, {.chunk = 1});
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
    log->forEach(UINT64_MAX, [&](std::optional<std::uint64_t>, std::string_view message) {
        ++count;
        longest = std::max(longest, message.size());
    });
    EXPECT_EQ(count, ErrorLog::kEntries);
    EXPECT_EQ(longest, ErrorLog::kMessageBytes);
}

} // namespace interleave::test
