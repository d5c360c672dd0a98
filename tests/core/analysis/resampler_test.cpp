#include "core/analysis/resampler.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

// Student's t, 97.5 %, of the published tables; the tail is that of the normal distribution beyond
// the root of n / (n - 1) times t, computed apart (Python's statistics.NormalDist).
TEST(Tail, IsThatOfStudentsDistribution)
{
    EXPECT_NEAR(tailOf(6), 0.00243, 0.00003); // t 2.571 of 5 degrees
    EXPECT_NEAR(tailOf(10), 0.00855, 0.00005); // 2.262 of 9
    EXPECT_NEAR(tailOf(30), 0.01875, 0.00003); // 2.045 of 29
    EXPECT_NEAR(tailOf(1'000'000), 0.025, 0.00001);
}

TEST(Tail, OfOneValueIsNothing)
{
    EXPECT_EQ(tailOf(0), 0);
    EXPECT_EQ(tailOf(1), 0);
}

} // namespace

} // namespace interleave::test
