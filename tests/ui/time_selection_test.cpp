#include "ui/models/time_selection.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

namespace interleave::ui {
namespace {

constexpr TimeRange kSelectable{0, 1e9};

class TimeSelectionTest : public testing::Test
{
protected:
    void ran() // to its end, before anybody looked
    {
        selection.start(false);
        selection.setWhole(kSelectable);
    }
    void runs()
    {
        selection.start(true);
        selection.setWhole(kSelectable);
    }

    TimeSelection selection;
};

TEST_F(TimeSelectionTest, ShowsAllAtFirst)
{
    ran();
    EXPECT_EQ(selection.visible(), kSelectable);
    EXPECT_FALSE(selection.following());
}

TEST_F(TimeSelectionTest, FollowsTheEndOfARunThatGoesOn)
{
    runs();
    EXPECT_TRUE(selection.following());
    selection.setWhole({0, 2e9});
    EXPECT_EQ(selection.visible(), (TimeRange{0, 2e9}));
}

TEST_F(TimeSelectionTest, GoesOnToShowAllOfARunThatHasEnded)
{
    runs();
    selection.finish();
    selection.setWhole({0, 2e9});
    EXPECT_EQ(selection.visible(), (TimeRange{0, 2e9}));
}

TEST_F(TimeSelectionTest, KeepsStillOnceTheUserHasMoved)
{
    runs();
    selection.zoom(0.5, 5e8);
    EXPECT_FALSE(selection.following());
    const TimeRange view = selection.visible();
    selection.setWhole({0, 2e9});
    EXPECT_EQ(selection.visible(), view);
}

TEST_F(TimeSelectionTest, FollowsAgainWithTheLengthThatWasChosen)
{
    runs();
    selection.moveTo({1e8, 3e8});
    selection.setFollowing(true);
    EXPECT_EQ(selection.visible(), (TimeRange{8e8, 1e9}));
    selection.setWhole({0, 2e9});
    EXPECT_EQ(selection.visible(), (TimeRange{1.8e9, 2e9}));
}

TEST_F(TimeSelectionTest, FollowsNothingThatHasEnded)
{
    runs();
    selection.finish();
    EXPECT_FALSE(selection.following());
    selection.setFollowing(true);
    EXPECT_FALSE(selection.following());
}

TEST_F(TimeSelectionTest, StaysInTheRun)
{
    ran();
    selection.moveTo({-1e9, -9e8});
    EXPECT_EQ(selection.visible(), (TimeRange{0, 1e8}));
}

TEST_F(TimeSelectionTest, TakesAMovementBackAsAWhole)
{
    ran();
    selection.zoom(0.5, 5e8);
    selection.zoom(0.5, 5e8);
    selection.pan(1e7);
    ASSERT_TRUE(selection.canGoBack());
    selection.back();
    EXPECT_EQ(selection.visible(), kSelectable);
    EXPECT_FALSE(selection.canGoBack());
}

TEST_F(TimeSelectionTest, TellsMovementsApartAfterARest)
{
    ran();
    selection.moveTo({0, 5e8});
    selection.settle();
    selection.moveTo({0, 1e8});
    selection.back();
    EXPECT_EQ(selection.visible(), (TimeRange{0, 5e8}));
    selection.back();
    EXPECT_EQ(selection.visible(), kSelectable);
}

TEST_F(TimeSelectionTest, GoesForwardAgain)
{
    ran();
    selection.jumpTo({1e8, 2e8});
    selection.jumpTo({5e8, 6e8});
    selection.back();
    selection.back();
    selection.forward();
    EXPECT_EQ(selection.visible(), (TimeRange{1e8, 2e8}));
    selection.forward();
    EXPECT_EQ(selection.visible(), (TimeRange{5e8, 6e8}));
    EXPECT_FALSE(selection.canGoForward());
}

TEST_F(TimeSelectionTest, ForgetsWhatWasAheadWhenTheUserGoesAnotherWay)
{
    ran();
    selection.jumpTo({1e8, 2e8});
    selection.back();
    selection.jumpTo({3e8, 4e8});
    EXPECT_FALSE(selection.canGoForward());
}

TEST_F(TimeSelectionTest, ShowsWhatIsSelected)
{
    ran();
    selection.select({.time = TimeRange{2e8, 3e8}});
    selection.showSelected();
    EXPECT_EQ(selection.visible(), (TimeRange{2e8, 3e8}));
}

TEST_F(TimeSelectionTest, ShowsThePinnedTaskWhereNothingIsSelected)
{
    ran();
    selection.pin(TaskPlace{7, 1, {4e8, 5e8}});
    selection.showSelected();
    EXPECT_EQ(selection.visible(), (TimeRange{3.9e8, 5.1e8}));
}

TEST_F(TimeSelectionTest, MovesToATaskThatIsNotSeen)
{
    ran();
    selection.jumpTo({0, 1e8});
    selection.reveal(TaskPlace{7, 1, {5e8, 5.1e8}});
    EXPECT_NEAR(selection.visible().begin, 4.55e8, 1);
    EXPECT_NEAR(selection.visible().length(), 1e8, 1);
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, 7U);
}

TEST_F(TimeSelectionTest, DoesNotMoveToATaskThatIsSeen)
{
    ran();
    selection.reveal(TaskPlace{7, 1, {5e8, 5.1e8}});
    EXPECT_EQ(selection.visible(), kSelectable);
}

TEST_F(TimeSelectionTest, SaysOnceThatItChanged)
{
    ran();
    const QSignalSpy seen(&selection, &TimeSelection::selectedChanged);
    selection.select({.workers = {1}});
    selection.select({.workers = {1}});
    EXPECT_EQ(seen.count(), 1);
}

TEST_F(TimeSelectionTest, BeginsAnewWithTheNextTrial)
{
    ran();
    selection.jumpTo({1e8, 2e8});
    selection.select({.workers = {1}});
    selection.pin(TaskPlace{7, 1, {5e8, 5.1e8}});
    selection.start(true);
    EXPECT_FALSE(selection.canGoBack());
    EXPECT_TRUE(selection.selected().isEmpty());
    EXPECT_FALSE(selection.pinned());
    selection.setWhole({0, 5});
    EXPECT_EQ(selection.visible(), (TimeRange{0, 5}));
}

} // namespace
} // namespace interleave::ui
