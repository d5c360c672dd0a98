#include "tests/support/synthetic_recording.h"
#include "tests/ui/on_screen.h"
#include "ui/models/selected_statistics.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace interleave::ui {
namespace {

class TimelineModelTest : public testing::Test
{
protected:
    test::SyntheticRun run{{.tasks = 50'000}};
    TimeView timeView;
    TaskSelection selection;
    TimelineModel model{&timeView, &selection};
};

TEST_F(TimelineModelTest, HasNoIndexWithoutARecording)
{
    EXPECT_EQ(model.index(), nullptr);
    model.look();
    model.finish();
    EXPECT_FALSE(model.complete());
}

TEST_F(TimelineModelTest, TakesInARunThatHasEndedByItself)
{
    run.finish();
    model.setRecording(run.recording(), false);
    EXPECT_TRUE(QTest::qWaitFor([this] { return model.complete(); }, kPatienceMs));
    EXPECT_EQ(model.index()->eventsIndexed(), model.index()->eventsLogged());
    EXPECT_GT(model.index()->eventsIndexed(), 50'000U);
}

TEST_F(TimelineModelTest, LooksAtARunThatGoesOnOnlyWhenItIsTold)
{
    run.append(100);
    model.setRecording(run.recording(), true);
    const std::uint64_t before = model.index()->eventsIndexed();
    run.append(100);
    QCoreApplication::processEvents();
    EXPECT_EQ(model.index()->eventsIndexed(), before);
    model.look();
    EXPECT_GT(model.index()->eventsIndexed(), before);
}

TEST_F(TimelineModelTest, SaysWhenItHasGrown)
{
    run.append(100);
    model.setRecording(run.recording(), true);
    const QSignalSpy grown(&model, &TimelineModel::grown);
    const std::uint64_t revision = model.revision();
    run.append(100);
    model.look();
    EXPECT_EQ(grown.count(), 1);
    EXPECT_GT(model.revision(), revision);
}

TEST_F(TimelineModelTest, ShowsAllOfARunThatWasFollowedToItsEnd)
{
    run.append(100);
    model.setRecording(run.recording(), true);
    run.finish();
    model.finish();
    ASSERT_TRUE(QTest::qWaitFor([this] { return model.complete(); }, kPatienceMs));
    EXPECT_EQ(timeView.visible(), timeView.whole());
    EXPECT_DOUBLE_EQ(timeView.whole().end, model.timeOf(run.recording()->range().end));
}

TEST_F(TimelineModelTest, CountsTimeFromTheStartOfTheTrial)
{
    run.finish();
    model.setRecording(run.recording(), false);
    const double ns = 12'345;
    EXPECT_NEAR(model.timeOf(model.tickAt(ns)), ns, model.nsPerTick());
    EXPECT_DOUBLE_EQ(model.timeOf(test::SyntheticRun::kBegin), 0);
    EXPECT_LT(model.timeOf(test::SyntheticRun::kBegin - 10), 0);
}

TEST_F(TimelineModelTest, ForgetsARecordingThatIsTakenAway)
{
    run.finish();
    model.setRecording(run.recording(), false);
    model.setRecording(nullptr, false);
    EXPECT_EQ(model.index(), nullptr);
    EXPECT_TRUE(timeView.whole().isEmpty());
}

class SelectedStatisticsTest : public TimelineModelTest
{
protected:
    SelectedStatisticsTest()
    {
        run.finish();
        model.setRecording(run.recording(), false);
    }
    [[nodiscard]] bool settled() const
    {
        return QTest::qWaitFor(
            [this] { return model.complete() && !statistics->busy(); }, kPatienceMs);
    }

    std::unique_ptr<SelectedStatistics> statistics = std::make_unique<SelectedStatistics>(&model);
};

TEST_F(SelectedStatisticsTest, AreOfWhatIsSeen)
{
    ASSERT_TRUE(settled());
    ASSERT_NE(statistics->statistics(), nullptr);
    EXPECT_EQ(statistics->statistics()->all.tasks, 50'000U);
    EXPECT_FALSE(statistics->ofSelection());
}

TEST_F(SelectedStatisticsTest, AreOfTheNewestSelection)
{
    for (const double share : {0.9, 0.5, 0.1})
        selection.select({.time = TimeRange{0, timeView.whole().length() * share}});
    ASSERT_TRUE(settled());
    EXPECT_TRUE(statistics->ofSelection());
    EXPECT_EQ(statistics->tasks(), selection.selected());
    EXPECT_LT(statistics->statistics()->all.tasks, 10'000U);
}

TEST_F(SelectedStatisticsTest, AreOfTheDurationsThatAreAskedFor)
{
    selection.select({.duration = TimeRange{0, 1'000}});
    ASSERT_TRUE(settled());
    const TaskStatistics& all = statistics->statistics()->all;
    EXPECT_GT(all.tasks, 0U);
    EXPECT_LT(all.tasks, 50'000U);
    EXPECT_LE(static_cast<double>(all.durations.most) * model.nsPerTick(), 1'000);
}

TEST_F(SelectedStatisticsTest, MayBeDroppedWhileTheyAreOnTheirWay)
{
    selection.select({.workers = {1}});
    statistics.reset();
    model.setRecording(nullptr, false);
    QCoreApplication::processEvents();
    SUCCEED();
}

TEST_F(SelectedStatisticsTest, OfAnEarlierTrialAreNotShown)
{
    selection.select({.workers = {1}});
    test::SyntheticRun other{{.tasks = 10}};
    other.finish();
    model.setRecording(other.recording(), false);
    ASSERT_TRUE(settled());
    EXPECT_EQ(statistics->statistics()->all.tasks, 10U);
}

} // namespace
} // namespace interleave::ui
