// A /proc/stat that tells about fewer cores than there are.

#include "core/metrics/core_usage.h"

#include <gtest/gtest.h>

#include <cmath>

namespace interleave::test {

TEST(MissingCore, F70_HasItsPlaceAndIsNotKnown)
{
    const CoreTimes told{{2, 0}, {20, 5}, {100, 50}};
    const CoreTimes times = timesOf({0, 1, 2}, told);
    EXPECT_EQ(times.cores, (std::vector<int>{0, 1, 2}));
    EXPECT_EQ(times.busy, (std::vector<std::uint64_t>{5, 0, 20}));
    EXPECT_EQ(times.total, (std::vector<std::uint64_t>{50, 0, 100}));
}

TEST(MissingCore, F70_ACoreThatIsTakenOffMeanwhileMovesNoOther)
{
    const std::vector<int> cores{0, 1, 2};
    const CoreTimes from = timesOf(cores, {{0, 1, 2}, {10, 10, 10}, {100, 100, 100}});
    const CoreTimes to = timesOf(cores, {{0, 2}, {10, 20}, {110, 110}});
    const auto shares = busyShares(from, to);
    ASSERT_EQ(shares.size(), 3U);
    EXPECT_EQ(shares[0], 0);
    EXPECT_TRUE(std::isnan(shares[1]));
    EXPECT_EQ(shares[2], 1);
}

} // namespace interleave::test
