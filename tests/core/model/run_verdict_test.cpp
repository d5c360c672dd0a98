#include "core/model/run_verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TrialResult success()
{
    TrialResult trial;
    trial.tasks = {.total = 100, .succeeded = 100};
    trial.ledger = {.proved = true, .ranOnce = 100};
    return trial;
}

RunResult runOf(std::vector<TrialResult> trials)
{
    RunResult run;
    run.trials = std::move(trials);
    return run;
}

TEST(RunVerdict, AllTasksOfAllTrialsAreASuccessWithoutReasons)
{
    const RunResult run = runOf({success(), success()});
    EXPECT_EQ(verdictOf(run), RunVerdict::Succeeded);
    EXPECT_THAT(reasonsOf(run), IsEmpty());
}

TEST(RunVerdict, LossesDeadlocksAndUnwantedAnswersWentWrongAndFailedTasksDidNot)
{
    EXPECT_FALSE(wentWrong(success()));
    TrialResult lost = success();
    lost.race.lost = 1;
    TrialResult locked = success();
    locked.end = TrialEnd::Deadlocked;
    TrialResult unwanted = success();
    unwanted.outcome.asWanted = false;
    for (const TrialResult& trial : {lost, locked, unwanted})
        EXPECT_TRUE(wentWrong(trial));
    TrialResult failed = success();
    failed.tasks.failed = 3;
    EXPECT_FALSE(wentWrong(failed));
}

TEST(RunVerdict, F72_AResultOfWhichNothingIsKnownIsNoSuccess)
{
    const RunResult run = runOf({TrialResult{}});
    EXPECT_EQ(verdictOf(run), RunVerdict::NotKnown) << "0 of 0 tasks";
    EXPECT_THAT(reasonsOf(run), ElementsAre(HasSubstr("not proved")));
}

TEST(RunVerdict, F72_ALedgerThatIsNotProvedIsNoSuccessInWhicheverTrial)
{
    TrialResult odd = success();
    odd.ledger = {.doubt = "task 3 was begun 2 times, but 1 are accounted for", .ranOnce = 100};
    for (const auto& trials : {std::vector{odd, success()}, std::vector{success(), odd}}) {
        const RunResult run = runOf(trials);
        EXPECT_EQ(verdictOf(run), RunVerdict::NotKnown);
        EXPECT_THAT(reasonsOf(run), ElementsAre(HasSubstr("task 3 was begun 2 times")));
    }
}

TEST(RunVerdict, F72_EvidenceThatProvesNothingIsNoSuccess)
{
    TrialResult trial = success();
    trial.evidence = EvidenceResult{.doubt = "the log is full"};
    EXPECT_EQ(verdictOf(runOf({trial})), RunVerdict::NotKnown);
    EXPECT_THAT(reasonsOf(runOf({trial})), ElementsAre(HasSubstr("the log is full")));
}

TEST(RunVerdict, F120_ARunWithFewerWorkersThanAskedForIsNoSuccess)
{
    TrialResult trial = success();
    trial.shortage = Shortage{.had = 20, .wanted = 64, .why = "no descriptors"};
    EXPECT_EQ(verdictOf(runOf({trial})), RunVerdict::NotAsAsked);
    EXPECT_THAT(reasonsOf(runOf({trial})),
        ElementsAre("only 20 of 64 workers could start: no descriptors; times are those of 20 "
                    "workers"));
    EXPECT_THAT(
        reasonsOf(runOf({success(), trial, trial})), ElementsAre(HasSubstr("(and 1 more trials)")));
    trial.shortage->atATime = true;
    EXPECT_THAT(reasonsOf(runOf({trial})),
        ElementsAre(HasSubstr("only 20 of 64 processes could run at a time")));
}

TEST(RunVerdict, AFailedTrialGivesTheEnginesReason)
{
    TrialResult trial = success();
    trial.end = TrialEnd::Failed;
    trial.errors = {{std::nullopt, "engine", "no worker can start: no descriptors"}};
    EXPECT_EQ(verdictOf(runOf({trial})), RunVerdict::NotKnown);
    EXPECT_THAT(reasonsOf(runOf({trial})), ElementsAre("no worker can start: no descriptors"));
}

TEST(RunVerdict, F73_EveryKindOfFailureHasOneReasonOverAllTrials)
{
    TrialResult failed = success();
    failed.tasks = {.total = 100, .succeeded = 97, .failed = 1, .timedOut = 1, .cancelled = 1};
    failed.errors = {{7, "crashed", "worker 1 was killed"}};
    const RunResult run = runOf({success(), failed, failed});
    EXPECT_EQ(verdictOf(run), RunVerdict::TasksFailed);
    EXPECT_THAT(reasonsOf(run),
        ElementsAre("trial 2: 2 of 100 tasks failed (1 of them took too long); task 7, crashed: "
                    "worker 1 was killed (and 1 more trials)",
            "trial 2: 1 of 100 tasks were cancelled (and 1 more trials)"));
}

TEST(RunVerdict, F80_ARunThatLacksTrialsIsNoSuccessThoughThoseThatItHasAre)
{
    RunResult run = runOf({success(), success()});
    run.experiment.trials = 3;
    EXPECT_EQ(verdictOf(run), RunVerdict::TasksFailed);
    EXPECT_EQ(endOf(run), TrialEnd::Cancelled);
    EXPECT_THAT(reasonsOf(run), ElementsAre("1 of 3 trials were not begun"));
}

TEST(RunVerdict, F80_EachArmHasItsTrials)
{
    RunResult run = runOf({success(), success()});
    run.arms.resize(2);
    EXPECT_EQ(verdictOf(run), RunVerdict::Succeeded);
    run.trials.pop_back();
    EXPECT_EQ(verdictOf(run), RunVerdict::TasksFailed);
    EXPECT_THAT(reasonsOf(run), ElementsAre("1 of 2 trials were not begun"));
}

TEST(RunVerdict, ARunWithoutTrialsSaysWhyOrThatItWasCancelled)
{
    RunResult run;
    EXPECT_EQ(verdictOf(run), RunVerdict::TasksFailed);
    EXPECT_THAT(reasonsOf(run), ElementsAre("cancelled before the first trial"));
    run.errors = {"no memory"};
    EXPECT_EQ(verdictOf(run), RunVerdict::NotKnown);
    EXPECT_THAT(reasonsOf(run), ElementsAre("no memory"));
}

} // namespace
} // namespace interleave
