#include "core/analysis/time_ratio.h"

#include <gtest/gtest.h>

#include <vector>

namespace interleave::test {

namespace {

const std::vector<double> kBase{100, 101, 99, 102, 98, 100.5, 99.5, 100, 101, 99};

std::vector<double> times(double factor)
{
    std::vector<double> all = kBase;
    for (double& time : all)
        time *= factor;
    return all;
}

TEST(TimeRatio, IsThatOfTheTimes)
{
    for (const Pairing pairing : {Pairing::Apart, Pairing::ByRound}) {
        const Ratio ratio = ratioOfTimes(times(1.2), kBase, pairing, 1);
        EXPECT_TRUE(ratio.defined);
        EXPECT_NEAR(ratio.ratio, 1.2, 1e-9);
        EXPECT_TRUE(ratio.excludesOne());
    }
}

TEST(TimeRatio, IsNotMovedByATrialThatOthersDelayed)
{
    std::vector<double> delayed = times(1.2);
    delayed[3] *= 10;
    for (const Pairing pairing : {Pairing::Apart, Pairing::ByRound})
        EXPECT_NEAR(ratioOfTimes(delayed, kBase, pairing, 1).ratio, 1.2, 0.01);
}

// The machine slows down by half over the run, and both take turns.
TEST(TimeRatio, ByRoundSeesThroughWhatBefellBoth)
{
    std::vector<double> base = kBase;
    std::vector<double> other = times(1.03);
    for (std::size_t round = 0; round < base.size(); ++round) {
        const double slower = 1 + 0.05 * static_cast<double>(round);
        base[round] *= slower;
        other[round] *= slower;
    }
    EXPECT_TRUE(ratioOfTimes(other, base, Pairing::ByRound, 1).excludesOne());
    EXPECT_FALSE(ratioOfTimes(other, base, Pairing::Apart, 1).excludesOne());
}

TEST(TimeRatio, OfTheSameValuesAndSeedIsTheSame)
{
    const std::vector<double> other{90, 95, 120, 101, 97, 99};
    for (const Pairing pairing : {Pairing::Apart, Pairing::ByRound}) {
        const std::span<const double> base = std::span(kBase).first(other.size());
        const Ratio ratio = ratioOfTimes(other, base, pairing, 7);
        EXPECT_EQ(ratio.low, ratioOfTimes(other, base, pairing, 7).low);
        EXPECT_EQ(ratio.high, ratioOfTimes(other, base, pairing, 7).high);
        EXPECT_LT(ratio.low, ratio.high);
    }
}

TEST(TimeRatio, OfNothingIsNotDefinedAndOfOneValueHasNoInterval)
{
    EXPECT_FALSE(ratioOfTimes({}, kBase, Pairing::Apart, 1).defined);
    EXPECT_FALSE(ratioOfTimes(kBase, {}, Pairing::Apart, 1).defined);
    const std::vector<double> one{300};
    const std::vector<double> another{100};
    const Ratio ratio = ratioOfTimes(one, another, Pairing::ByRound, 1);
    EXPECT_DOUBLE_EQ(ratio.low, ratio.ratio);
    EXPECT_DOUBLE_EQ(ratio.high, ratio.ratio);
}

// Two at each end of ten do not count.
TEST(TimeRatio, CountsTheMiddleThreeFifths)
{
    std::vector<double> all(10, 1);
    all[0] = all[1] = 1'000;
    all[2] = all[3] = 0.001;
    const std::vector<double> ones(10, 1);
    EXPECT_DOUBLE_EQ(ratioOfTimes(all, ones, Pairing::ByRound, 1).ratio, 1);
}

} // namespace

} // namespace interleave::test
