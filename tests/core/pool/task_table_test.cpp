// What the pool believes of a slot in the memory that it shares with its workers.

#include "core/pool/future.h"
#include "core/pool/task_table.h"

#include <gtest/gtest.h>

#include <unistd.h>

namespace interleave {
namespace {

class TaskTableTest : public testing::Test
{
protected:
    void SetUp() override
    {
        EXPECT_TRUE(m_table.submit({.completion = m_task}));
        m_slot = &m_memory.slot(m_task->slot);
    }
    void collect() { m_table.collectAll(); }
    // As its worker does it, last of all.
    void commit(bool failed = false)
    {
        m_slot->commit.store(TaskSlot::committed(m_task->ticket, failed));
        m_slot->word.fetch_or(TaskSlot::kDone);
    }

    PoolMemory m_memory = PoolMemory::create(1, 4).value();
    TaskTable m_table{m_memory};
    std::shared_ptr<CompletionOf<void>> m_task = std::make_shared<CompletionOf<void>>(nullptr);
    TaskSlot* m_slot = nullptr;
};

TEST_F(TaskTableTest, ATaskIsDoneWhenItsWorkerHasCommittedIt)
{
    commit();
    collect();
    ASSERT_TRUE(m_task->done());
    EXPECT_TRUE(m_task->result());
}

TEST_F(TaskTableTest, AVoidTaskThatSomebodyElseMarksAsDoneIsNot)
{
    m_slot->word.fetch_or(TaskSlot::kDone);
    collect();
    EXPECT_FALSE(m_task->done());
    m_slot->commit.store(TaskSlot::committed(m_task->ticket + 4, false)); // of a later task there
    collect();
    EXPECT_FALSE(m_task->done());
    commit();
    collect();
    EXPECT_TRUE(m_task->done());
}

TEST_F(TaskTableTest, ALengthThatCannotBeIsAFailureAndNotRead)
{
    m_slot->bytes = UINT32_MAX;
    commit();
    collect();
    ASSERT_TRUE(m_task->done());
    EXPECT_EQ(m_task->result().error().kind, TaskFailureKind::ResultNotRead);
}

TEST_F(TaskTableTest, AFailureThatIsNoneIsAFailureAllTheSame)
{
    m_slot->bytes = TaskSlot::kPayload;
    commit(true);
    collect();
    ASSERT_TRUE(m_task->done());
    EXPECT_FALSE(m_task->result());
}

TEST_F(TaskTableTest, F374_AFileThatHasTheNumberOfItsLargeArgumentsIsNotClosed)
{
    const auto task = std::make_shared<CompletionOf<void>>(nullptr);
    ASSERT_TRUE(
        m_table.submit({.bytes = std::string(TaskSlot::kPayload + 1, 'x'), .completion = task}));
    const int number = m_table.entry(task->slot).bytesFile.get();
    ASSERT_EQ(::dup2(STDERR_FILENO, number), number);
    m_table.fail(task->slot, cancelledWaiting());
    EXPECT_EQ(::close(number), 0) << "it was closed before";
}

class UndecidedTask : public TaskTableTest
{
protected:
    // A worker is about to take the request, and the pool takes it back.
    void takeBack(bool stopIfTaken)
    {
        m_desk.phase = TaskPhase::Waiting;
        m_desk.task = m_task->ticket + 1;
        EXPECT_EQ(m_table.takeBack(m_task->slot, cancelledWaiting(), stopIfTaken),
            TaskTable::TakeBack::Undecided);
        EXPECT_FALSE(settle()) << "it still stands there";
        EXPECT_FALSE(m_task->done());
        EXPECT_TRUE(m_table.hasUndecided());
    }
    // Which ticket is to be stopped.
    std::optional<std::uint64_t> settle()
    {
        std::optional<std::uint64_t> stopped;
        m_table.settleUndecided([] {}, [&](std::uint64_t ticket) { stopped = ticket; });
        return stopped;
    }

    Desk& m_desk = m_memory.desk(0);
};

TEST_F(UndecidedTask, F136_ThatItsWorkerLetsGoFailsAndNobodyWaitsForIt)
{
    takeBack(false);
    m_desk.task = 0;
    settle();
    ASSERT_TRUE(m_task->done());
    EXPECT_EQ(m_task->result().error().kind, TaskFailureKind::Cancelled);
    EXPECT_FALSE(m_table.hasUndecided());
}

TEST_F(UndecidedTask, F136_ThatItsWorkerTakesIsStoppedWhereItWasCancelled)
{
    takeBack(true);
    m_desk.phase = TaskPhase::Running;
    EXPECT_EQ(settle(), m_task->ticket);
    EXPECT_FALSE(m_table.hasUndecided());
}

TEST_F(UndecidedTask, F136_ThatItsWorkerTakesGoesOnWhereOnlyWaitingOnesWereToEnd)
{
    takeBack(false);
    m_desk.phase = TaskPhase::Running;
    EXPECT_FALSE(settle());
    commit();
    collect();
    EXPECT_TRUE(m_task->result());
}

TEST_F(UndecidedTask, F136_ThatHasEndedMeanwhileHasItsResult)
{
    takeBack(true);
    commit();
    m_desk.task = 0;
    EXPECT_FALSE(settle());
    EXPECT_TRUE(m_task->result());
}

TEST_F(TaskTableTest, F137_WhatEndedBehindALongTaskIsForgotten)
{
    for (int i = 0; i < 1'000; ++i) {
        auto task = std::make_shared<CompletionOf<void>>(nullptr);
        ASSERT_TRUE(m_table.submit({.completion = task}));
        m_table.fail(task->slot, cancelledWaiting());
        m_memory.confirmTaken(task->ticket);
    }
    EXPECT_LE(m_table.remembered(), 2U * m_memory.slots());
    EXPECT_FALSE(m_task->done());
}

TEST(TaskFailure, APhaseThatWasScribbledOverHasAText)
{
    EXPECT_FALSE(workerEnded({}, static_cast<TaskPhase>(200)).message.empty());
}

} // namespace
} // namespace interleave
