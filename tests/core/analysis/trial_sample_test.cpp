#include "core/analysis/trial_sample.h"
#include "tests/core/analysis/sample_trials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::test {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(TrialSample, HasOneNumberOfEachTrialOfItsArm)
{
    const RunResult run = runOfTurns({100, 200, 300}, {110, 210, 310});
    EXPECT_THAT(sampleOf(run, 1, Measure::WallTime, DisturbedTrials::Count).values,
        ElementsAre(110e6, 210e6, 310e6));
    EXPECT_THAT(sampleOf(run, 0, Measure::Throughput, DisturbedTrials::Count).values,
        ElementsAre(1'000, 500, testing::DoubleNear(333.3, 0.1)));
}

TEST(TrialSample, LeavesOutTrialsThatDidNotEnd)
{
    RunResult run = runOfTimes({100, 200, 300});
    run.trials[1].end = TrialEnd::Cancelled;
    const TrialSample sample = sampleOf(run, 0, Measure::WallTime, DisturbedTrials::Count);
    EXPECT_THAT(sample.values, ElementsAre(100e6, 300e6));
    EXPECT_THAT(sample.rounds, ElementsAre(0, 2));
}

TEST(TrialSample, LossesAreSharesOfTheUpdatesThatWereMade)
{
    RunResult run = runOfTimes({100, 100, 100});
    run.trials[0].race.lost = 250;
    run.trials[1].race.updates = 0;
    const TrialSample sample = sampleOf(run, 0, Measure::Loss, DisturbedTrials::Count);
    EXPECT_THAT(sample.values, ElementsAre(0.25, 0));
}

TEST(TrialSample, MarksDisturbedTrialsOrLeavesThemOut)
{
    RunResult run = runOfTimes({100, 200, 300});
    disturb(run.trials[1]);
    const TrialSample all = sampleOf(run, 0, Measure::WallTime, DisturbedTrials::Count);
    EXPECT_EQ(all.values.size(), 3U);
    EXPECT_EQ(all.disturbed, 1U);
    EXPECT_EQ(all.leftOut, 0U);
    const TrialSample quiet = sampleOf(run, 0, Measure::WallTime, DisturbedTrials::AreLeftOut);
    EXPECT_THAT(quiet.values, ElementsAre(100e6, 300e6));
    EXPECT_EQ(quiet.disturbed, 0U);
    EXPECT_EQ(quiet.leftOut, 1U);
}

TEST(TrialSample, OfTwoArmsThatTookTurnsKeepsTheRoundsOfBoth)
{
    RunResult run = runOfTurns({100, 200, 300, 400}, {110, 210, 310, 410});
    disturb(run.trials[2]); // a's second
    run.trials[7].end = TrialEnd::Deadlocked; // b's last
    TrialSample a = sampleOf(run, 0, Measure::WallTime, DisturbedTrials::AreLeftOut);
    TrialSample b = sampleOf(run, 1, Measure::WallTime, DisturbedTrials::AreLeftOut);
    keepCommonRounds(a, b);
    EXPECT_THAT(a.values, ElementsAre(100e6, 300e6));
    EXPECT_THAT(b.values, ElementsAre(110e6, 310e6));
}

TEST(TrialSample, OfAnArmThatIsNotThereIsEmpty)
{
    EXPECT_THAT(sampleOf(runOfTimes({100}), 3, Measure::WallTime, DisturbedTrials::Count).values,
        IsEmpty());
}

} // namespace

} // namespace interleave::test
