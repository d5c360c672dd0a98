#include "core/work/claim_loop.h"
#include "core/work/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <vector>

namespace interleave::test {

namespace {

using testing::ElementsAre;

constexpr std::uint64_t kJobTasks = 100;
constexpr std::uint32_t kWorkers = 3;

// What a job has in shared memory, in the memory of this process.
class ClaimsTest : public testing::Test
{
protected:
    explicit ClaimsTest(HandingOut how = {.chunk = 10, .workers = kWorkers})
    {
        m_queue->create(kJobTasks, how, m_slots);
        m_claims.emplace(*m_queue, m_ledger, m_slots, m_watchNotes, how.schedule);
    }

    // Claims, and runs up to `last`, which it begins and does not end.
    void workUpTo(std::uint32_t worker, std::uint64_t last)
    {
        ClaimSlot& slot = m_slots[worker];
        runTasks(
            *m_queue->claim(slot),
            slot,
            m_ledger,
            0,
            [] { return false; },
            [&](std::uint64_t task, std::uint64_t, std::uint32_t runs) {
                std::optional<std::uint64_t> end;
                if (task != last) {
                    m_ledger.finish(task, TaskMark::Succeeded, task, runs);
                    end = 0;
                }
                return end;
            });
    }
    void workOnAll(std::uint32_t worker)
    {
        const auto never = [] { return false; };
        TaskPace pace;
        runClaims(*m_queue, m_slots[worker], Clock(), pace, never, [&](TaskRange range) {
            return runTasks(range,
                m_slots[worker],
                m_ledger,
                0,
                never,
                [&](std::uint64_t task, std::uint64_t, std::uint32_t runs) {
                    m_ledger.finish(task, TaskMark::Succeeded, task, runs);
                    return std::optional<std::uint64_t>(0);
                });
        });
    }
    void settle(std::uint32_t first, std::uint32_t count = 1)
    {
        for (const Claims::Hand& hand : m_claims->takeFromDead(first, count))
            m_claims->settle(hand);
    }
    void expectAllEndedOnce()
    {
        while (m_claims->giveBackWhatIsLeft(true))
            workOnAll(0);
        const LedgerResult proof = proveLedger(m_ledger, std::nullopt, m_claims->again(), false);
        EXPECT_TRUE(proof.proved) << proof.doubt;
        EXPECT_EQ(proof.ranOnce + proof.again, kJobTasks);
    }

