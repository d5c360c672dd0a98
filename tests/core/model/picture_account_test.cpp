// An image run told in pictures, whether each is a task or several.
#include "core/model/image_parameters.h"
#include "core/model/picture_account.h"
#include "core/model/run_account.h"
#include "core/model/run_verdict.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace interleave {
namespace {

TrialResult inPictures(std::uint64_t succeeded, std::uint64_t failed)
{
    TrialResult trial;
    trial.tasks = {.total = succeeded + failed, .succeeded = succeeded, .failed = failed};
    trial.wallNs = 4'000'000'000;
    return trial;
}

TrialResult inStrips(double pictures, double filtered, double failed)
{
    TrialResult trial = inPictures(1'000, failed > 0 ? 10 : 0); // tasks
    trial.outcome.figures = {{kPicturesFigure, "pictures", {}, pictures, {}},
        {kFilteredFigure, "pictures that were filtered", {}, filtered, {}},
        {kFailedFigure, "pictures that failed", {}, failed, {}}};
    return trial;
}

TEST(PictureAccount, IsTheSameInStripsAndInWholePictures)
{
    EXPECT_EQ(pictureSentence(inPictures(12, 0)), "12 pictures filtered, 3 a second");
    EXPECT_EQ(pictureSentence(inStrips(12, 12, 0)), "12 pictures filtered, 3 a second");
    EXPECT_EQ(
        pictureSentence(inPictures(3, 2)), "3 of 5 pictures filtered, 0.75 a second; 2 failed");
    EXPECT_EQ(
        pictureSentence(inStrips(5, 3, 2)), "3 of 5 pictures filtered, 0.75 a second; 2 failed");
    EXPECT_EQ(pictureSentence(inStrips(1, 1, 0)), "1 picture filtered, 0.25 a second");
    EXPECT_EQ(pictureSentence(inPictures(0, 1'000)), "0 of 1,000 pictures filtered; 1,000 failed");
}

TEST(PictureAccount, FailedTasksOfStripsSayOfHowManyPicturesTheyAre)
{
    EXPECT_EQ(failedPictures(inStrips(5, 3, 2)), "2 of 5 pictures");
    EXPECT_EQ(failedPictures(inStrips(5, 5, 0)), "");
    EXPECT_EQ(failedPictures(inPictures(3, 2)), "") << "each is a task";
    RunResult run;
    run.arms.resize(1);
    run.trials = {inStrips(5, 3, 2)};
    run.trials.front().ledger.proved = true;
    EXPECT_EQ(
        reasonsOf(run), std::vector<std::string>{"10 of 1,010 tasks failed (2 of 5 pictures)"});
}

TEST(PictureAccount, AFailureIsOfAPictureByItsNameWhereEachIsATask)
{
    RunResult run;
    run.experiment.workload = WorkloadKind::ImageFilter;
    run.arms.resize(1);
    run.trials = {inPictures(3, 2)};
    run.trials.front().ledger.proved = true;
    run.trials.front().errors = {{4, "exception", "b.jpg: damaged"}};
    EXPECT_EQ(reasonsOf(run),
        std::vector<std::string>{"2 of 5 pictures failed; exception: b.jpg: damaged"});
    run.trials = {inPictures(3, 0)};
    run.trials.front().ledger.proved = true;
    run.trials.front().tasks = {.total = 5, .succeeded = 3, .cancelled = 2};
    EXPECT_EQ(reasonsOf(run), std::vector<std::string>{"2 of 5 pictures were cancelled"});
    run.experiment.params["division"] = std::string("strip");
    EXPECT_EQ(countedIn(run.experiment), Counted::Tasks) << "each is many";
}

TEST(PictureAccount, CountsPicturesOfARunInStripsWhereItsTrialsTellOfThem)
{
    RunResult run;
    run.experiment.workload = WorkloadKind::ImageFilter;
    run.experiment.params["division"] = std::string("strip");
    run.trials = {inStrips(5, 3, 2), inStrips(5, 4, 0)};
    run.trials[1].arm = 1;
    EXPECT_EQ(accountOf(run).counted, Counted::Pictures);
    EXPECT_EQ(accountOf(run).counts.total, 10U);
    EXPECT_EQ(accountOf(run).counts.failed, 2U);
    EXPECT_EQ(accountOf(run, 1).counts.succeeded, 4U);
    EXPECT_EQ(accountOf(run, 1).counts.cancelled, 1U);
    run.trials[1].outcome.figures.clear();
    run.summary.tasks.total = 2'010;
    EXPECT_EQ(accountOf(run).counted, Counted::Tasks) << "of the second nobody knows";
    EXPECT_EQ(accountOf(run).counts.total, 2'010U);
}

TEST(PictureAccount, CountsInTasksWhatComparesPicturesWithStrips)
{
    Experiment experiment{.workload = WorkloadKind::ImageFilter};
    EXPECT_EQ(countedIn(experiment), Counted::Pictures);
    experiment.varyParam = {"division", {std::string("picture"), std::string("strip")}};
    EXPECT_EQ(countedIn(experiment), Counted::Tasks);
}

TEST(PictureAccount, WhatNobodyBeganHasNotFailed)
{
    TrialResult stopped = inStrips(5, 3, 0);
    stopped.end = TrialEnd::Cancelled;
    EXPECT_EQ(pictureSentence(stopped), "3 of 5 pictures filtered, 0.75 a second");
    TrialResult whole = inPictures(3, 0);
    whole.tasks.total = 5;
    whole.tasks.cancelled = 2;
    EXPECT_EQ(pictureSentence(whole), "3 of 5 pictures filtered, 0.75 a second");
}

TEST(PictureAccount, WhatFailedBeforeATrialEndedHasFailed)
{
    for (const TrialEnd end : {TrialEnd::Cancelled, TrialEnd::Failed, TrialEnd::Deadlocked}) {
        TrialResult ended = inStrips(5, 3, 1);
        ended.end = end;
        EXPECT_EQ(pictureSentence(ended), "3 of 5 pictures filtered, 0.75 a second; 1 failed");
        EXPECT_EQ(failedPictures(ended), "1 of 5 pictures");
    }
}

TEST(PictureAccount, AnOldResultThatWentToItsEndHasFailedWhatIsNotFiltered)
{
    TrialResult old = inStrips(5, 3, 2);
    old.outcome.figures.pop_back();
    EXPECT_EQ(countPictures(old).failed, 2U);
    old.end = TrialEnd::Failed;
    EXPECT_EQ(countPictures(old).failed, 0U) << "nobody knows";
}

TEST(PictureAccount, TasksThatTookTooLongAreNotTakenForPictures)
{
    RunResult run;
    run.arms.resize(1);
    run.trials = {inStrips(5, 3, 2)};
    run.trials.front().ledger.proved = true;
    run.trials.front().tasks.failed = 7;
    run.trials.front().tasks.timedOut = 3;
    EXPECT_EQ(reasonsOf(run),
        std::vector<std::string>{
            "10 of 1,010 tasks failed (2 of 5 pictures; 3 tasks took too long)"});
}

} // namespace
} // namespace interleave
