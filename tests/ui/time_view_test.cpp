#include "tests/ui/print_qt.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

namespace interleave::ui {
namespace {

constexpr TimeRange kWhole{0, 1e9};

class TimeViewTest : public testing::Test
{
protected:
    void ran() // to its end, before anybody looked
    {
        time.start(&source, false);
        time.setWhole(&source, kWhole);
    }
    void runs()
    {
        time.start(&source, true);
        time.setWhole(&source, kWhole);
    }

    TimeView time;
    const int source = 0;
};

TEST_F(TimeViewTest, ShowsAllAtFirst)
{
    ran();
    EXPECT_EQ(time.visible(), kWhole);
    EXPECT_FALSE(time.following());
}

TEST_F(TimeViewTest, FollowsTheEndOfARunThatGoesOn)
{
    runs();
    EXPECT_TRUE(time.following());
    time.setWhole(&source, {0, 2e9});
    EXPECT_EQ(time.visible(), (TimeRange{0, 2e9}));
}

TEST_F(TimeViewTest, GoesOnToShowAllOfARunThatHasEnded)
{
    runs();
    time.finish(&source);
    time.setWhole(&source, {0, 2e9});
    EXPECT_EQ(time.visible(), (TimeRange{0, 2e9}));
}

TEST_F(TimeViewTest, KeepsStillOnceTheUserHasMoved)
{
    runs();
    time.zoom(0.5, 5e8);
    EXPECT_FALSE(time.following());
    const TimeRange view = time.visible();
    time.setWhole(&source, {0, 2e9});
    EXPECT_EQ(time.visible(), view);
}

TEST_F(TimeViewTest, FollowsAgainWithTheLengthThatWasChosen)
{
    runs();
    time.moveTo({1e8, 3e8});
    time.setFollowing(true);
    EXPECT_EQ(time.visible(), (TimeRange{8e8, 1e9}));
    time.setWhole(&source, {0, 2e9});
    EXPECT_EQ(time.visible(), (TimeRange{1.8e9, 2e9}));
}

TEST_F(TimeViewTest, FollowsNothingThatHasEnded)
{
    runs();
    time.finish(&source);
    EXPECT_FALSE(time.following());
    time.setFollowing(true);
    EXPECT_FALSE(time.following());
}

TEST_F(TimeViewTest, StaysInTheRun)
{
    ran();
    time.moveTo({-1e9, -9e8});
    EXPECT_EQ(time.visible(), (TimeRange{0, 1e8}));
}

TEST_F(TimeViewTest, TakesAMovementBackAsAWhole)
{
    ran();
    time.zoom(0.5, 5e8);
    time.zoom(0.5, 5e8);
    time.pan(1e7);
    ASSERT_TRUE(time.canGoBack());
    time.back();
    EXPECT_EQ(time.visible(), kWhole);
    EXPECT_FALSE(time.canGoBack());
}

TEST_F(TimeViewTest, TellsMovementsApartAfterARest)
{
    ran();
    time.moveTo({0, 5e8});
    time.settle();
    time.moveTo({0, 1e8});
    time.back();
    EXPECT_EQ(time.visible(), (TimeRange{0, 5e8}));
    time.back();
    EXPECT_EQ(time.visible(), kWhole);
}

TEST_F(TimeViewTest, GoesForwardAgain)
{
    ran();
    time.jumpTo({1e8, 2e8});
    time.jumpTo({5e8, 6e8});
    time.back();
    time.back();
    time.forward();
    EXPECT_EQ(time.visible(), (TimeRange{1e8, 2e8}));
    time.forward();
    EXPECT_EQ(time.visible(), (TimeRange{5e8, 6e8}));
    EXPECT_FALSE(time.canGoForward());
}

TEST_F(TimeViewTest, ForgetsWhatWasAheadWhenTheUserGoesAnotherWay)
{
    ran();
    time.jumpTo({1e8, 2e8});
    time.back();
    time.jumpTo({3e8, 4e8});
    EXPECT_FALSE(time.canGoForward());
}

TEST_F(TimeViewTest, MovesToATimeThatIsNotSeen)
{
    ran();
    time.jumpTo({0, 1e8});
    time.reveal({5e8, 5.1e8});
    EXPECT_NEAR(time.visible().begin, 4.55e8, 1);
    EXPECT_NEAR(time.visible().length(), 1e8, 1);
}

TEST_F(TimeViewTest, DoesNotMoveToATimeThatIsSeen)
{
    ran();
    time.reveal({5e8, 5.1e8});
    EXPECT_EQ(time.visible(), kWhole);
}

TEST_F(TimeViewTest, BeginsAnewWithTheNextTrial)
{
    ran();
    time.jumpTo({1e8, 2e8});
    time.start(&source, true);
    EXPECT_FALSE(time.canGoBack());
    time.setWhole(&source, {0, 5});
    EXPECT_EQ(time.visible(), (TimeRange{0, 5}));
}

TEST_F(TimeViewTest, OfSeveralTrialsShowsAsMuchAsTheLongestHas)
{
    const int other = 0;
    ran();
    time.start(&other, false);
    time.setWhole(&other, {0, 3e9});
    EXPECT_EQ(time.whole(), (TimeRange{0, 3e9}));
    EXPECT_EQ(time.visible(), (TimeRange{0, 3e9}));
    time.remove(&other);
    EXPECT_EQ(time.whole(), kWhole);
}

TEST_F(TimeViewTest, FollowsAsLongAsOneOfSeveralTrialsRuns)
{
    const int other = 0;
    runs();
    time.start(&other, true);
    time.finish(&source);
    EXPECT_TRUE(time.following());
    time.finish(&other);
    EXPECT_FALSE(time.following());
}

TEST(TaskSelectionTest, LiesWhereItsTimeIs)
{
    TaskSelection selection;
    EXPECT_FALSE(selection.place(kWhole));
    selection.pin(TaskPlace{7, 1, {4e8, 5e8}});
    EXPECT_EQ(selection.place(kWhole), (TimeRange{3.9e8, 5.1e8}));
    selection.select({.time = TimeRange{2e8, 3e8}});
    EXPECT_EQ(selection.place(kWhole), (TimeRange{2e8, 3e8}));
}

TEST(TaskSelectionTest, SaysOnceThatItChanged)
{
    TaskSelection selection;
    const QSignalSpy seen(&selection, &TaskSelection::selectedChanged);
    selection.select({.workers = {1}});
    selection.select({.workers = {1}});
    EXPECT_EQ(seen.count(), 1);
}

TEST(TaskSelectionTest, HasNothingWhenItIsCleared)
{
    TaskSelection selection;
    selection.select({.workers = {1}});
    selection.pin(TaskPlace{7, 1, {5e8, 5.1e8}});
    selection.clear();
    EXPECT_TRUE(selection.selected().isEmpty());
    EXPECT_FALSE(selection.pinned());
}

} // namespace
} // namespace interleave::ui
