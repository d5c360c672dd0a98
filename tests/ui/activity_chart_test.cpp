#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/charts/activity_chart.h"
#include "ui/charts/activity_row.h"
#include "ui/charts/activity_rows.h"
#include "ui/models/activity_series.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>

namespace interleave::ui {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::FloatNear;
using testing::Not;
using testing::Pointwise;

Experiment withSync(Primitive sync)
{
    Experiment experiment;
    experiment.sync = sync;
    return experiment;
}

TEST(ActivitySeries, ARateIsThatSinceTheSampleBefore)
{
    UtilisationSeries series;
    series.seconds = {0.1, 0.2, 0.4};
    series.activity.resize(3);
    series.activity[0].tasksEnded = 10;
    series.activity[1].tasksEnded = 40;
    series.activity[2].tasksEnded = 40;
    EXPECT_THAT(activityValues(series, Activity::TaskRate),
        Pointwise(FloatNear(0.01F), {100.0F, 300.0F, 0.0F}));
}

TEST(ActivitySeries, ARunWithoutALockSaysNothingOfWaiting)
{
    EXPECT_THAT(activitiesOf(withSync(Primitive::None)), Not(Contains(Activity::Waiting)));
    EXPECT_THAT(activitiesOf(withSync(Primitive::Atomic)), Not(Contains(Activity::Waiting)));
    EXPECT_THAT(activitiesOf(withSync(Primitive::Lock)), Contains(Activity::Waiting));
}

TEST(ActivitySeries, AWorkloadWithItsOwnLocksTellsWhoWaits)
{
    Experiment philosophers = withSync(Primitive::None);
    philosophers.workload = WorkloadKind::Philosophers;
    EXPECT_THAT(activitiesOf(philosophers), Contains(Activity::Waiting));
}

TEST(ActivitySeries, RoundsBytesInTheirUnit)
{
    constexpr double kMebi = 1024 * 1024;
    EXPECT_DOUBLE_EQ(roundedUp(Activity::Memory, 12 * kMebi), 20 * kMebi);
    EXPECT_DOUBLE_EQ(roundedUp(Activity::Memory, 600 * kMebi), 1024 * kMebi);
    EXPECT_DOUBLE_EQ(roundedUp(Activity::Memory, 1100 * kMebi), 2048 * kMebi);
    EXPECT_DOUBLE_EQ(roundedUp(Activity::TaskRate, 1'200), 2'000);
}

class ActivityChartOnScreen : public testing::Test
{
protected:
    ActivityChartOnScreen()
    {
        m_chart.resize(700, 500);
        m_chart.start(withSync(Primitive::Lock));
        m_chart.show();
    }
    [[nodiscard]] const ActivityRows& rows() const { return *m_chart.findChild<ActivityRows*>(); }
    [[nodiscard]] const ActivityRow& row(Activity activity) const
    {
        for (const auto& each : rows().rows()) {
            if (each->activity() == activity)
                return *each;
        }
        throw std::runtime_error("no such row");
    }
    [[nodiscard]] bool showsText(const char* text) const
    {
        return ui::showsText(m_chart, QLatin1String(text));
    }
    ActivityChart m_chart;
};

TEST_F(ActivityChartOnScreen, SaysWhenTheFirstSampleComes)
{
    EXPECT_FALSE(rows().isVisible());
    EXPECT_TRUE(showsText("The first sample comes 50 ms after the start"));
}

TEST_F(ActivityChartOnScreen, ShowsAChartForEachActivity)
{
    m_chart.setSeries(halfBusy(2, 20));
    EXPECT_TRUE(rows().isVisible());
    EXPECT_EQ(rows().rows().size(), std::size(kAllActivities));
    EXPECT_NEAR(row(Activity::TaskRate).values().back(), 2'000, 1);
}

TEST_F(ActivityChartOnScreen, NoChartComesOrGoesWhileTheRunGoesOn)
{
    m_chart.setSeries(halfBusy(2, 2));
    const QRectF place = row(Activity::Memory).plot();
    UtilisationSeries series = halfBusy(2, 200);
    for (FrameActivity& frame : series.activity)
        frame.waiting = 0;
    m_chart.setSeries(series);
    EXPECT_EQ(row(Activity::Memory).plot(), place);
}

TEST_F(ActivityChartOnScreen, HasRoomForTwoLinesBesideEachChart)
{
    m_chart.setSeries(halfBusy(2, 20));
    QCoreApplication::processEvents(); // the page has come, and asks for its room
    m_chart.resize(m_chart.width(), m_chart.minimumSizeHint().height());
    EXPECT_GE(rows().height(),
        static_cast<int>(rows().rows().size()) * 2 * rows().fontMetrics().height());
}

TEST_F(ActivityChartOnScreen, AnAxisGrowsInStepsAndNeverShrinks)
{
    UtilisationSeries series = halfBusy(2, 20);
    series.activity[10].waiting = 7;
    m_chart.setSeries(series);
    EXPECT_DOUBLE_EQ(row(Activity::Waiting).axisMaximum(), 10);
    m_chart.setSeries(halfBusy(2, 20));
    EXPECT_DOUBLE_EQ(row(Activity::Waiting).axisMaximum(), 10);
    m_chart.start(withSync(Primitive::Lock));
    m_chart.setSeries(halfBusy(2, 20));
    EXPECT_DOUBLE_EQ(row(Activity::Waiting).axisMaximum(), 1);
}

TEST_F(ActivityChartOnScreen, MakesRoomForALongerTrialAfterTheFirst)
{
    m_chart.beginTrial();
    m_chart.setSeries(halfBusy(2, 12));
    TrialResult first = trialThatLost(0, 100);
    first.wallNs = 610'000'000;
    m_chart.endTrial(first);
    m_chart.beginTrial();
    m_chart.setSeries(halfBusy(2, 1));
    EXPECT_EQ(rows().times().size(), 12U) << "nothing is seen of the second yet";
    m_chart.setSeries(halfBusy(2, 60)); // 3 s
    EXPECT_DOUBLE_EQ(m_chart.axisSeconds(), 5);
    EXPECT_EQ(rows().times().size(), 60U);
}

TEST_F(ActivityChartOnScreen, KeepsAPeakOfManySamplesAndSaysThatNotAllAreDrawn)
{
    UtilisationSeries series = halfBusy(2, 4'096);
    series.activity[2'001].waiting = 100;
    m_chart.setSeries(series);
    EXPECT_LT(row(Activity::Waiting).pointCount(), 400);
    const QRectF plot = row(Activity::Waiting).plot();
    const QImage picture = m_chart.grab().toImage();
    bool reached = false; // a line up to the axis' end
    const QPointF offset = rows().mapTo(&m_chart, QPoint(0, 0));
    const int top = static_cast<int>(plot.top() + plot.height() / 4 + offset.y());
    for (int x = static_cast<int>(plot.left()) + 4; x < static_cast<int>(plot.right()) - 4; ++x)
        reached = reached
            || picture.pixelColor(x + static_cast<int>(offset.x()), top).saturation() > 100;
    EXPECT_TRUE(reached);
    EXPECT_TRUE(m_chart.note().startsWith(QStringLiteral("4,096 samples, one every 50 ms.")));
    EXPECT_TRUE(m_chart.note().contains(QStringLiteral("lowest and the highest")));
    int most = 0; // and the point at the start, which is no sample
    for (const auto& each : rows().rows())
        most = std::max(most, each->pointCount() - 1);
    EXPECT_TRUE(m_chart.note().contains(QStringLiteral("Drawn as %1 points").arg(most)))
        << m_chart.note().toStdString();
}

TEST_F(ActivityChartOnScreen, SaysNothingOfReductionWhereEverySampleIsDrawn)
{
    m_chart.setSeries(halfBusy(2, 20));
    EXPECT_EQ(m_chart.note(), QStringLiteral("20 samples, one every 50 ms."));
}

TEST_F(ActivityChartOnScreen, TellsTheValueUnderThePointerAndWhatItMeans)
{
    m_chart.setSeries(halfBusy(2, 20)); // of an axis of 1 s
    const QRectF plot = row(Activity::TaskRate).plot();
    const QString text = rows().describe({plot.left() + plot.width() * 0.49, plot.center().y()});
    EXPECT_TRUE(text.startsWith(QStringLiteral("tasks ended, at 500 ms: 2.00 k/s")))
        << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("since the sample before")));
    EXPECT_EQ(rows().describe({0, 0}), QString());
}

TEST_F(ActivityChartOnScreen, TellsAScreenReaderTheLastValues)
{
    m_chart.setSeries(halfBusy(2, 20));
    EXPECT_TRUE(rows().accessibleDescription().contains(QStringLiteral("workers waiting 1")));
}

TEST_F(ActivityChartOnScreen, SaysThatARunWasTooShortForSamples)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.wallNs = 41'000'000;
    m_chart.setResult(trial);
    EXPECT_TRUE(showsText("It took 41.0 ms, too short"));
}

} // namespace
} // namespace interleave::ui
