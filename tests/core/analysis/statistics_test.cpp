#include "core/analysis/statistics.h"

#include <gtest/gtest.h>

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
