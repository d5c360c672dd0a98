// What a recording says of where the time of a picture went.

#include "core/engine/trial/trial.h"
#include "core/timeline/timeline_index.h"
#include "core/workload/image/picture_times.h"
#include "tests/support/engine_run.h"
#include "tests/support/one_core.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace interleave::test {
namespace {

struct TaskWithParts
{
    TraceEvent task;
    std::vector<TraceEvent> parts;
};

class PictureParts : public testing::Test
{
protected:
    [[nodiscard]] Experiment pictures() const
    {
        return {.workload = WorkloadKind::ImageFilter,
            .params = {{"output", m_output.path().string()},
                {"overwrite", true},
                {"filters", std::string("grayscale")}},
            .tasks = 12,
            .workers = 2};
    }
    /// All tasks in the recording of a run.
    std::vector<TaskWithParts> tasksOf(const Experiment& experiment)
    {
        std::vector<TaskWithParts> found;
        WatchedRun run;
        run.onTrialEnded([&](RunningTrial& ended) {
            TimelineIndex index(std::make_shared<const Recording>(*ended.recording()));
            while (!index.extend(std::chrono::seconds(1))) { }
            const TickRange all{0, UINT64_MAX};
            for (unsigned worker = 0; worker < index.workers(); ++worker) {
                for (const RecordedTask& task : index.tasksIn(worker, all, 0).tasks)
                    found.push_back({task.event, index.partsOf(task)});
            }
            m_hasParts = index.hasParts();
            m_clock = index.recording().clock();
            m_dropped = index.recording().eventCounts().dropped;
        });
        m_trial = run.run(experiment).trials.at(0);
        return found;
    }

    TemporaryFolder m_output;
    Clock m_clock;
    TrialResult m_trial;
    bool m_hasParts = false;
    std::uint64_t m_dropped = 0;
};

void expectPartsOf(const TaskWithParts& picture, std::uint16_t howMany)
{
    ASSERT_EQ(picture.parts.size(), howMany);
    std::uint64_t time = picture.task.begin;
    for (std::uint16_t number = 0; number < howMany; ++number) {
        const TraceEvent& part = picture.parts[number];
        EXPECT_EQ(part.core, number + 1) << "decoding, filtering, encoding";
        EXPECT_GE(part.begin, time);
        EXPECT_GT(part.end, part.begin);
        time = part.end;
    }
    EXPECT_LE(time, picture.task.end);
}

TEST_F(PictureParts, AreDecodingFilteringAndEncodingInOrderWithinTheTask)
{
    const auto tasks = tasksOf(pictures());
    EXPECT_EQ(tasks.size(), 12U);
    EXPECT_EQ(m_dropped, 0U);
    for (const TaskWithParts& task : tasks)
        expectPartsOf(task, 3);
}

TEST_F(PictureParts, TakeNoLessThanTheProcessorTimeThatTheTrialTells)
{
    PictureTimes told;
    for (const auto& [task, parts] : tasksOf(pictures())) {
        for (const TraceEvent& part : parts)
            *told.of(static_cast<PicturePart>(part.core)) += m_clock.toNs(durationOf(part));
    }
    const auto expectAsLong = [&](const char* name, std::uint64_t ns) {
        const auto figure = std::ranges::find(m_trial.outcome.figures, name, &OutcomeFigure::name);
        ASSERT_NE(figure, m_trial.outcome.figures.end());
        EXPECT_GT(figure->value, 0) << name;
        EXPECT_GE(static_cast<double>(ns), 0.999 * figure->value) << name << ": clocks differ";
    };
    expectAsLong("decode_ns", told.decodeNs);
    expectAsLong("filter_ns", told.filterNs);
    expectAsLong("encode_ns", told.encodeNs);
}

TEST_F(PictureParts, F306_FillTheirTaskAlsoWhereWorkersTakeACoreFromEachOther)
{
    const OneCore one;
    Experiment crowded = pictures();
    crowded.workers = 4;
    crowded.tasks = 40;
    std::uint64_t inTasks = 0;
    std::uint64_t inParts = 0;
    for (const auto& [task, parts] : tasksOf(crowded)) {
        inTasks += durationOf(task);
        for (const TraceEvent& part : parts)
            inParts += durationOf(part);
    }
    EXPECT_GT(static_cast<double>(inParts), 0.8 * static_cast<double>(inTasks))
        << "processors had no more than a quarter of it";
}

TEST_F(PictureParts, EndWithFilteringWhereNoResultIsWritten)
{
    Experiment timing = pictures();
    timing.params["output"] = std::string();
    for (const TaskWithParts& task : tasksOf(timing))
        expectPartsOf(task, 2);
}

TEST_F(PictureParts, AreOnlyOfTasksThatSucceededWhoeverIsKilled)
{
    Experiment killed = pictures();
    killed.inject = {{FaultKind::KillWorker}, {FaultKind::Raise, 3}};
    std::size_t succeeded = 0;
    for (const TaskWithParts& task : tasksOf(killed)) {
        const bool whole = task.task.outcome == TaskOutcome::Succeeded;
        expectPartsOf(task, whole ? 3 : 0);
        succeeded += whole ? 1 : 0;
    }
    EXPECT_GE(succeeded, 10U);
}

TEST_F(PictureParts, AreTasksInStripsAndNothingElsewhere)
{
    Experiment strips = pictures();
    strips.params["division"] = std::string("strip");
    EXPECT_FALSE(tasksOf(strips).empty());
    EXPECT_FALSE(m_hasParts);
    EXPECT_EQ(tasksOf({.workload = WorkloadKind::Squares, .tasks = 100}).size(), 100U);
    EXPECT_FALSE(m_hasParts);
}

} // namespace
} // namespace interleave::test
