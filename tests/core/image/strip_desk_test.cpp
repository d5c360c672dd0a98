// How the tasks of a run in strips wait for each other, whatever becomes of some.
#include "core/engine/resources/trial_memory.h"
#include "core/trace/recording_writer.h"
#include "core/workload/strip_desk.h"

#include <gtest/gtest.h>

#include <thread>

namespace interleave {
namespace {

using Wait = StripDesk::Wait;

constexpr std::uint64_t kTasks = 8; // two pictures: decoded, two strips, written

// In which a second is over in a millisecond.
Clock fastClock()
{
    const Clock real = Clock::calibrate();
    return Clock::fromHeader(real.source(), real.nsPerTick() * 1'000);
}

class StripDeskTest : public testing::Test
{
protected:
    StripDeskTest() { StripDesk::headerIn(m_memory.area()).strips = 2; }

    [[nodiscard]] StripHeader& header() { return StripDesk::headerIn(m_memory.area()); }
    [[nodiscard]] TaskLedger ledger() { return m_memory.ledger(); }
    void stop() { m_memory.block().stop.store(1); } // who would wait on comes back
    [[nodiscard]] Wait waitFor(std::uint64_t begin, std::uint64_t end)
    {
        return m_desk.waitFor({begin, end}, m_worker);
    }

    const Clock m_clock = fastClock();
    const StripPlan m_plan{{FilterStep{.kind = FilterKind::Sobel}}, {.strips = 2, .writes = true}};
    TrialMemory m_memory
        = TrialMemory::create(kTasks, {.areaBytes = StripDesk::bytesFor(m_plan, 2, kTasks)})
              .value();
    RecordingWriter m_recording
        = RecordingWriter::create({.clock = m_clock, .tasks = kTasks}).value();
    Recorder m_recorder{m_recording, 0};
    WorkerContext m_worker{WorkerParts{.clock = m_clock,
        .index = 0,
        .arm = {},
        .delayNs = 0,
        .stop = m_memory.block().stop,
        .recorder = m_recorder,
        .ledger = m_memory.ledger(),
        .slot = m_memory.slot(0),
        .shared = m_memory.block().shared,
        .area = m_memory.area(),
        .errors = m_memory.block().errors,
        .moreErrors = m_memory.moreErrors(),
        .taskFailed = [] {},
        .fileLock = {},
        .limit = TimeLimit(m_memory.block().watchNotes, m_clock, 0, 1),
        .log = nullptr,
        .tags = nullptr}};
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
    EXPECT_EQ(waitFor(1, 2), Wait::Abandoned);
}

TEST_F(StripDeskTest, ATaskThatIsAtWorkIsWaitedForAfterADeathToo)
{
    header().deaths.store(1);
    (void)ledger().start(1);
    const std::uint64_t begin = m_clock.ticks();
    std::thread other([&] { // longer than one that is not begun is waited for
        while (m_clock.toNs(m_clock.ticks() - begin) < 2 * kAbandonedNs)
            std::this_thread::yield();
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
} // namespace interleave
