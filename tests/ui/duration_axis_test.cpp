#include "ui/timings/duration_axis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QStringList>

#include <numeric>

namespace interleave::ui {
namespace {

DurationCounts countsOf(const std::vector<std::uint64_t>& ticks)
{
    DurationCounts counts;
    for (const std::uint64_t each : ticks)
        counts.add(each);
    return counts;
}

// Many around 1,000 ticks, and two of a hundred much longer.
DurationCounts longTail()
{
    DurationCounts counts;
    for (std::uint64_t i = 0; i < 980; ++i)
        counts.add(900 + i % 200);
    for (std::uint64_t i = 0; i < 20; ++i)
        counts.add(1'000'000 + i);
    return counts;
}

std::uint64_t sumOf(const std::vector<DurationBin>& bins)
{
    return std::accumulate(
        bins.begin(), bins.end(), std::uint64_t{0}, [](std::uint64_t sum, const DurationBin& bin) {
            return sum + bin.count;
        });
}

TEST(FittingShape, IsLogarithmicForALongTail)
{
    EXPECT_EQ(fittingShape(longTail()), AxisShape::Logarithmic);
}

TEST(FittingShape, IsLinearWhereAllTakeAboutAsLong)
{
    EXPECT_EQ(fittingShape(countsOf({900, 1'000, 1'100, 5'000})), AxisShape::Linear);
    EXPECT_EQ(fittingShape({}), AxisShape::Linear);
}

TEST(DurationAxis, HoldsAllThatWasCounted)
{
    for (const AxisShape shape : {AxisShape::Linear, AxisShape::Logarithmic}) {
        const DurationAxis axis = axisFor(longTail(), shape, 0.5);
        EXPECT_LE(axis.beginNs, 450);
        EXPECT_GE(axis.endNs, 500'009);
        EXPECT_LE(axis.endNs, 1'000'000);
    }
}

TEST(DurationAxis, GoesBackFromAPixelToTheDuration)
{
    for (const AxisShape shape : {AxisShape::Linear, AxisShape::Logarithmic}) {
        const DurationAxis axis = axisFor(longTail(), shape, 1);
        EXPECT_NEAR(axis.shareOf(axis.nsAt(0.3)), 0.3, 1e-9);
        EXPECT_DOUBLE_EQ(axis.shareOf(axis.beginNs), 0);
        EXPECT_DOUBLE_EQ(axis.shareOf(axis.endNs), 1);
        EXPECT_DOUBLE_EQ(axis.shareOf(1e12), 1) << "what is outside stands at the end";
    }
}

TEST(DurationAxis, NamesPowersOfTenWhereItIsLogarithmic)
{
    const DurationAxis axis{AxisShape::Logarithmic, 100, 1'000'000};
    QStringList labels;
    for (const DurationTick& tick : axis.ticks(6).ticks) {
        if (!tick.label.isEmpty())
            labels << tick.label;
    }
    EXPECT_EQ(labels.join(QLatin1Char('|')).toStdString(), "100 ns|1 µs|10 µs|100 µs|1 ms");
}

TEST(DurationAxis, NamesRoundDurationsWhereItIsLinear)
{
    const DurationAxis axis{AxisShape::Linear, 0, 20'000'000};
    const auto ticks = axis.ticks(5).ticks;
    ASSERT_GE(ticks.size(), 2U);
    EXPECT_EQ(ticks[1].label.toStdString(), "5 ms");
}

TEST(DurationAxis, LooksCloserWhereNoneIsShort)
{
    const DurationAxis axis = axisFor(countsOf({10'000'000, 10'300'000}), AxisShape::Linear, 1);
    EXPECT_GT(axis.beginNs, 9'900'000);
}

TEST(DurationBins, CountEveryDurationOnce)
{
    for (const AxisShape shape : {AxisShape::Linear, AxisShape::Logarithmic}) {
        for (const int wanted : {1, 7, 60, 500}) {
            const DurationAxis axis = axisFor(longTail(), shape, 0.37);
            EXPECT_EQ(sumOf(binsOf(longTail(), axis, 0.37, wanted)), 1'000U) << wanted;
        }
    }
}

TEST(DurationBins, BeginWhereTheOneBeforeEnds)
{
    const DurationAxis axis = axisFor(longTail(), AxisShape::Logarithmic, 0.37);
    const auto bins = binsOf(longTail(), axis, 0.37, 60);
    ASSERT_GT(bins.size(), 10U);
    for (std::size_t i = 1; i < bins.size(); ++i)
        EXPECT_DOUBLE_EQ(bins[i].beginNs, bins[i - 1].endNs);
}

TEST(DurationBins, OfFewDifferentTicksAreABarEach)
{
    const auto bins = binsOf(
        countsOf({1, 2, 2, 4}), axisFor(countsOf({1, 2, 2, 4}), AxisShape::Linear, 10), 10, 100);
    std::vector<std::uint64_t> counts;
    for (const DurationBin& bin : bins) {
        if (bin.count > 0)
            counts.push_back(bin.count);
    }
    EXPECT_THAT(counts, testing::ElementsAre(1U, 2U, 1U));
}

TEST(DurationBins, OfNothingAreNone)
{
    EXPECT_TRUE(binsOf({}, axisFor({}, AxisShape::Linear, 1), 1, 60).empty());
}

} // namespace
} // namespace interleave::ui
