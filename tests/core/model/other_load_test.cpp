#include "core/model/other_load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::DoubleNear;
using testing::Optional;

constexpr std::uint64_t kSecond = 1'000'000'000;

TrialResult disturbedBy(double share, std::uint64_t wallNs = kSecond)
{
    TrialResult trial;
    trial.wallNs = wallNs;
    trial.othersShare = share;
    return trial;
}

TEST(OtherLoad, IsWhatTheCoresDidBesideTheRunAndItsEngine)
{
    EXPECT_THAT(othersShare(std::vector<CoreResult>{{0, 1.0}, {1, 0.5}}, 1.1),
        Optional(DoubleNear(0.2, 1e-9)));
}

// Samples find three of four workers on one core, which can hold no more than one of them.
TEST(OtherLoad, DoesNotDependOnWhichCoreTheRunWasSeen)
{
    EXPECT_THAT(
        othersShare(std::vector<CoreResult>{{0, 1.0, 1.0}, {1, 1.0, 0.5}}, 2), Optional(0.0));
}

TEST(OtherLoad, IsNotKnownWhereACoreIsNot)
{
    EXPECT_EQ(othersShare(std::vector<CoreResult>{{0, 1.0, 0.5}, {1, std::nullopt, 0.9}}, 1),
        std::nullopt);
    EXPECT_EQ(othersShare({}, 0), std::nullopt);
}

TEST(OtherLoad, IsNeverLessThanNothing)
{
    EXPECT_THAT(othersShare(std::vector<CoreResult>{{0, 0.5, 0.5}}, 0.6), Optional(0.0));
}

TEST(OtherLoad, OfATwentiethIsNotRemarkedOn)
{
    EXPECT_TRUE(othersRemark(std::vector{disturbedBy(0.05)}).empty());
    EXPECT_TRUE(othersRemark({}).empty());
    EXPECT_EQ(othersRemark(std::vector{disturbedBy(0.12)}).text(),
        "Others took 12 % of the cores meanwhile");
}

TEST(OtherLoad, ThatMayBeAnErrorOfTheKernelsCountIsNotRemarkedOn)
{
    EXPECT_FALSE(wasDisturbed(disturbedBy(0.2, 50'000'000)));
    EXPECT_TRUE(wasDisturbed(disturbedBy(0.3, 50'000'000)));
    EXPECT_FALSE(wasDisturbed(disturbedBy(0.3, 0)));
}

TEST(OtherLoad, OfSeveralTrialsIsTheWorst)
{
    const std::vector trials{disturbedBy(0.12), disturbedBy(0), disturbedBy(0.314)};
    EXPECT_EQ(othersRemark(trials).text(), "Others took up to 31 % of the cores in 2 of 3 trials");
}

} // namespace
} // namespace interleave
