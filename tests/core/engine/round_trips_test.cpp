#include "core/engine/trial/round_trips.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

namespace interleave::test {

TEST(RoundTrips, AreTwentyAtMost)
{
    RoundTrips trips(true);
    int made = 0;
    for (; trips.wantsMore(); ++made) {
        trips.begin();
        EXPECT_TRUE(trips.underWay());
        trips.end();
    }
    EXPECT_LE(made, 20);
    EXPECT_GT(made, 0);
    EXPECT_FALSE(trips.underWay());
    EXPECT_TRUE(trips.medianNs().has_value());
}

TEST(RoundTrips, AreWaitedForShortlyWhereNobodyAnswers)
{
    RoundTrips trips(true);
    trips.begin();
    EXPECT_TRUE(eventually([&] { return !trips.wantsMore(); }));
    EXPECT_EQ(trips.medianNs(), std::nullopt);
}

TEST(RoundTrips, AreNotMadeWhereNobodyWantsThem)
{
    EXPECT_FALSE(RoundTrips(false).wantsMore());
}

} // namespace interleave::test
