// What a dead worker had of its static share is its successor's: workers that meet play a part
// each.

#include "core/work/claims.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace interleave::test {
namespace {

class StaticShare : public testing::Test
{
protected:
    StaticShare()
    {
        m_queue->create(40, {.schedule = Schedule::Static, .chunk = 5, .workers = 2}, m_slots);
    }
    // Worker 1 ends the tasks of its claim before `task`, which it begins.
    void dieIn(std::uint64_t task)
    {
        const TaskRange claim = m_queue->claim(m_slots[1]).value();
        for (std::uint64_t done = claim.begin; done < task; ++done)
            m_ledger.finish(done, TaskMark::Succeeded, 0, m_ledger.start(done));
        m_slots[1].current.store(task);
        m_ledger.start(task);
    }
    void settle()
    {
        for (const Claims::Hand& hand : m_claims.takeFromDead(1, 1))
            m_claims.settle(hand);
    }
    void expectNextBegins(std::uint64_t task)
    {
        while (const auto others = m_queue->claim(m_slots[0]))
            EXPECT_LT(others->begin, 20U);
        EXPECT_EQ(m_queue->claim(m_slots[1]).value().begin, task);
    }

    std::unique_ptr<WorkQueue> m_queue{new WorkQueue()};
    std::vector<ClaimSlot> m_slots{2};
    std::vector<TaskLedger::Line> m_lines{TaskLedger::linesFor(40)};
    TaskLedger m_ledger{m_lines, 40};
    WatchNotes m_watchNotes{};
    Claims m_claims{*m_queue, m_ledger, m_slots, m_watchNotes, Schedule::Static};
};

} // namespace

TEST_F(StaticShare, IsTakenUpAfterTheTaskInWhichItsWorkerDied)
{
    dieIn(22);
    settle();
    EXPECT_EQ(m_ledger.mark(22), TaskMark::Died);
    expectNextBegins(23);
}

TEST_F(StaticShare, F282_ThatAWorkerHasScribbledOverLeadsNobodyOutOfTheTasks)
{
    dieIn(22);
    m_slots[1].shareNext.store(std::uint64_t{1} << 45U);
    m_slots[1].shareEnd = UINT64_MAX;
    settle();
    EXPECT_EQ(m_ledger.mark(22), TaskMark::Died);
    m_slots[1].shareNext.store(0);
    m_claims.giveBackShare(1);
    const TaskRange others = m_queue->claim(m_slots[0]).value();
    EXPECT_EQ(others.begin, 20U);
    EXPECT_EQ(others.end, 40U);
}

TEST_F(StaticShare, BeginsWithATaskThatRunsAgain)
{
    dieIn(22);
    m_claims.expectTimeOut(1, 21); // and that had just ended
    settle();
    ASSERT_EQ(m_claims.again().size(), 1U);
    expectNextBegins(22);
}

TEST_F(StaticShare, KeepsAClaimThatWasNotNoted)
{
    dieIn(24);
    settle();
    ASSERT_TRUE(m_queue->claim(m_slots[1]));
    m_slots[1].drop(); // as if killed before it noted anything
    settle();
    expectNextBegins(25);
}

TEST_F(StaticShare, ThatWasGivenToOthersIsNotTakenBack)
{
    dieIn(22);
    settle();
    m_claims.giveBackShare(1);
    const TaskRange others = m_queue->claim(m_slots[1]).value(); // of the ring, as anybody may
    EXPECT_EQ(others.begin, 23U);
    EXPECT_EQ(others.end, 40U);
    m_slots[1].end.store(30); // as if it had got a part only, and another the rest
    settle();
    EXPECT_EQ(m_queue->claim(m_slots[0])->end, 30U);
    while (const auto rest = m_queue->claim(m_slots[0]))
        EXPECT_LT(rest->begin, 20U);
    EXPECT_FALSE(m_queue->claim(m_slots[1]).has_value());
}

} // namespace interleave::test
