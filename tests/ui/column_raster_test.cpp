#include "ui/timeline/column_raster.h"
#include "ui/widgets/theme.h"

#include <gtest/gtest.h>

#include <QGuiApplication>

#include <array>
#include <map>

namespace interleave::ui {
namespace {

constexpr int kHeight = 20;

class ColumnRasterTest : public testing::Test
{
protected:
    // The colours of one column from its bottom to its top.
    std::vector<QRgb> pixels(const TimelineColumn& column, const ColumnStyle& style = {})
    {
        QImage image(1, kHeight, QImage::Format_RGB32);
        image.fill(colors.background);
        rasterColumns(image, {0, 0, 1, kHeight}, {&column, 1}, style, colors);
        std::vector<QRgb> found;
        for (int y = kHeight - 1; y >= 0; --y)
            found.push_back(image.pixel(0, y));
        return found;
    }
    static int count(const std::vector<QRgb>& pixels, QRgb color)
    {
        return static_cast<int>(std::ranges::count(pixels, color));
    }

    ColumnColors colors{QGuiApplication::palette()};
};

TEST_F(ColumnRasterTest, AnIdleColumnIsBackground)
{
    EXPECT_EQ(count(pixels({}), colors.background), kHeight);
}

TEST_F(ColumnRasterTest, AFullColumnIsFull)
{
    EXPECT_EQ(count(pixels({.busy = 1, .tasks = 1}), colors.working), kHeight);
}

TEST_F(ColumnRasterTest, TheHeightIsTheShareOfTheTime)
{
    const auto column = pixels({.busy = 0.5F, .tasks = 10});
    EXPECT_EQ(count(column, colors.working), kHeight / 2);
    EXPECT_EQ(column.front(), colors.working);
    EXPECT_EQ(column.back(), colors.background);
}

TEST_F(ColumnRasterTest, AShadeIsOnlyWhereThereIsWork)
{
    QImage image(2, kHeight, QImage::Format_RGB32);
    const std::array columns{TimelineColumn{.busy = 1, .waiting = 0.25F, .tasks = 1},
        TimelineColumn{.busy = 1, .tasks = 1}};
    const std::array withoutCore{0.5F, 0.0F};
    const std::array shades{colors.amounts.back(), QRgb{0}};
    rasterColumns(image, {0, 0, 2, kHeight}, columns, {}, colors, withoutCore, shades);
    std::map<QRgb, int> count;
    for (int y = 0; y < kHeight; ++y)
        ++count[image.pixel(0, y)];
    EXPECT_EQ(count[colors.amounts.back()], kHeight / 4);
    EXPECT_EQ(count[colors.background], kHeight / 2 - 1);
    EXPECT_EQ(count[colors.waiting] + count[colors.waitingSign], kHeight / 4);
    EXPECT_EQ(image.pixel(1, kHeight / 2), colors.working);
}

TEST_F(ColumnRasterTest, TimeWithoutACoreIsNotInTheColourOfWork)
{
    QImage image(1, kHeight, QImage::Format_RGB32);
    const TimelineColumn column{.busy = 1, .waiting = 0.25F, .tasks = 1};
    const float half = 0.5F;
    rasterColumns(image, {0, 0, 1, kHeight}, {&column, 1}, {}, colors, {&half, 1});
    std::map<QRgb, int> count;
    for (int y = 0; y < kHeight; ++y)
        ++count[image.pixel(0, y)];
    EXPECT_EQ(count[colors.working], kHeight / 4);
    EXPECT_EQ(count[colors.noCore], 1) << "a thin line";
    EXPECT_EQ(count[colors.background], kHeight / 2 - 1);
    EXPECT_EQ(count[colors.waiting] + count[colors.waitingSign], kHeight / 4);
    EXPECT_EQ(image.pixel(0, kHeight - 1), colors.working) << "at the bottom";
}

TEST_F(ColumnRasterTest, TasksThatSleepAreNotInTheColourOfWorkAndDotted)
{
    QImage image(8, kHeight, QImage::Format_RGB32);
    const std::vector<TimelineColumn> columns(8, {.busy = 1, .tasks = 1});
    rasterColumns(image, {0, 0, 8, kHeight}, columns, {.tasksSleep = true}, colors);
    std::map<QRgb, int> count;
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++count[image.pixel(x, y)];
    }
    EXPECT_EQ(count.size(), 2U);
    EXPECT_GT(count[colors.sleeping], count[colors.sleepingSign]);
    EXPECT_GT(count[colors.sleepingSign], 8);
}

TEST_F(ColumnRasterTest, WhatIsTooShortForAPixelIsNotLeftOut)
{
    EXPECT_GE(count(pixels({.busy = 0.0001F, .tasks = 1}), colors.working), 2);
    EXPECT_GE(count(pixels({.busy = 0, .tasks = 1}), colors.working), 2);
}

TEST_F(ColumnRasterTest, WaitingIsAtTheTopAndHatched)
{
    const auto column = pixels({.busy = 1, .waiting = 0.5F, .tasks = 3});
    EXPECT_EQ(count(column, colors.working), kHeight / 2);
    EXPECT_GT(count(column, colors.waiting), 0);
    EXPECT_GT(count(column, colors.waitingSign), 0);
    EXPECT_EQ(column.front(), colors.working);
}

TEST_F(ColumnRasterTest, HoldingIsAtTheBottomWithAnEdge)
{
    const auto column = pixels({.busy = 1, .holding = 0.5F, .tasks = 3});
    EXPECT_EQ(column[0], colors.holding);
    EXPECT_EQ(column[9], colors.holdingEdge);
    EXPECT_EQ(column[10], colors.working);
}

TEST_F(ColumnRasterTest, OneFailureAmongManyTasksIsSeen)
{
    const auto column = pixels(
        {.busy = 1, .tasks = 1'000'000, .failed = 1, .failure = true}, {Coloring::Outcome});
    EXPECT_GE(count(column, colors.lost) + count(column, colors.lostSign), 3);
    EXPECT_GT(count(column, colors.working), 10);
}

TEST_F(ColumnRasterTest, ATaskThatFailsLaterIsFailedAllAlong)
{
    const auto column = pixels({.busy = 1, .failure = true}, {Coloring::Outcome});
    EXPECT_EQ(count(column, colors.working), 0);
}

TEST_F(ColumnRasterTest, LongerTasksHaveTheColourOfLargerAmounts)
{
    const ColumnStyle style{Coloring::Duration, {10, 1'000}, 1};
    const auto shortest = pixels({.busy = 1, .longestTicks = 10, .tasks = 1}, style);
    const auto longest = pixels({.busy = 1, .longestTicks = 1'000, .tasks = 1}, style);
    EXPECT_EQ(shortest.front(), colors.amounts.front());
    EXPECT_EQ(longest.front(), colors.amounts.back());
}

TEST_F(ColumnRasterTest, RowsThatAreHalfSeenAreCut)
{
    const TimelineColumn column{.busy = 1, .tasks = 1};
    QImage image(1, 10, QImage::Format_RGB32);
    image.fill(colors.background);
    rasterColumns(image, {0, -5, 1, 10}, {&column, 1}, {}, colors);
    EXPECT_EQ(image.pixel(0, 4), colors.working);
    EXPECT_EQ(image.pixel(0, 5), colors.background);
    rasterColumns(image, {0, 8, 1, 10}, {&column, 1}, {}, colors);
    EXPECT_EQ(image.pixel(0, 9), colors.working);
}

TEST(DurationSpreadScale, IsLogarithmic)
{
    const DurationSpread spread{10, 1'000};
    EXPECT_NEAR(spread.shareOf(100), 0.5, 1e-9);
    EXPECT_DOUBLE_EQ(spread.shareOf(1), 0);
    EXPECT_DOUBLE_EQ(spread.shareOf(1e9), 1);
}

TEST(DurationSpreadScale, OfEqualDurationsIsItsMiddle)
{
    const DurationSpread spread{10, 10};
    EXPECT_DOUBLE_EQ(spread.shareOf(10), 0.5);
}

} // namespace
} // namespace interleave::ui
