// How the tasks of a run in strips wait for each other, whatever becomes of some.
#include "tests/core/image/strip_worker.h"

#include <thread>

namespace interleave::test {
namespace {

using Wait = StripDesk::Wait;

constexpr std::uint64_t kTasks = 8; // two pictures: decoded, two strips, written

StripPlan smallPlan()
{
    return {{FilterStep{.kind = FilterKind::Sobel}}, {.strips = 2, .writes = true}};
}

class StripDeskTest : public StripWorkerTest
{
protected:
    StripDeskTest()
        : StripWorkerTest(kTasks, StripDesk::bytesFor(smallPlan(), kTasks))
    {
    }
    [[nodiscard]] Wait waitFor(std::uint64_t begin, std::uint64_t end)
    {
        return m_desk.waitFor({begin, end}, m_worker);
    }

    const StripPlan m_plan = smallPlan();
    const StripDesk m_desk{m_memory.area(), m_plan, kTasks};
};

TEST_F(StripDeskTest, TasksOfAPictureStandInTheirOrder)
{
    EXPECT_EQ(m_plan.tasksPerPicture(), 4U);
    EXPECT_TRUE(m_plan.decodes(m_plan.placeOf(4)));
    EXPECT_EQ(m_plan.placeOf(6).strip, 1U);
    EXPECT_TRUE(m_plan.encodes(m_plan.placeOf(7)));
    EXPECT_EQ(m_plan.describe(m_plan.placeOf(6)), "strip 2 of 2 of sobel");
}

TEST_F(StripDeskTest, WhoWaitsIsToldWhatBecameOfThem)
{
    m_desk.end(1, StripEnd::Done, 5);
    m_desk.end(2, StripEnd::Done, 6);
    EXPECT_EQ(waitFor(1, 3), Wait::Done);
    EXPECT_EQ(m_desk.resultOf(2), 6U);
    m_desk.end(2, StripEnd::Lost, 0);
    EXPECT_EQ(waitFor(1, 3), Wait::Lost);
    EXPECT_EQ(m_desk.firstLost({1, 3}), 2U);
}

TEST_F(StripDeskTest, OfTheDeadTheLedgerTells)
{
    for (const TaskMark mark : {TaskMark::Died, TaskMark::TimedOut, TaskMark::Failed}) {
        ledger().finish(1, mark, 0);
        EXPECT_EQ(waitFor(1, 2), Wait::Lost);
    }
    m_desk.end(1, StripEnd::Done, 0); // it died when all was done
    EXPECT_EQ(waitFor(1, 2), Wait::Done);
}

TEST_F(StripDeskTest, WhoIsToldToStopDoesNotWaitOn)
{
    stop();
    EXPECT_EQ(waitFor(1, 2), Wait::Stopped);
}

// Its worker was killed between claiming it and saying so: the engine finds it when nobody works.
TEST_F(StripDeskTest, ATaskThatNobodyBeginsAfterADeathIsGivenUp)
{
    header().deaths.store(1);
    EXPECT_EQ(waitFor(1, 2), Wait::Lost);
    EXPECT_EQ(m_desk.endOf(1), StripEnd::Lost) << "nobody else waits for it";
    EXPECT_FALSE(m_desk.begin(1)) << "whoever comes to it after all";
}

TEST_F(StripDeskTest, F242_AsLongAsOneIsAtWorkAnotherThatNobodyBeginsIsNotGivenUp)
{
    header().deaths.store(1);
    (void)ledger().start(2);
    ASSERT_TRUE(m_desk.begin(2));
    std::thread other([&] {
        waitLong();
        m_desk.end(2, StripEnd::Done, 0);
    });
    EXPECT_EQ(waitFor(1, 3), Wait::Lost);
    EXPECT_EQ(m_desk.endOf(2), StripEnd::Done) << "its picture's rooms would have been taken";
    other.join();
}

TEST_F(StripDeskTest, F242_ADecoderWaitsOnceForATaskThatNobodyBegins)
{
    header().deaths.store(1);
    for (const std::uint64_t task : {0U, 1U, 3U})
        m_desk.end(task, StripEnd::Done, 0);
    EXPECT_EQ(m_desk.waitForAllBefore(4, m_worker), Wait::Lost);
    EXPECT_EQ(header().endedBefore.load(), 4U);
    stop();
    EXPECT_EQ(waitFor(2, 3), Wait::Lost) << "who waits for the same one is told at once";
}

TEST_F(StripDeskTest, F242_WhatWasGivenUpStaysLost)
{
    header().deaths.store(1);
    EXPECT_EQ(waitFor(1, 2), Wait::Lost);
    m_desk.end(1, StripEnd::Done, 5);
    EXPECT_EQ(m_desk.endOf(1), StripEnd::Lost);
}

TEST_F(StripDeskTest, F243_TakersThatNobodyHasClaimedYetAreNotGivenUp)
{
    header().deaths.store(1);
    (void)ledger().start(1); // the others are claimed when this one has ended
    ASSERT_TRUE(m_desk.begin(1));
    StripDesk::Watch watch(m_desk, {1, 4}, m_worker);
    waitLong();
    EXPECT_EQ(watch.look(), StripDesk::Watch::State::Open);
    m_desk.end(1, StripEnd::Done, 0);
    EXPECT_EQ(watch.look(), StripDesk::Watch::State::Open) << "anew, from that end on";
    waitLong();
    EXPECT_EQ(watch.look(), StripDesk::Watch::State::Lost) << "nobody comes any more";
}

TEST_F(StripDeskTest, ATaskThatIsAtWorkIsWaitedForAfterADeathToo)
{
    header().deaths.store(1);
    (void)ledger().start(1);
    std::thread other([&] {
        waitLong();
        m_desk.end(1, StripEnd::Done, 0);
    });
    EXPECT_EQ(waitFor(1, 2), Wait::Done);
    other.join();
}

TEST_F(StripDeskTest, ALaterPictureKeepsTheRooms)
{
    EXPECT_TRUE(m_desk.takeRooms(1));
    EXPECT_FALSE(m_desk.takeRooms(0)) << "its decoder comes too late";
    EXPECT_FALSE(m_desk.hasRooms(0));
    EXPECT_TRUE(m_desk.hasRooms(1));
}

TEST_F(StripDeskTest, ADecoderWaitsForAllTasksBeforeIt)
{
    for (const std::uint64_t task : {0U, 2U, 3U})
        m_desk.end(task, StripEnd::Done, 0);
    stop();
    EXPECT_EQ(m_desk.waitForAllBefore(4, m_worker), Wait::Stopped) << "one strip is at work";
    ledger().finish(1, TaskMark::Died, 0);
    EXPECT_EQ(m_desk.waitForAllBefore(4, m_worker), Wait::Lost);
    EXPECT_EQ(header().endedBefore.load(), 4U);
}

} // namespace
} // namespace interleave::test
