// Parts of tasks in a log, whatever becomes of the workers that write it.

#include "core/timeline/timeline_index.h"
#include "core/trace/recorder.h"

#include <gtest/gtest.h>

#include <memory>

namespace interleave::test {
namespace {

// The log of one worker and its successors.
class TaskParts : public testing::Test
{
protected:
    static constexpr std::uint64_t kBegin = 10'000;
    static constexpr int kCores[] = {0};

    explicit TaskParts(std::uint64_t maxEventBytes = 1 << 20)
        : m_writer(*RecordingWriter::create({.clock = Clock::fromHeader(ClockSource::Monotonic, 1),
            .tasks = 1'000,
            .cores = kCores,
            .maxEventBytes = maxEventBytes}))
    {
        m_writer.header().beginTicks = kBegin;
    }

    void part(std::uint64_t task, std::uint16_t which, TickRange time)
    {
        Recorder(m_writer, 0)
            .note({kBegin + time.begin, kBegin + time.end, task, 0, which, EventKind::Part, {}});
    }
    void parts(std::uint64_t task, std::uint64_t from)
    {
        part(task, 1, {from, from + 10});
        part(task, 2, {from + 10, from + 40});
        part(task, 3, {from + 40, from + 50});
    }
    void end(std::uint64_t task, TickRange time, TaskOutcome outcome = TaskOutcome::Succeeded)
    {
        Recorder(m_writer, 0)
            .taskEnded(
                {kBegin + time.begin, kBegin + time.end, task, 0, 0, EventKind::Task, outcome});
    }
    void mark(EventKind kind, std::uint64_t task, std::uint64_t at)
    {
        Recorder(m_writer, 0).note({kBegin + at, kBegin + at, task, 0, 0, kind, {}});
    }
    [[nodiscard]] TimelineIndex index() const
    {
        TimelineIndex index(
            std::make_shared<const Recording>(*Recording::open(m_writer.descriptor())));
        while (!index.extend(std::chrono::seconds(1))) { }
        return index;
    }
    /// When the parts of the task at that time begin.
    [[nodiscard]] std::vector<std::uint64_t> begins(std::uint64_t at) const
    {
        const TimelineIndex all = index();
        const auto task = all.taskAt(0, kBegin + at);
        EXPECT_TRUE(task);
        std::vector<std::uint64_t> begins;
        for (const TraceEvent& part : task ? all.partsOf(*task) : std::vector<TraceEvent>())
            begins.push_back(part.begin - kBegin);
        return begins;
    }

    RecordingWriter m_writer;
};

using Begins = std::vector<std::uint64_t>;

TEST_F(TaskParts, AreThoseRightBeforeTheEndOfTheTask)
{
    parts(7, 0);
    end(7, {0, 60});
    parts(8, 60);
    end(8, {60, 120});
    end(9, {120, 180});
    EXPECT_EQ(begins(30), (Begins{0, 10, 40}));
    EXPECT_EQ(begins(90), (Begins{60, 70, 100}));
    EXPECT_EQ(begins(150), Begins());
    EXPECT_TRUE(index().hasParts());
}

TEST_F(TaskParts, OfAWorkerThatWasKilledAreDropped)
{
    part(7, 1, {0, 10});
    part(7, 2, {10, 40});
    end(7, {0, 60}, TaskOutcome::Failed); // by the engine
    mark(EventKind::Died, 7, 60);
    mark(EventKind::Started, kNoTask, 70);
    EXPECT_EQ(begins(30), Begins());
}

TEST_F(TaskParts, OfATaskThatRunsAgainAreThoseOfTheLastTime)
{
    parts(7, 0);
    mark(EventKind::Died, kNoTask, 60);
    mark(EventKind::Started, kNoTask, 70);
    parts(7, 70);
    end(7, {70, 130});
    EXPECT_EQ(begins(90), (Begins{70, 80, 110}));
}

TEST_F(TaskParts, ThatCannotBeItsOwnAreDropped)
{
    parts(6, 0); // of another task
    end(7, {0, 60});
    part(8, 1, {30, 70}); // begins before
    part(8, 2, {70, 80});
    end(8, {60, 120});
    part(9, 1, {120, 190}); // ends later
    end(9, {120, 180});
    EXPECT_EQ(begins(30), Begins());
    EXPECT_EQ(begins(90), (Begins{70}));
    EXPECT_EQ(begins(150), Begins());
}

TEST_F(TaskParts, AreNotThereWhereNobodyTells)
{
    end(7, {0, 60});
    EXPECT_FALSE(index().hasParts());
    EXPECT_EQ(begins(30), Begins());
}

TEST_F(TaskParts, LeaveTheTasksTheirPlacesInTime)
{
    for (std::uint64_t task = 0; task < 300; ++task) {
        parts(task, task * 60);
        end(task, {task * 60, (task + 1) * 60});
    }
    const TimelineIndex all = index();
    for (std::uint64_t task = 0; task < 300; ++task)
        EXPECT_EQ(all.taskAt(0, kBegin + task * 60 + 30)->event.task, task);
    TimelineColumn column;
    all.columns(0, {kBegin, kBegin + 300 * 60}, {&column, 1});
    EXPECT_EQ(column.tasks, 300U);
    EXPECT_FLOAT_EQ(column.busy, 1);
}

class TaskPartsInASmallRecording : public TaskParts
{
protected:
    TaskPartsInASmallRecording()
        : TaskParts(4'096)
    {
    }
};

TEST_F(TaskPartsInASmallRecording, AreNotTakenForTasksThatWereRecorded)
{
    for (std::uint64_t task = 0; task < 100; ++task) {
        parts(task, task * 60);
        end(task, {task * 60, (task + 1) * 60});
    }
    m_writer.header().endTicks = kBegin + 6'000;
    EXPECT_GE(index().eventsIndexed(), 100U);
    const auto missing = index().notRecorded(0);
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->end, kBegin + 6'000);
}

} // namespace
} // namespace interleave::test
