// What the gallery knows of each task.

#include "core/model/image_parameters.h"
#include "core/trace/recording_writer.h"
#include "core/trace/tick_range.h"
#include "core/workload/strip_plan.h"
#include "tests/ui/picture_log.h"
#include "tests/ui/print_qt.h"
#include "ui/images/picture_states.h"
#include "ui/images/pictures_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

TEST(PictureStates, FollowTheRecording)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 1);
    EXPECT_TRUE(states.look());
    EXPECT_EQ(states.size(), 20U);
    EXPECT_EQ(states.counts().done, 0U);
    run.append(8);
    EXPECT_TRUE(states.look());
    EXPECT_EQ(states.counts().done, 8U);
    EXPECT_EQ(states[7].state, PictureState::Done);
    EXPECT_EQ(states[8].state, PictureState::Waiting);
    EXPECT_GT(states[7].end, states[7].begin);
}

TEST(PictureStates, InStripsAPictureIsDoneWithTheLastOfItsTasks)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    EXPECT_EQ(states.size(), 4U);
    run.append(4);
    states.look();
    EXPECT_EQ(states.counts().done, 0U);
    run.append(6);
    states.look();
    EXPECT_EQ(states.counts().done, 2U);
    EXPECT_EQ(states[1].task, 9U);
    EXPECT_LT(states[1].since, states[1].begin);
    EXPECT_EQ(states.pictureOf(14), 2U);
    EXPECT_EQ(states.pictureOf(20), std::nullopt);
}

// Of decoding, a strip of each of two workers, and encoding, which began while these were at it.
TEST(PictureStates, InStripsWhatATaskWaitedForTheOthersIsNotItsTime)
{
    Experiment experiment{.workload = WorkloadKind::ImageFilter};
    experiment.params["division"] = std::string("strip");
    experiment.params["output"] = std::string("/there");
    experiment.params["filters"] = std::string("grayscale");
    const auto plan = stripPlanOf(experiment, 2);
    ASSERT_TRUE(plan);
    ASSERT_EQ(plan->tasksPerPicture(), 4U);
    const int core = 0;
    auto writer = RecordingWriter::create(
        {.clock = Clock::calibrate(), .tasks = 4, .workers = 2, .cores = {&core, 1}});
    const auto end = [&](Recorder& recorder, std::uint64_t task, TickRange time) {
        recorder.taskEnded(
            {time.begin, time.end, task, 0, 0, EventKind::Task, TaskOutcome::Succeeded});
    };
    Recorder one(*writer, 0);
    Recorder two(*writer, 1);
    end(one, 0, {1'000'000, 4'000'000});
    end(one, 1, {4'000'000, 9'000'000});
    end(two, 2, {1'500'000, 6'000'000}); // waits for the decoding
    end(two, 3, {6'000'000, 10'000'000}); // ... and for the other strip
    auto opened = Recording::open(writer->descriptor());
    ASSERT_TRUE(opened);
    const auto recording = std::make_shared<const Recording>(*std::move(opened));
    PictureStates states;
    states.begin(recording, 4);
    ASSERT_TRUE(states.look());
    const auto times = states.timesOf(0, *plan);
    ASSERT_TRUE(times);
    const Clock& clock = recording->clock();
    EXPECT_EQ(times->decodeNs, clock.toNs(3'000'000));
    EXPECT_EQ(times->filterNs, clock.toNs(5'000'000) + clock.toNs(2'000'000));
    EXPECT_EQ(times->encodeNs, clock.toNs(1'000'000));
    EXPECT_EQ(timesSentence({.decodeNs = 3'000'000, .filterNs = 7'000'000, .encodeNs = 1'000'000}),
        QStringLiteral("decoded in 3.00 ms, filtered in 7.00 ms, encoded in 1.00 ms"));
}

TEST(PictureStates, KnowOfATaskThatTellsItsPartsWhereItsTimeWent)
{
    const int core = 0;
    auto writer = RecordingWriter::create(
        {.clock = Clock::fromHeader(ClockSource::Monotonic, 1), .tasks = 3, .cores = {&core, 1}});
    Recorder recorder(*writer, 0);
    const auto part = [&](PicturePart which, TickRange time) {
        const auto number = static_cast<std::uint16_t>(which);
        recorder.note({time.begin, time.end, 1, 0, number, EventKind::Part, {}});
    };
    recorder.taskEnded({1'000, 2'000, 0, 0, 0, EventKind::Task, {}});
    part(PicturePart::Decode, {2'000, 2'300});
    part(PicturePart::Filter, {2'300, 3'000});
    part(PicturePart::Encode, {3'000, 3'100});
    PictureStates states;
    states.begin(std::make_shared<const Recording>(*Recording::open(writer->descriptor())), 1);
    states.look();
    EXPECT_FALSE(states.timesOf(1)) << "its task has not ended";
    recorder.taskEnded({2'000, 3'200, 1, 0, 0, EventKind::Task, {}});
    states.look();
    const auto times = states.timesOf(1);
    ASSERT_TRUE(times);
    EXPECT_EQ(times->decodeNs, 300U);
    EXPECT_EQ(times->filterNs, 700U);
    EXPECT_EQ(times->encodeNs, 100U);
    EXPECT_FALSE(states.timesOf(0)) << "it has told nothing";
    EXPECT_FALSE(states.timesOf(2)) << "nobody has begun it";
}

