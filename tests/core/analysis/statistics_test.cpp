#include "core/analysis/statistics.h"
#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>

namespace interleave::test {

TEST(Quantile, InterpolatesBetweenNeighbours)
{
    const std::vector<double> values{1, 2, 3, 4};
    EXPECT_DOUBLE_EQ(quantile(values, 0), 1);
    EXPECT_DOUBLE_EQ(quantile(values, 0.5), 2.5);
    EXPECT_DOUBLE_EQ(quantile(values, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(quantile(values, 1), 4);
}

TEST(Quantile, OfNothingIsZeroAndOfOneValueIsThatValue)
{
    EXPECT_DOUBLE_EQ(quantile({}, 0.5), 0);
    const std::vector<double> one{7};
    EXPECT_DOUBLE_EQ(quantile(one, 0.99), 7);
}

TEST(Spread, DoesNotDependOnTheOrderOfItsValues)
{
    const Spread spread = describeSpread({9, 1, 5, 3, 7}, 1);
    EXPECT_DOUBLE_EQ(spread.median, 5);
    EXPECT_DOUBLE_EQ(spread.lowerQuartile, 3);
    EXPECT_DOUBLE_EQ(spread.upperQuartile, 7);
}

TEST(Spread, OfTheSameValuesAndSeedIsTheSame)
{
    const std::vector<double> values{3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    EXPECT_EQ(describeSpread(values, 7).low, describeSpread(values, 7).low);
    EXPECT_EQ(describeSpread(values, 7).high, describeSpread(values, 7).high);
}

TEST(Spread, HoldsTheMedianBetweenItsBounds)
{
    std::vector<double> values;
    for (int i = 0; i < 101; ++i)
        values.push_back(i * i);
    const Spread spread = describeSpread(values, 1);
    EXPECT_LT(spread.low, spread.median);
    EXPECT_GT(spread.high, spread.median);
    EXPECT_GT(spread.low, values[30]);
    EXPECT_LT(spread.high, values[70]);
}

// The bootstrap interval of the median covers the true median about as often as it says.
TEST(Spread, CoversTheTrueMedianAboutNineteenTimesInTwenty)
{
    int covered = 0;
    constexpr int kExperiments = 200;
    std::uint64_t state = 12345;
    for (int i = 0; i < kExperiments; ++i) {
        std::vector<double> values;
        for (int k = 0; k < 25; ++k) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            values.push_back(static_cast<double>(state >> 11U) * 0x1.0p-53);
        }
        const Spread spread = describeSpread(values, 1);
        covered += spread.low <= 0.5 && spread.high >= 0.5 ? 1 : 0;
    }
    EXPECT_GE(covered, kExperiments * 88 / 100);
    EXPECT_LE(covered, kExperiments * 995 / 1000);
}

TEST(Spread, OfTwoValuesIsTheirRange)
{
    const Spread spread = describeSpread({10, 20}, 1);
    EXPECT_DOUBLE_EQ(spread.low, 10);
    EXPECT_DOUBLE_EQ(spread.high, 20);
}

TEST(Ratio, IsThatOfTheMeans)
{
    const Ratio ratio = ratioOf(std::vector{2.0, 4.0, 9.0}, std::vector{1.0, 3.0, 6.0}, 1);
    EXPECT_TRUE(ratio.defined);
    EXPECT_DOUBLE_EQ(ratio.ratio, 1.5);
    EXPECT_LT(ratio.low, 1.5);
    EXPECT_GT(ratio.high, 1.5);
}

TEST(Ratio, OfTheSameValuesAndSeedIsTheSame)
{
    const std::vector<double> a{0.3, 0.4, 0.1, 0.5};
    const std::vector<double> b{0.2, 0.6, 0.4};
    EXPECT_EQ(ratioOf(a, b, 7).low, ratioOf(a, b, 7).low);
    EXPECT_EQ(ratioOf(a, b, 7).high, ratioOf(a, b, 7).high);
}

TEST(Ratio, HasNoIntervalWhereEitherIsOneValue)
{
    const std::vector<double> two{1.0, 3.0};
    const std::vector<double> one{4.0};
    for (const Ratio& ratio : {ratioOf(two, one, 1), ratioOf(one, two, 1)}) {
        EXPECT_DOUBLE_EQ(ratio.low, ratio.ratio);
        EXPECT_DOUBLE_EQ(ratio.high, ratio.ratio);
    }
}

TEST(Ratio, ToNothingButZeroesIsNotDefined)
{
    EXPECT_FALSE(ratioOf(std::vector{0.1, 0.2}, std::vector{0.0, 0.0}, 1).defined);
    EXPECT_FALSE(ratioOf(std::vector{0.0}, std::vector{0.0}, 1).defined);
    EXPECT_FALSE(ratioOf({}, std::vector{1.0}, 1).defined);
    EXPECT_FALSE(ratioOf(std::vector{1.0}, {}, 1).defined);
    EXPECT_FALSE(ratioOf({}, {}, 1).excludesOne());
}

// One trial in twenty loses half: the medians are 0 and the means are not.
TEST(Ratio, IsDefinedWhereTheMediansAreZero)
{
    std::vector<double> rare(20);
    rare[7] = 0.5;
    const Ratio ratio = ratioOf(rare, rare, 1);
    EXPECT_TRUE(ratio.defined);
    EXPECT_DOUBLE_EQ(ratio.ratio, 1);
    EXPECT_TRUE(std::isinf(ratio.high)) << "a third of the resamples have no loss below";
    EXPECT_FALSE(ratio.excludesOne());
}

TEST(Ratio, ExcludesOneWhenTheArmsDiffer)
{
    const std::vector<double> more{0.41, 0.44, 0.39, 0.47, 0.42, 0.40, 0.45, 0.43};
    const std::vector<double> less{0.22, 0.26, 0.21, 0.24, 0.25, 0.23, 0.20, 0.27};
    EXPECT_TRUE(ratioOf(more, less, 1).excludesOne());
    EXPECT_TRUE(ratioOf(less, more, 1).excludesOne());
    EXPECT_FALSE(ratioOf(more, more, 1).excludesOne());
}

// The interval is as sure as it says: arms of one distribution differ in about one case of twenty.
TEST(Ratio, ExcludesOneByChanceInAboutOneCaseOfTwenty)
{
    constexpr int kExperiments = 200;
    int excluded = 0;
    std::uint64_t draw = 0;
    for (int i = 0; i < kExperiments; ++i) {
        std::vector<double> a(20);
        std::vector<double> b(20);
        for (std::size_t k = 0; k < a.size(); ++k) {
            a[k] = 0.2 + 0.3 * uniformAt(99, draw++);
            b[k] = 0.2 + 0.3 * uniformAt(99, draw++);
        }
        excluded += ratioOf(a, b, 1).excludesOne() ? 1 : 0;
    }
    EXPECT_LE(excluded, kExperiments * 11 / 100);
    EXPECT_GE(excluded, 1);
}

TEST(Summary, F122_TrialsThatDidNotEndEnterNoMedian)
{
    std::vector<TrialResult> trials(4);
    for (std::size_t i = 0; i < trials.size(); ++i)
        trials[i].wallNs = trials[i].race.lost = 10 * (i + 1);
    trials[0].end = TrialEnd::Cancelled;
    trials[2].end = TrialEnd::Deadlocked;
    const RunSummary summary = summarise(trials, 1);
    EXPECT_EQ(summary.trials, 2U);
    EXPECT_DOUBLE_EQ(summary.wallNs.median, 30);
    EXPECT_DOUBLE_EQ(summary.lost.median, 30);
}

TEST(Summary, F122_TheProbeComparesCompleteTrialsOnly)
{
    RunResult run;
    run.experiment.probe = true;
    run.trials.resize(4);
    for (std::uint32_t i = 0; i < run.trials.size(); ++i) {
        run.trials[i].arm = i / 2;
        run.trials[i].race = {.updates = 100, .lost = 10};
    }
    run.trials[1].race.lost = 90;
    run.trials[1].end = TrialEnd::Cancelled;
    const std::vector<Arm> arms{{.watch = Watch::Bare}, {.watch = Watch::Tagged}};
    summariseArms(run, arms);
    EXPECT_DOUBLE_EQ(run.probe->tagged.ratio, 1);
}

// What every 64th stay was, times 64, may come to more than there was.
TEST(Summary, NobodyHoldsForMoreThanAllOfTheTime)
{
    TrialResult trial;
    trial.workers = {{.busyNs = 100}};
    trial.sync.use.holdNs = 166;
    EXPECT_DOUBLE_EQ(summarise(std::vector{trial}, 1).holdShare.median, 1);
}

TEST(Summary, AddsTheTasksOfAllTrials)
{
    std::vector<TrialResult> trials(2);
    trials[0].tasks = {.total = 10, .succeeded = 9, .failed = 1};
    trials[1].tasks = {.total = 10, .succeeded = 8, .timedOut = 1, .cancelled = 1};
    const RunSummary summary = summarise(trials, 1);
    EXPECT_EQ(summary.trials, 2U);
    EXPECT_EQ(summary.tasks.total, 20U);
    EXPECT_EQ(summary.tasks.succeeded, 17U);
    EXPECT_EQ(summary.tasks.failed, 1U);
    EXPECT_EQ(summary.tasks.timedOut, 1U);
    EXPECT_EQ(summary.tasks.cancelled, 1U);
}

} // namespace interleave::test
