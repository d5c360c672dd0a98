#include "ui/models/series_reduction.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace interleave::ui {
namespace {

constexpr int kPixels = 200;

struct Series
{
    std::vector<double> xs;
    std::vector<float> ys;
};

// 10,000 samples from 0 to 10, all at 0.5.
Series flat()
{
    Series series{std::vector<double>(10'000), std::vector<float>(10'000, 0.5F)};
    for (std::size_t i = 0; i < series.xs.size(); ++i)
        series.xs[i] = static_cast<double>(i) / 1000;
    return series;
}

bool contains(const std::vector<QPointF>& points, double y)
{
    return std::any_of(points.begin(), points.end(), [&](const QPointF& point) {
        return std::abs(point.y() - y) < 1e-6;
    });
}

TEST(AxisSteps, Are1And2And5TimesPowersOfTen)
{
    EXPECT_DOUBLE_EQ(roundedUpTo125(0.3), 0.5);
    EXPECT_DOUBLE_EQ(roundedUpTo125(1.1), 2);
    EXPECT_DOUBLE_EQ(roundedUpTo125(7), 10);
    EXPECT_DOUBLE_EQ(roundedUpTo125(101), 200);
}

TEST(AxisSteps, KeepAValueThatIsAStepAlready)
{
    for (const double step : {0.001, 0.02, 0.5, 1.0, 20.0, 500.0, 1e6})
        EXPECT_DOUBLE_EQ(roundedUpTo125(step), step);
    EXPECT_DOUBLE_EQ(roundedUpTo125(0.1 + 0.1 + 0.1 - 0.1), 0.2);
}

TEST(AxisSteps, AreNothingForNothing)
{
    EXPECT_EQ(roundedUpTo125(0), 0);
    EXPECT_EQ(roundedUpTo125(-1), 0);
    EXPECT_EQ(roundedUpTo125(std::nan("")), 0);
    EXPECT_EQ(roundedUpTo125(std::numeric_limits<double>::infinity()), 0);
}

TEST(TickStep, DividesAnAxisIntoAtMostThatManyIntervals)
{
    EXPECT_DOUBLE_EQ(tickStep(3.4, 6), 1);
    EXPECT_DOUBLE_EQ(tickStep(10, 5), 2);
    EXPECT_EQ(tickStep(10, 0), 0);
}

TEST(AxisEnd, IsTheFirstTickThatIsNotBelowTheHighestValue)
{
    EXPECT_DOUBLE_EQ(axisEnd(8'000, 4), 8'000);
    EXPECT_DOUBLE_EQ(axisEnd(12'000, 4), 15'000);
    EXPECT_EQ(axisEnd(0, 4), 0);
}

TEST(GrowingMaximum, GrowsInSteps)
{
    GrowingMaximum axis(1);
    EXPECT_EQ(axis.include(0.3), 1);
    EXPECT_EQ(axis.include(1.2), 2);
    EXPECT_EQ(axis.include(4), 5);
}

TEST(GrowingMaximum, NeverShrinksBeforeItIsReset)
{
    GrowingMaximum axis(1);
    axis.include(30);
    EXPECT_EQ(axis.include(2), 50);
    axis.reset();
    EXPECT_EQ(axis.maximum(), 1);
}

TEST(SeriesReduction, LeavesAShortSeriesAsItIs)
{
    const std::vector<double> xs{1, 2, 3};
    const std::vector<float> ys{0.25F, 0.5F, 0.75F};
    const std::vector<QPointF> expected{{1, 0.25}, {2, 0.5}, {3, 0.75}};
    EXPECT_EQ(reducedToPixels(xs, ys, 5, kPixels), expected);
}

TEST(SeriesReduction, GivesAtMostOnePointForTwoPixels)
{
    Series series = flat();
    for (std::size_t i = 0; i < series.ys.size(); ++i)
        series.ys[i] = static_cast<float>(i % 7) / 7;
    const auto points = reducedToPixels(series.xs, series.ys, 10, kPixels);
    EXPECT_LE(points.size(), std::size_t{kPixels / 2});
    EXPECT_GT(points.size(), std::size_t{kPixels / 4});
}

TEST(SeriesReduction, KeepsAPeakOfOneSampleWhereverItIs)
{
    for (const std::size_t peak : {0U, 1U, 4'321U, 9'998U, 9'999U}) {
        Series series = flat();
        series.ys[peak] = 1;
        EXPECT_TRUE(contains(reducedToPixels(series.xs, series.ys, 10, kPixels), 1)) << peak;
    }
}

TEST(SeriesReduction, EndsWithTheLastSampleAlsoWhereNothingChanges)
{
    const Series series = flat();
    const auto points = reducedToPixels(series.xs, series.ys, 10, kPixels);
    EXPECT_EQ(points.back().x(), series.xs.back());
    EXPECT_EQ(points.front().x(), series.xs.front());
}

TEST(SeriesReduction, KeepsAHoleOfOneSampleBesideAPeak)
{
    Series series = flat();
    series.ys[5'000] = 1;
    series.ys[5'001] = 0;
    const auto points = reducedToPixels(series.xs, series.ys, 10, kPixels);
    EXPECT_TRUE(contains(points, 1));
    EXPECT_TRUE(contains(points, 0));
}

TEST(SeriesReduction, KeepsTheOrderOfTime)
{
    Series series = flat();
    for (std::size_t i = 0; i < series.ys.size(); ++i)
        series.ys[i] = static_cast<float>((i * 7919) % 1000) / 1000;
    const auto points = reducedToPixels(series.xs, series.ys, 10, kPixels);
    EXPECT_TRUE(std::is_sorted(points.begin(),
        points.end(),
        [](const QPointF& one, const QPointF& other) { return one.x() < other.x(); }));
}

TEST(SeriesReduction, LeavesOutWhatIsBeyondTheAxis)
{
    const std::vector<double> xs{1, 2, 3};
    const std::vector<float> ys{0, 0, 1};
    EXPECT_EQ(reducedToPixels(xs, ys, 2, kPixels).size(), 2U);
}

TEST(SeriesReduction, IsEmptyWithoutRoom)
{
    const Series series = flat();
    EXPECT_TRUE(reducedToPixels(series.xs, series.ys, 10, 0).empty());
    EXPECT_TRUE(reducedToPixels(series.xs, series.ys, 0, kPixels).empty());
    EXPECT_TRUE(reducedToPixels({}, {}, 10, kPixels).empty());
}

TEST(HighestPerColumn, KeepsThePeakOfEachColumn)
{
    const std::vector<double> xs{0.1, 0.2, 0.6, 0.7};
    const std::vector<float> ys{0.25F, 0.75F, 0.5F, 0.125F};
    EXPECT_EQ(highestPerColumn(xs, ys, 1, 2), (std::vector<float>{0.75F, 0.5F}));
}

TEST(HighestPerColumn, FillsColumnsBetweenSamplesWithTheLaterOne)
{
    const std::vector<double> xs{0.05, 0.95};
    const std::vector<float> ys{0.25F, 0.75F};
    EXPECT_EQ(highestPerColumn(xs, ys, 1, 4), (std::vector<float>{0.25F, 0.75F, 0.75F, 0.75F}));
}

TEST(HighestPerColumn, KnowsNothingAfterTheLastSample)
{
    const std::vector<double> xs{0.1};
    const std::vector<float> ys{0.25F};
    const auto columns = highestPerColumn(xs, ys, 1, 2);
    EXPECT_EQ(columns[0], 0.25F);
    EXPECT_TRUE(std::isnan(columns[1]));
}

} // namespace
} // namespace interleave::ui