TEST(PictureStates, InStripsAPictureFailsWithAnyOfItsTasksForTheFirstReason)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    TrialResult trial;
    trial.errors = {{6, "failed", "b.jpg: damaged"}, {7, "failed", "b.jpg: task 6 was lost"}};
    states.finish(trial);
    EXPECT_EQ(states[1].state, PictureState::Failed);
    EXPECT_EQ(states[1].reason, QStringLiteral("b.jpg: damaged"));
    EXPECT_EQ(states.counts().failed, 1U);
}

TEST(PictureStates, TheRestOfALongLogIsTakenInByMoreLooks)
{
    test::SyntheticRun run({.tasks = 450'000, .workers = 2, .failedOneIn = 0, .deathOneIn = 0});
    run.finish();
    PictureStates states;
    states.begin(run.recording(), 5);
    TrialResult trial;
    trial.errors = {{6, "failed", "b.jpg: damaged"}};
    states.finish(trial);
    EXPECT_FALSE(states.finished());
    EXPECT_LT(states.counts().done, 90'000U);
    while (!states.look()) { }
    EXPECT_TRUE(states.finished());
    EXPECT_EQ(states.counts().done, 89'999U);
    EXPECT_EQ(states[1].reason, QStringLiteral("b.jpg: damaged"));
}

TEST(PictureStates, InStripsAPictureIsNotDoneBeforeAllOfItsTasks)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    for (const std::uint64_t task : {0U, 1U, 2U, 4U}) // the highest-numbered one before another
        log(run, 0, task, 2'000'000 + task);
    states.look();
    EXPECT_EQ(states.counts().done, 0U);
    log(run, 1, 3, 2'000'100);
    states.look();
    EXPECT_EQ(states.counts().done, 1U);
    EXPECT_EQ(states[0].until, 2'000'100U);
}

TEST(PictureStates, InStripsAFailureStaysWhoeverIsReadLater)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    log(run, 0, 1, 2'000'000, TaskOutcome::Failed);
    for (const std::uint64_t task : {0U, 2U, 3U, 4U})
        log(run, 1, task, 2'000'100 + task);
    states.look();
    EXPECT_EQ(states[0].state, PictureState::Failed);
    EXPECT_EQ(states[0].task, 1U);
}

TEST(PictureStates, KnowWhatATaskDidTheLastTimeInWhateverLogThatIs)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 1);
    log(run, 0, 7, 2'000'500);
    log(run, 1, 7, 2'000'100, TaskOutcome::Failed); // it ran there before
    states.look();
    EXPECT_EQ(states[7].state, PictureState::Done);
    EXPECT_EQ(states[7].worker, 0U);
    EXPECT_EQ(states.counts().failed, 0U);
}

TEST(PictureStates, AreOfOneTaskEachUntilSomebodySaysMore)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 5);
    states.start(4);
    EXPECT_EQ(states.pictureOf(3), 3U);
    EXPECT_FALSE(states.inStrips());
}

TEST(PictureStates, TellOnlyWhatHasChanged)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 1);
    run.append(3);
    states.look();
    EXPECT_EQ(states.takeChanged().size(), 3U);
    states.look();
    EXPECT_TRUE(states.takeChanged().empty());
}

TEST(PictureStates, SayWhichAWorkerIsAt)
{
    test::SyntheticRun run(kTwenty);
    PictureStates states;
    states.begin(run.recording(), 1);
    run.writer().counters(1).inTask = 5 + 1;
    states.look();
    EXPECT_EQ(states[5].state, PictureState::InWork);
    EXPECT_EQ(states[5].worker, 1U);
    EXPECT_EQ(states.counts().inWork, 1U);
    run.writer().counters(1).inTask = 0;
    states.look();
    EXPECT_EQ(states[5].state, PictureState::Waiting) << "it was given back";
    EXPECT_EQ(states.counts().inWork, 0U);
}

TEST(PictureStates, F351_ListTheFirstOnesWhereAllWouldTakeTheMemory)
{
    PictureStates states;
    states.start(100'000'000);
    EXPECT_EQ(states.size(), PictureStates::kMostListed);
    EXPECT_EQ(states.all(), 100'000'000U);
    states.start(1'000'000, 1'000);
    EXPECT_EQ(states.size(), PictureStates::kMostTasks / 1'000);
    EXPECT_EQ(progressSentence(states, {}),
        QStringLiteral("0 of 2,000 pictures are done, of those that are listed"));
}

} // namespace
} // namespace interleave::ui
