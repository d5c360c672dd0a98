// What the gallery knows of each task, and the sentences about pictures.

#include "core/model/image_parameters.h"
#include "tests/support/synthetic_recording.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/images/picture_model.h"
#include "ui/images/pictures_text.h"
#include "ui/models/pictures_sentence.h"
#include "ui/race/outcome_text.h"
#include "ui/views/run_answer.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

constexpr test::SyntheticSpec kTwenty{
    .tasks = 20, .workers = 2, .failedOneIn = 0, .lockOneIn = 0, .deathOneIn = 0};

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

TEST(PictureStates, HaveAReasonForWhatFailedAndKnowNothingOfWhatWasNotRun)
{
    test::SyntheticRun run(kTwenty);
    run.append(10);
    PictureModel model;
    model.begin(run.recording(), 1);
    TrialResult trial;
    trial.errors = {{3, "exception", "a.jpg: the file is empty"}};
    model.finish(trial);
    EXPECT_EQ(model.states()[3].state, PictureState::Failed);
    EXPECT_EQ(model.stateText(3), QStringLiteral("failed: a.jpg: the file is empty"));
    EXPECT_EQ(model.states()[15].state, PictureState::NotKnown);
    EXPECT_EQ(model.states().counts().done, 9U);
    EXPECT_EQ(model.states().counts().failed, 1U);
}

TEST(PictureModel, LeavesTheNameOutOfTheReasonThatStandsBesideIt)
{
    test::SyntheticRun run(kTwenty);
    PictureModel model;
    model.begin(run.recording(), 1);
    model.setPictures(std::make_shared<const PictureList>(
        *PictureList::make({.pictures = {{"/somewhere/a.jpg", ""}, {"/somewhere/b.jpg", ""}}})));
    TrialResult trial;
    trial.errors = {{1, "exception", "b.jpg: the file is empty"}};
    model.finish(trial);
    EXPECT_EQ(model.nameOf(1), QStringLiteral("b.jpg"));
    EXPECT_EQ(model.reasonOf(1), QStringLiteral("the file is empty"));
    EXPECT_EQ(model.data(model.index(1), Qt::AccessibleTextRole).toString(),
        QStringLiteral("b.jpg: failed: the file is empty"));
    EXPECT_EQ(model.nameOf(2), QStringLiteral("picture 2"));
}

TEST(PicturesText, CountsWhatIsDoneFailedAndInWork)
{
    EXPECT_EQ(doneSentence({.inWork = 2, .done = 7, .failed = 1}, 48),
        QStringLiteral("7 of 48 pictures are done, 1 failed, 2 in work"));
    EXPECT_EQ(doneSentence({.done = 1}, 1), QStringLiteral("1 of 1 picture is done"));
}

TEST(PicturesText, SaysWhetherAResultDiffers)
{
    ShownPicture equal{.full = {100, 50}};
    EXPECT_EQ(differenceSentence(equal, true),
        QStringLiteral("No difference: all 5,000 pixels are what one process makes of the whole "
                       "picture."));
    ShownPicture other{.full = {100, 50}, .differing = 12, .largest = 3};
    EXPECT_TRUE(
        differenceSentence(other, false).startsWith(QStringLiteral("12 of 5,000 pixels differ")));
    EXPECT_FALSE(differenceSentence(other, false).contains(QStringLiteral("format")));
    EXPECT_TRUE(differenceSentence(other, true).contains(QStringLiteral("format")));
}

RunResult filtered(std::uint64_t failed)
{
    RunResult run = runOf(Primitive::Lock, 6e9, 0);
    run.experiment.workload = WorkloadKind::ImageFilter;
    run.trials.front().tasks = {.total = 12, .succeeded = 12 - failed, .failed = failed};
    run.summary.tasks = run.trials.front().tasks;
    run.summary.throughputPerS.median = 2;
    run.trials.front().throughputPerS = 2;
    return run;
}

QString headlineOf(const RunResult& result)
{
    return answerOf(Run(RunContent{.asked = result.experiment, .result = result})).headline;
}

TEST(PicturesSentence, SaysHowManyAndHowFast)
{
    EXPECT_EQ(outcomeHeadline(filtered(0)), QStringLiteral("12 pictures filtered, 2.0 a second"));
    EXPECT_EQ(outcomeHeadline(filtered(1)),
        QStringLiteral("11 pictures filtered, 2.0 a second; 1 failed"));
}

TEST(PicturesSentence, ComparesWithOneWorkerOnlyWhereThatWasMeasured)
{
    RunResult run = filtered(0);
    run.experiment.varyWorkers = {1, 2};
    run.trials.resize(2, run.trials.front());
    run.trials[0].wallNs = 11'400'000'000;
    run.trials[1].arm = 1;
    run.experiment.trials = 1;
    run.arms = {{.arm = {.sync = Primitive::Lock, .workers = 1}, .summary = run.summary},
        {.arm = {.sync = Primitive::Lock, .workers = 2}, .summary = run.summary}};
    EXPECT_EQ(headlineOf(run),
        QStringLiteral("12 pictures filtered, 2.0 a second, 1.9 times as fast as one worker in "
                       "this one trial"));
    run.experiment.trials = 2;
    run.trials.insert(run.trials.end(), {run.trials[0], run.trials[1]});
    EXPECT_EQ(headlineOf(run),
        QStringLiteral("12 pictures filtered, 2.0 a second, 1.9 times as fast as one worker"));
    run.arms[0].arm.workers = 4;
    EXPECT_EQ(speedBesidesOneWorker(run), QString());
}

TEST(PicturesSentence, TellsALossBeforeAnythingElse)
{
    RunResult run = filtered(0);
    run.trials.front().race
        = {.expected = 10, .actual = 8, .updates = 10, .survived = 8, .lost = 2};
    run.summary.lost.median = 2;
    EXPECT_FALSE(outcomeHeadline(run).contains(QStringLiteral("filtered")));
}

TEST(PicturesSentence, CountsPicturesAndNotStrips)
{
    TrialResult trial{.end = TrialEnd::Finished};
    trial.tasks = {.total = 20, .succeeded = 16, .failed = 4};
    trial.outcome.figures = {{kPicturesFigure, "pictures", {}, 4, {}},
        {kFilteredFigure, "pictures that were filtered", {}, 3, {}}};
    EXPECT_EQ(
        picturesSentence(trial, 32), QStringLiteral("3 pictures filtered, 6.0 a second; 1 failed"));
}

} // namespace
} // namespace interleave::ui
