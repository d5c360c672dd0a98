#include "ui/timeline/timeline_display.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

namespace interleave::ui {
namespace {

class TimelineDisplayTest : public testing::Test
{
protected:
    TimelineDisplayTest()
    {
        display.setRows(1'024);
        display.setRoom(260);
    }

    TimelineDisplay display;
};

TEST_F(TimelineDisplayTest, OnlyTheRowsInTheRoomAreSeen)
{
    EXPECT_EQ(display.firstSeen(), 0);
    EXPECT_EQ(display.endSeen(), 10);
    display.scrollTo(13);
    EXPECT_EQ(display.firstSeen(), 0);
    EXPECT_EQ(display.endSeen(), 11);
}

TEST_F(TimelineDisplayTest, FewRowsEndBeforeTheRoom)
{
    display.setRows(3);
    EXPECT_EQ(display.endSeen(), 3);
    EXPECT_EQ(display.longestScroll(), 0);
    EXPECT_FALSE(display.rowAt(3 * display.rowHeight()).has_value());
}

TEST_F(TimelineDisplayTest, FewRowsAreHigher)
{
    display.setRows(3);
    EXPECT_EQ(display.rowHeight(), 48);
    display.setRows(8);
    EXPECT_EQ(display.rowHeight(), 32);
    display.setRows(100);
    EXPECT_EQ(display.rowHeight(), 26);
}

TEST_F(TimelineDisplayTest, TheHeightThatTheUserChoseStays)
{
    display.setRowHeight(30);
    display.setRows(3);
    EXPECT_EQ(display.rowHeight(), 30);
}

TEST_F(TimelineDisplayTest, ScrollsUpToTheLastRow)
{
    display.scrollTo(1'000'000);
    EXPECT_EQ(display.scroll(), 1'024 * 26 - 260);
    EXPECT_EQ(display.endSeen(), 1'024);
    EXPECT_EQ(display.rowAt(259), 1'023);
}

TEST_F(TimelineDisplayTest, FindsTheRowUnderAPixel)
{
    display.scrollTo(26 * 5);
    EXPECT_EQ(display.rowAt(0), 5);
    EXPECT_EQ(display.rowAt(26), 6);
    EXPECT_EQ(display.topOf(6), 26);
}

TEST_F(TimelineDisplayTest, FindsTheNearestRowOutsideOfTheRoom)
{
    display.setRows(3);
    EXPECT_EQ(display.nearestRow(-100), 0);
    EXPECT_EQ(display.nearestRow(1'000), 2);
}

TEST_F(TimelineDisplayTest, ScrollsNoFurtherThanNeededToShowARow)
{
    display.showRow(5);
    EXPECT_EQ(display.scroll(), 0);
    display.showRow(20);
    EXPECT_EQ(display.rowAt(259), 20);
    display.showRow(15);
    EXPECT_EQ(display.rowAt(259), 20);
}

TEST_F(TimelineDisplayTest, KeepsTheFirstRowWhenRowsGrow)
{
    display.scrollTo(26 * 10);
    display.setRowHeight(52);
    EXPECT_EQ(display.firstSeen(), 10);
}

TEST_F(TimelineDisplayTest, RowsStayReadable)
{
    display.setRowHeight(1);
    EXPECT_EQ(display.rowHeight(), 8);
    display.setRowHeight(1'000);
    EXPECT_EQ(display.rowHeight(), 120);
}

TEST_F(TimelineDisplayTest, BeginsAtTheTopWithOtherRows)
{
    display.scrollTo(500);
    display.setRowKind(RowKind::Cores);
    EXPECT_EQ(display.scroll(), 0);
}

TEST_F(TimelineDisplayTest, IsSilentWhenNothingChanges)
{
    const QSignalSpy seen(&display, &TimelineDisplay::changed);
    display.scrollTo(0);
    display.setColoring(Coloring::State);
    EXPECT_EQ(seen.count(), 0);
}

} // namespace
} // namespace interleave::ui
