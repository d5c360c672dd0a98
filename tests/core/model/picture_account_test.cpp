// An image run told in pictures, whether each is a task or several.
#include "core/model/image_parameters.h"
#include "core/model/picture_account.h"
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

TrialResult inStrips(double pictures, double filtered)
{
    TrialResult trial = inPictures(1'000, 10); // tasks
    trial.outcome.figures = {{kPicturesFigure, "pictures", {}, pictures, {}},
        {kFilteredFigure, "pictures that were filtered", {}, filtered, {}}};
    return trial;
}

TEST(PictureAccount, IsTheSameInStripsAndInWholePictures)
{
    EXPECT_EQ(pictureSentence(inPictures(12, 0)), "12 pictures filtered, 3 a second");
    EXPECT_EQ(pictureSentence(inStrips(12, 12)), "12 pictures filtered, 3 a second");
    EXPECT_EQ(
        pictureSentence(inPictures(3, 2)), "3 of 5 pictures filtered, 0.75 a second; 2 failed");
    EXPECT_EQ(pictureSentence(inStrips(5, 3)), "3 of 5 pictures filtered, 0.75 a second; 2 failed");
    EXPECT_EQ(pictureSentence(inStrips(1, 1)), "1 picture filtered, 0.25 a second");
    EXPECT_EQ(pictureSentence(inPictures(0, 1'000)), "0 of 1,000 pictures filtered; 1,000 failed");
}

TEST(PictureAccount, FailedTasksOfStripsSayOfHowManyPicturesTheyAre)
{
    EXPECT_EQ(failedPictures(inStrips(5, 3)), "2 of 5 pictures");
    EXPECT_EQ(failedPictures(inStrips(5, 5)), "");
    EXPECT_EQ(failedPictures(inPictures(3, 2)), "") << "each is a task";
    RunResult run;
    run.arms.resize(1);
    run.trials = {inStrips(5, 3)};
    run.trials.front().ledger.proved = true;
    EXPECT_EQ(
        reasonsOf(run), std::vector<std::string>{"10 of 1,010 tasks failed (2 of 5 pictures)"});
}

TEST(PictureAccount, WhatNobodyBeganHasNotFailed)
{
    TrialResult stopped = inStrips(5, 3);
    stopped.end = TrialEnd::Cancelled;
    EXPECT_EQ(pictureSentence(stopped), "3 of 5 pictures filtered, 0.75 a second");
    TrialResult whole = inPictures(3, 0);
    whole.tasks.total = 5;
    whole.tasks.cancelled = 2;
    EXPECT_EQ(pictureSentence(whole), "3 of 5 pictures filtered, 0.75 a second");
}

} // namespace
} // namespace interleave
