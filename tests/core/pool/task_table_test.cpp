// What the pool believes of a slot in the memory that it shares with its workers.

#include "core/pool/future.h"
#include "core/pool/task_table.h"

#include <gtest/gtest.h>

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
    void collect()
    {
        Endings endings([](const auto&) {});
        m_table.collectAll(endings);
    }
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

TEST(TaskFailure, APhaseThatWasScribbledOverHasAText)
{
    EXPECT_FALSE(workerEnded({}, static_cast<TaskPhase>(200)).message.empty());
}

} // namespace
} // namespace interleave
