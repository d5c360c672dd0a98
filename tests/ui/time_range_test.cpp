#include "ui/models/time_range.h"
#include "ui/models/time_scale.h"

#include <gtest/gtest.h>

#include <ostream>

namespace interleave::ui {

// GoogleTest looks for this name.
// NOLINTNEXTLINE(readability-identifier-naming)
static void PrintTo(const TimeRange& range, std::ostream* out)
{
    *out << range.begin << " to " << range.end;
}

namespace {

constexpr TimeRange kWhole{0, 1e9};

TEST(TimeRangeZoom, KeepsWhatIsUnderThePointer)
{
    const TimeRange range{2e8, 6e8};
    const double anchor = 3e8;
    const TimeRange closer = zoomed(range, 0.5, anchor, kWhole);
    EXPECT_EQ(closer, (TimeRange{2.5e8, 4.5e8}));
    EXPECT_DOUBLE_EQ(
        (anchor - range.begin) / range.length(), (anchor - closer.begin) / closer.length());
}

TEST(TimeRangeZoom, ShowsNoMoreThanTheRun)
{
    EXPECT_EQ(zoomed({2e8, 6e8}, 100, 3e8, kWhole), kWhole);
}

TEST(TimeRangeZoom, StaysInTheRun)
{
    EXPECT_EQ(zoomed({0, 4e8}, 1.5, 4e8, kWhole), (TimeRange{0, 6e8}));
    EXPECT_EQ(zoomed({6e8, 1e9}, 1.5, 6e8, kWhole), (TimeRange{4e8, 1e9}));
}

TEST(TimeRangeZoom, HasAShortestView)
{
    EXPECT_DOUBLE_EQ(zoomed({100, 300}, 1e-6, 200, kWhole).length(), kShortestView);
}

TEST(TimeRangeZoom, OfARunShorterThanThatShowsAllOfIt)
{
    EXPECT_EQ(zoomed({0, 40}, 0.5, 20, {0, 40}), (TimeRange{0, 40}));
}

TEST(TimeRangeZoom, OfNothingShowsAll)
{
    EXPECT_EQ(zoomed({}, 0.5, 0, kWhole), kWhole);
}

TEST(TimeRangePan, MovesAndKeepsTheLength)
{
    EXPECT_EQ(panned({2e8, 3e8}, 1e8, kWhole), (TimeRange{3e8, 4e8}));
}

TEST(TimeRangePan, StopsAtTheEnds)
{
    EXPECT_EQ(panned({2e8, 3e8}, -9e8, kWhole), (TimeRange{0, 1e8}));
    EXPECT_EQ(panned({2e8, 3e8}, 9e8, kWhole), (TimeRange{9e8, 1e9}));
}

TEST(TimeRangeAround, LeavesRoomAtBothSides)
{
    EXPECT_EQ(around({4e8, 5e8}, kWhole), (TimeRange{3.9e8, 5.1e8}));
}

TEST(TimeRangeAround, APointIsNotShorterThanTheShortestView)
{
    EXPECT_GT(around({4e8, 4e8}, kWhole).length(), kShortestView / 2);
}

TEST(TimeRangeFollowing, WhatShowedAllGoesOnToShowAll)
{
    EXPECT_EQ(followed(kWhole, kWhole, {0, 2e9}), (TimeRange{0, 2e9}));
    EXPECT_EQ(followed({}, {}, kWhole), kWhole);
}

TEST(TimeRangeFollowing, APartKeepsItsLengthAtTheEnd)
{
    EXPECT_EQ(followed({2e8, 3e8}, kWhole, {0, 2e9}), (TimeRange{1.9e9, 2e9}));
}

TEST(TimeRangeBetween, TakesItsEndsInAnyOrder)
{
    EXPECT_EQ(between(5, 2), (TimeRange{2, 5}));
}

TEST(TimeScalePixels, AreInverseToTimes)
{
    const TimeScale scale{{2e8, 6e8}, 150, 800};
    EXPECT_DOUBLE_EQ(scale.xOf(2e8), 150);
    EXPECT_DOUBLE_EQ(scale.xOf(6e8), 950);
    EXPECT_DOUBLE_EQ(scale.timeAt(scale.xOf(4.567e8)), 4.567e8);
}

TEST(TimeScalePixels, OfAnEmptyScaleAreAtItsLeft)
{
    const TimeScale scale{{5, 5}, 150, 800};
    EXPECT_DOUBLE_EQ(scale.xOf(7), 150);
    EXPECT_DOUBLE_EQ(scale.timeAt(300), 5);
}

TEST(TimeScalePixels, AreExactAfterHoursAtTheDeepestZoom)
{
    const double hour = 3.6e12;
    const TimeScale scale{{hour, hour + kShortestView}, 0, 1'000};
    EXPECT_NEAR(scale.xOf(hour + 50), 500, 0.1);
}

} // namespace
} // namespace interleave::ui