    std::unique_ptr<WorkQueue> m_queue{new WorkQueue()};
    std::vector<ClaimSlot> m_slots{kWorkers};
    std::vector<TaskLedger::Line> m_lines{TaskLedger::linesFor(kJobTasks)};
    TaskLedger m_ledger{m_lines, kJobTasks};
    WatchNotes m_watchNotes{};
    std::optional<Claims> m_claims;
};

class StaticClaims : public ClaimsTest
{
protected:
    StaticClaims()
        : ClaimsTest({.schedule = Schedule::Static, .chunk = 10, .workers = kWorkers})
    {
    }
};

} // namespace

TEST_F(ClaimsTest, TheTaskThatADeadWorkerWasInFailsAndTheRestOfItsClaimGoesToOthers)
{
    workUpTo(1, 4);
    EXPECT_EQ(m_claims->taskOf(1), 4U);
    settle(1);
    EXPECT_EQ(m_claims->taskOf(1), std::nullopt);
    EXPECT_EQ(m_ledger.mark(4), TaskMark::Died);
    EXPECT_EQ(m_queue->claim(m_slots[0])->begin, 5U);
}

TEST_F(ClaimsTest, AWorkerThatDiesBetweenTwoTasksLosesNone)
{
    workUpTo(1, 4);
    m_ledger.finish(4, TaskMark::Succeeded, 4);
    settle(1);
    EXPECT_EQ(m_ledger.mark(4), TaskMark::Succeeded);
    EXPECT_EQ(m_queue->claim(m_slots[0])->begin, 5U);
    settle(0);
    expectAllEndedOnce();
}

TEST_F(ClaimsTest, AClaimThatWasNotNotedIsFoundInTheLedgerWhenAllOthersAreIdle)
{
    ASSERT_TRUE(m_queue->claim(m_slots[1]));
    m_slots[1].drop(); // as if killed before it noted anything
    settle(1);
    workOnAll(0);
    EXPECT_EQ(m_ledger.mark(0), TaskMark::Untouched);
    expectAllEndedOnce();
}

TEST_F(ClaimsTest, TheTaskThatTookTooLongIsTimedOutAndThoseOfTheOtherThreadsRunAgain)
{
    workUpTo(0, 3);
    workUpTo(1, 14);
    m_claims->expectTimeOut(0, 3);
    settle(0, 2);
    EXPECT_EQ(m_ledger.mark(3), TaskMark::TimedOut);
    EXPECT_EQ(m_ledger.mark(14), TaskMark::Untouched);
    ASSERT_EQ(m_claims->again().size(), 1U);
    EXPECT_EQ(m_claims->again()[0].task, 14U);
    EXPECT_EQ(m_claims->again()[0].reason, LedgerReason::ProcessShared);
    expectAllEndedOnce();
}

TEST_F(ClaimsTest, ATaskHitByTheSignalForTheOneBeforeItRunsAgain)
{
    m_claims->expectTimeOut(2, 3);
    workUpTo(2, 4);
    settle(2);
    ASSERT_EQ(m_claims->again().size(), 1U);
    EXPECT_EQ(m_claims->again()[0].reason, LedgerReason::SignalHitNextTask);
    EXPECT_FALSE(m_claims->isOverdue(2)) << "its successor is not to be blamed";
    expectAllEndedOnce();
}

TEST_F(ClaimsTest, OnlyATaskThatHasBegunIsOverdue)
{
    const Clock clock;
    EXPECT_EQ(m_claims->overdueTask(0, clock, 0), std::nullopt);
    workUpTo(0, 6);
    EXPECT_EQ(m_claims->overdueTask(0, clock, 0), 6U);
    EXPECT_EQ(m_claims->overdueTask(0, clock, UINT64_MAX), std::nullopt);
    m_ledger.finish(6, TaskMark::Succeeded, 6);
    EXPECT_EQ(m_claims->overdueTask(0, clock, 0), std::nullopt);
}

// It may have begun the next task before the signal for the last one comes.
TEST_F(ClaimsTest, F135_AWorkerThatIsBeingStoppedHasNoOtherOverdueTask)
{
    const Clock clock;
    workUpTo(0, 6);
    m_claims->expectTimeOut(0, 5);
    EXPECT_EQ(m_claims->overdueTask(0, clock, 0), std::nullopt);
    settle(0);
    ASSERT_EQ(m_claims->again().size(), 1U);
    EXPECT_EQ(m_claims->again()[0].task, 6U);
}

TEST_F(ClaimsTest, MoreRangesThanTheQueueHasRoomForComeBackAllTheSame)
{
    for (std::uint64_t claimed = 0; claimed < kJobTasks; claimed += 10)
        ASSERT_TRUE(m_queue->claim(m_slots[0]));
    m_slots[0].drop();
    for (std::uint64_t task = 0; task < kJobTasks; ++task)
        m_claims->giveBack({task, task + 1});
    ASSERT_GT(kJobTasks, WorkQueue::kRing);
    while (m_claims->giveBackWhatIsLeft(false))
        workOnAll(0);
    expectAllEndedOnce();
}

TEST_F(ClaimsTest, WhatAWorkerHasScribbledOverItsSlotIsNotUsed)
{
    workUpTo(1, 4);
    for (const TaskRange range : {TaskRange{4, UINT64_MAX}, TaskRange{5, 3}}) {
        m_slots[1].begin.store(range.begin);
        m_slots[1].end.store(range.end);
        EXPECT_EQ(m_claims->taskOf(1), std::nullopt);
    }
    m_slots[1].note({kJobTasks + 5, kJobTasks + 10});
    EXPECT_THAT(m_claims->takeFromDead(1, 1)[0].task, std::nullopt);
    while (m_claims->giveBackWhatIsLeft(true))
        workOnAll(0);
    EXPECT_EQ(proveLedger(m_ledger, std::nullopt, {}, false).ranOnce, kJobTasks - 1);
    EXPECT_EQ(m_ledger.mark(4), TaskMark::Started);
}

TEST_F(StaticClaims, TheShareOfAWorkerThatIsGoneGoesToOthers)
{
    workUpTo(1, 34);
    settle(1);
    m_claims->giveBackShare(1);
    workOnAll(0);
    workOnAll(2);
    EXPECT_FALSE(m_claims->giveBackWhatIsLeft(true));
    expectAllEndedOnce();
}

TEST_F(StaticClaims, AShareThatNobodyComesForIsGivenBackWhenAllAreIdle)
{
    workOnAll(0);
    expectAllEndedOnce();
}

} // namespace interleave::test
