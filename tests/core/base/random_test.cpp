#include "core/base/random.h"

#include <gtest/gtest.h>

#include <set>

namespace interleave {
namespace {

TEST(Random, SplitMixGivesTheNumbersOfItsAuthors)
{
    // The first outputs for state 0 and 1234567, as in Sebastiano Vigna's splitmix64.c.
    EXPECT_EQ(splitMix64(0), 0xE220A8397B1DCDAFU);
    EXPECT_EQ(splitMix64(1'234'567), 6'457'827'717'110'365'317U);
}

TEST(Random, TheSameSeedAndIndexGiveTheSameNumber)
{
    EXPECT_EQ(uniformAt(7, 17), uniformAt(7, 17));
}

TEST(Random, NeighbouringIndicesAndSeedsGiveDifferentNumbers)
{
    std::set<double> numbers;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        for (std::uint64_t index = 0; index < 100; ++index)
            numbers.insert(uniformAt(seed, index));
    }
    EXPECT_EQ(numbers.size(), 10'000U);
}

TEST(Random, UniformStaysBelowOneAndHasTheMeanOneHalf)
{
    constexpr int kCount = 100'000;
    double sum = 0;
    for (std::uint64_t i = 0; i < kCount; ++i) {
        const double number = uniformAt(1, i);
        ASSERT_GE(number, 0.0);
        ASSERT_LT(number, 1.0);
        sum += number;
    }
    EXPECT_NEAR(sum / kCount, 0.5, 0.005); // the standard error is 0.0009
}

} // namespace
} // namespace interleave
