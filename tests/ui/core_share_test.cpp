#include "ui/timeline/core_share.h"

#include <gmock/gmock.h>

namespace interleave::ui {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::FloatNear;

constexpr double kMs = 1e6;

std::vector<TimelineColumn> busyColumns(std::size_t count, float busy = 1, float waiting = 0)
{
    return std::vector<TimelineColumn>(count, {.busy = busy, .waiting = waiting});
}

double neverAsked(const TimeRange& /*time*/)
{
    ADD_FAILURE() << "all frames are whole in sight";
    return 0;
}

const std::vector<double> kSeconds{0.010, 0.020};

TEST(CoreShare, IsWhatWasWorkedWithoutTheTimeOnACore)
{
    const std::vector<float> onCore{0.25F, 1};
    EXPECT_THAT(shareWithoutCore({kSeconds, onCore}, {0, 20 * kMs}, busyColumns(4), neverAsked),
        ElementsAre(FloatNear(0.75F, 1e-6F), FloatNear(0.75F, 1e-6F), 0, 0));
}

TEST(CoreShare, OfWaitsForALockIsNoneMissing)
{
    const std::vector<float> onCore{0.5F, 0.5F};
    EXPECT_THAT(
        shareWithoutCore({kSeconds, onCore}, {0, 20 * kMs}, busyColumns(4, 1, 0.5F), neverAsked),
        Each(0));
}

TEST(CoreShare, IsNotMadeOfAnErrorOfTheSamples)
{
    const std::vector<float> onCore{0.97F, 0.97F};
    EXPECT_THAT(
        shareWithoutCore({kSeconds, onCore}, {0, 20 * kMs}, busyColumns(4), neverAsked), Each(0));
    EXPECT_THAT(
        shareWithoutCore(
            {kSeconds, std::vector<float>{0, 0}}, {0, 20 * kMs}, busyColumns(4, 0.02F), neverAsked),
        Each(0));
}

TEST(CoreShare, OfAFrameThatIsOnlyPartlySeenIsThatOfTheWholeFrame)
{
    const std::vector<float> onCore{0.5F, 1};
    const auto worked = [](const TimeRange& time) {
        EXPECT_EQ(time, (TimeRange{0, 10 * kMs}));
        return 0.5; // half of the frame there was nothing to do
    };
    EXPECT_THAT(
        shareWithoutCore({kSeconds, onCore}, {2 * kMs, 4 * kMs}, busyColumns(2), worked), Each(0));
}

TEST(CoreShare, OfSeveralFramesInOneColumnIsTheirMean)
{
    const std::vector<double> seconds{0.001, 0.002, 0.003, 0.004};
    const std::vector<float> onCore{1, 0, 1, 0};
    const std::vector<float> shares
        = shareWithoutCore({seconds, onCore}, {0, 4 * kMs}, busyColumns(1), neverAsked);
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_GT(shares[0], 0.2F);
    EXPECT_LT(shares[0], 0.8F);
}

TEST(CoreShare, BehindTheLastFrameNothingIsKnown)
{
    const std::vector<float> onCore{0, 0};
    EXPECT_THAT(shareWithoutCore({kSeconds, onCore}, {0, 40 * kMs}, busyColumns(4), neverAsked),
        ElementsAre(1, 1, 0, 0));
    EXPECT_THAT(shareWithoutCore({}, {0, 40 * kMs}, busyColumns(2), neverAsked), Each(0));
}

} // namespace
} // namespace interleave::ui
