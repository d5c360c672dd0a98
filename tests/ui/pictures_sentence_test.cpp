// The answer of a run of the image filter.

#include "core/model/image_parameters.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/images/pictures_text.h"
#include "ui/models/pictures_sentence.h"
#include "ui/race/outcome_text.h"
#include "ui/views/run_answer.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

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

TEST(PicturesSentence, KnowsWhereTheTimeOfAPictureWentOnAverage)
{
    TrialResult trial = trialThatLost(0, 100); // of a hundred tasks
    EXPECT_FALSE(averageTimes(trial));
    trial.outcome.figures = {{.name = "decode_ns", .value = 3e8},
        {.name = "filter_ns", .value = 7e8},
        {.name = "encode_ns", .value = 0}};
    const auto times = averageTimes(trial);
    ASSERT_TRUE(times);
    EXPECT_EQ(timesSentence(*times), QStringLiteral("decoded in 3.00 ms, filtered in 7.00 ms"));
}

TEST(PicturesSentence, SaysHowManyAndHowFast)
{
    EXPECT_EQ(outcomeHeadline(filtered(0)), QStringLiteral("12 pictures filtered, 2.0 a second"));
    EXPECT_EQ(outcomeHeadline(filtered(1)),
        QStringLiteral("11 pictures filtered, 1.8 a second; 1 failed"));
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
        picturesSentence(trial, 32), QStringLiteral("3 pictures filtered, 4.8 a second; 1 failed"));
}

TEST(PicturesSentence, CountsThePicturesOfACancelledRun)
{
    RunResult run = filtered(0);
    run.trials.front().end = TrialEnd::Cancelled;
    run.trials.front().tasks = {.total = 12, .succeeded = 5, .cancelled = 7};
    EXPECT_EQ(outcomeHeadline(run), QStringLiteral("Cancelled: 5 of 12 pictures were filtered"));
}

} // namespace
} // namespace interleave::ui
