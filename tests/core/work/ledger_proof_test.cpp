#include "core/work/ledger_proof.h"

#include <gtest/gtest.h>

#include <vector>

namespace interleave::test {

namespace {

constexpr std::uint64_t kTasks = 100;

// A ledger in which each task has run once, to be tampered with.
class LedgerProof : public testing::Test
{
protected:
    LedgerProof()
    {
        for (std::uint64_t task = 0; task < kTasks; ++task)
            run(task);
    }

    void run(std::uint64_t task)
    {
        ledger.start(task);
        ledger.finish(task, TaskMark::Succeeded, task);
    }
    void forget(std::uint64_t task)
    {
        lines[task / TaskLedger::kPerLine].entries[task % TaskLedger::kPerLine] = 0;
    }
    [[nodiscard]] LedgerResult prove(bool stopped = false) const
    {
        return proveLedger(ledger, ends, again, stopped);
    }

    std::vector<TaskLedger::Line> lines{TaskLedger::linesFor(kTasks)};
    TaskLedger ledger{lines, kTasks};
    std::uint64_t ends = kTasks;
    std::vector<RunAgain> again;
};

} // namespace

TEST_F(LedgerProof, HoldsWhenEachTaskRanOnce)
{
    const LedgerResult result = prove();
    EXPECT_TRUE(result.proved) << result.doubt;
    EXPECT_EQ(result.ranOnce, kTasks);
    EXPECT_TRUE(result.exceptions.empty());
}

TEST_F(LedgerProof, FailsWhenATaskWasLeftOut)
{
    forget(17);
    ends = kTasks - 1;
    const LedgerResult result = prove();
    EXPECT_FALSE(result.proved);
    EXPECT_EQ(result.doubt, "task 17 has no end, but the run was not stopped");
    EXPECT_EQ(result.never, 1U);
}

TEST_F(LedgerProof, FailsWhenATaskRanTwiceForNoReason)
{
    run(17);
    ends = kTasks + 1;
    const LedgerResult result = prove();
    EXPECT_FALSE(result.proved);
    EXPECT_EQ(result.doubt, "task 17 was begun 2 times, but 1 are accounted for");
    EXPECT_EQ(result.again, 1U);
}

TEST_F(LedgerProof, FailsWhenTheWorkersHaveCountedAnotherNumberOfEnds)
{
    ends = kTasks + 1;
    EXPECT_EQ(prove().doubt, "100 tasks have an end, but the workers have counted 101");
    ends = kTasks - 1;
    EXPECT_FALSE(prove().proved);
}

TEST_F(LedgerProof, HoldsWithoutASecondCountWhereThereIsNone)
{
    const LedgerResult result = proveLedger(ledger, std::nullopt, again, false);
    EXPECT_TRUE(result.proved) << result.doubt;
    EXPECT_EQ(result.endsCounted, kTasks);
}

TEST_F(LedgerProof, FailsWhenATaskHasAnEndButNoBegin)
{
    forget(3);
    ledger.finish(3, TaskMark::Succeeded, 9);
    EXPECT_EQ(prove().doubt, "task 3 was begun 0 times, but 1 are accounted for");
}

TEST_F(LedgerProof, FailsWhenATaskThatWasToRunAgainDidNot)
{
    again = {{5, LedgerReason::ProcessShared}};
    EXPECT_EQ(prove().doubt, "task 5 was begun 1 times, but 2 are accounted for");
}

TEST_F(LedgerProof, HoldsWithAReasonForEveryTaskThatRanAgain)
{
    ledger.clear(5);
    run(5);
    again = {{5, LedgerReason::SignalHitNextTask}};
    const LedgerResult result = prove();
    EXPECT_TRUE(result.proved) << result.doubt;
    EXPECT_EQ(result.again, 1U);
    EXPECT_EQ(result.ranOnce, kTasks - 1);
    ASSERT_EQ(result.exceptions.size(), 1U);
    EXPECT_EQ(result.exceptions[0].reason, LedgerReason::SignalHitNextTask);
    EXPECT_EQ(result.exceptions[0].examples, std::vector<std::uint64_t>{5});
}

TEST_F(LedgerProof, HoldsForMoreRunsThanAnEntryCanCount)
{
    for (unsigned i = 0; i < 2 * TaskLedger::kMostRuns; ++i) {
        ledger.clear(5);
        run(5);
        again.push_back({5, LedgerReason::ProcessShared});
    }
    EXPECT_TRUE(prove().proved);
}

TEST_F(LedgerProof, OfAStoppedRunSaysWhichTasksDidNotRun)
{
    forget(8);
    forget(9);
    ledger.start(9);
    ends = kTasks - 2;
    const LedgerResult result = prove(true);
    EXPECT_TRUE(result.proved) << result.doubt;
    EXPECT_EQ(result.never, 1U);
    EXPECT_EQ(result.cutOff, 1U);
    ASSERT_EQ(result.exceptions.size(), 2U);
    EXPECT_EQ(result.exceptions[0].reason, LedgerReason::NotBegun);
    EXPECT_EQ(result.exceptions[1].reason, LedgerReason::CutOff);
}

TEST_F(LedgerProof, F126_WhatNobodyHasTouchedIsProvedWithoutALook)
{
    for (const std::uint64_t task : {10U, 11U, 60U, 99U}) {
        forget(task);
        --ends;
    }
    const std::vector<TaskRange> touched{{0, 11}, {12, 99}};
    const LedgerResult all = prove(true);
    const LedgerResult part = proveLedger(ledger, ends, again, true, touched);
    EXPECT_TRUE(part.proved) << part.doubt;
    EXPECT_EQ(part.never, all.never);
    EXPECT_EQ(part.ranOnce, all.ranOnce);
    ASSERT_EQ(part.exceptions.size(), 1U);
    EXPECT_EQ(part.exceptions[0].tasks, 4U);
    EXPECT_EQ(part.exceptions[0].examples, all.exceptions[0].examples);
    EXPECT_FALSE(proveLedger(ledger, ends, again, false, touched).proved);
}

} // namespace interleave::test
