// What is said of items that did not arrive, from the marks of items and tasks.

#include "core/workload/buffer_outcome.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace interleave {
namespace {

constexpr std::uint64_t kTasks = 10;
constexpr std::uint64_t kItems = 5; // one of each task of the producer

constexpr BufferSize kSize{.share = kItems, .workers = 2, .itemsPerTask = 1, .items = kItems};

// A producer and a consumer: all items were put in and none arrived.
class BufferOutcome : public testing::Test
{
protected:
    BufferOutcome()
    {
        for (ItemMark& mark : BufferArea(m_area, kSize).marks)
            mark.store(kItemPut);
    }

    void end(std::uint64_t task, TaskMark mark)
    {
        m_ledger.start(task);
        m_ledger.finish(task, mark, 0);
    }
    void markAsLeft() { markAllAsLeft(m_area, kSize, m_ledger); }
    void lookAtIt() { BufferArea(m_area, kSize).samples[0] = {.ticks = 1, .occupancy = 1}; }
    [[nodiscard]] WorkloadOutcome outcome(TrialEnd end = TrialEnd::Finished)
    {
        const Clock clock = Clock::calibrate();
        const EndedTrial trial{.shared = *m_shared,
            .area = m_area,
            .shape = {.tasks = kTasks, .workers = 2},
            .clock = clock,
            .beginTicks = 0,
            .wallNs = 0,
            .arm = {},
            .ledger = m_ledger,
            .end = end};
        return describeBuffer(trial, kSize, 1);
    }
    [[nodiscard]] double figure(std::string_view name, TrialEnd end = TrialEnd::Finished)
    {
        const WorkloadOutcome described = outcome(end);
        const auto found = std::ranges::find(described.figures, name, &OutcomeFigure::name);
        return found == described.figures.end() ? -1 : found->value;
    }

private:
    struct alignas(kCacheLine) Line
    {
        std::byte bytes[kCacheLine];
    };
    std::vector<Line> m_memory{BufferArea::bytes(2, kItems) / sizeof(Line) + 1};
    std::span<std::byte> m_area = std::as_writable_bytes(std::span(m_memory));
    std::unique_ptr<SharedState> m_shared = std::make_unique<SharedState>();
    std::vector<TaskLedger::Line> m_lines{TaskLedger::linesFor(kTasks)};
    TaskLedger m_ledger{m_lines, kTasks};
};

} // namespace

TEST_F(BufferOutcome, F145_TasksThatGotNoGuardExcuseNoLostItem)
{
    for (std::uint64_t task = 0; task < kTasks; ++task)
        end(task, TaskMark::Failed);
    EXPECT_EQ(figure("lost"), kItems);
    EXPECT_EQ(figure("in_dead_hands"), 0);
}

// Its marks would be zero; read, they would be pages of memory and seconds.
TEST_F(BufferOutcome, F229_OfARunThatIsStoppedWhatNobodyHasBegunIsNotLookedAt)
{
    end(0, TaskMark::Succeeded);
    end(1, TaskMark::Succeeded);
    EXPECT_EQ(figure("items", TrialEnd::Cancelled), 2);
    EXPECT_EQ(figure("items", TrialEnd::Finished), kItems);
}

TEST_F(BufferOutcome, EachDeathExcusesOne)
{
    for (std::uint64_t task = 0; task < kTasks; ++task)
        end(task, task < 2 ? TaskMark::Died : TaskMark::Succeeded);
    EXPECT_EQ(figure("lost"), kItems - 2);
    EXPECT_EQ(figure("in_dead_hands"), 2);
}

TEST_F(BufferOutcome, WhatIsStillInAChannelThatCannotBeReadIsNotLost)
{
    end(0, TaskMark::Succeeded);
    end(1, TaskMark::Succeeded);
    markAsLeft();
    EXPECT_EQ(figure("left", TrialEnd::Cancelled), 2);
    EXPECT_EQ(figure("lost", TrialEnd::Cancelled), 0);
    EXPECT_TRUE(outcome(TrialEnd::Cancelled).asWanted);
}

TEST_F(BufferOutcome, OfABufferThatNobodyHasLookedAtNoWaitsAreToldNorHowFullItWas)
{
    EXPECT_EQ(figure("producers_wait"), -1);
    EXPECT_EQ(figure("consumers_wait"), -1);
    EXPECT_TRUE(outcome().charts.empty());
    lookAtIt();
    EXPECT_EQ(figure("producers_wait"), 0);
    EXPECT_EQ(outcome().charts.size(), 2U);
}

} // namespace interleave
