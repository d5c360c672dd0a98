#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/charts/core_chart.h"
#include "ui/charts/core_heat_map.h"
#include "ui/charts/core_rows.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/palette.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>

namespace interleave::ui {
namespace {

class CoreChartOnScreen : public testing::Test
{
protected:
    CoreChartOnScreen()
    {
        m_chart.resize(480, 400);
        m_chart.show();
    }
    template <class Page>
    bool shows()
    {
        return m_chart.findChild<Page*>()->isVisible();
    }
    bool showsText(const QString& text) { return ui::showsText(m_chart, text); }
    CoreChart m_chart;
};

TEST_F(CoreChartOnScreen, SaysWhatToPressBeforeTheFirstRun)
{
    EXPECT_TRUE(showsText(QStringLiteral("Press Run")));
}

TEST_F(CoreChartOnScreen, ShowsARowForEachOfEightCores)
{
    m_chart.setSeries(halfBusy(8, 10));
    EXPECT_TRUE(shows<CoreRows>());
    EXPECT_EQ(m_chart.findChild<CoreRows*>()->coreCount(), 8);
}

TEST_F(CoreChartOnScreen, ShowsAHeatMapOfNineCores)
{
    m_chart.setSeries(halfBusy(9, 10));
    EXPECT_TRUE(shows<CoreHeatMap>());
    EXPECT_FALSE(shows<CoreRows>());
}

TEST_F(CoreChartOnScreen, GrowsItsAxisInSteps)
{
    m_chart.setSeries(halfBusy(2, 24)); // 1.2 s
    EXPECT_DOUBLE_EQ(m_chart.axisSeconds(), 2);
    m_chart.setSeries(halfBusy(2, 60)); // 3 s
    EXPECT_DOUBLE_EQ(m_chart.axisSeconds(), 5);
}

TEST_F(CoreChartOnScreen, NeverShrinksItsAxisDuringARun)
{
    m_chart.setSeries(halfBusy(2, 60));
    m_chart.setSeries(halfBusy(2, 2)); // the next trial begins
    EXPECT_DOUBLE_EQ(m_chart.axisSeconds(), 5);
}

TEST_F(CoreChartOnScreen, FitsItsAxisToTheRunWhenItHasEnded)
{
    m_chart.setSeries(halfBusy(2, 60));
    TrialResult trial = trialThatLost(0, 100);
    trial.wallNs = 3'010'000'000;
    m_chart.setResult(trial);
    EXPECT_DOUBLE_EQ(m_chart.axisSeconds(), 3.01);
}

TEST_F(CoreChartOnScreen, MakesRoomForALongerTrialAfterTheFirst)
{
    m_chart.beginTrial(QStringLiteral("trial 1 of 2"));
    m_chart.setSeries(halfBusy(2, 12));
    TrialResult first = trialThatLost(0, 100);
    first.wallNs = 610'000'000;
    m_chart.endTrial(first);
    m_chart.beginTrial(QStringLiteral("trial 2 of 2"));
    m_chart.setSeries(halfBusy(2, 60)); // 3 s
    EXPECT_DOUBLE_EQ(m_chart.axisSeconds(), 5);
    EXPECT_TRUE(showsText(QStringLiteral("How busy were the cores? (trial 2 of 2)")));
}

TEST_F(CoreChartOnScreen, KeepsATrialUntilThereIsSomethingToBeSeenOfTheNext)
{
    m_chart.beginTrial(QStringLiteral("trial 1 of 2"));
    TrialResult tooShort = trialThatLost(0, 100);
    tooShort.wallNs = 41'000'000;
    m_chart.endTrial(tooShort);
    m_chart.beginTrial(QStringLiteral("trial 2 of 2"));
    m_chart.setSeries(halfBusy(2, 1));
    EXPECT_TRUE(shows<BarRows>());
    EXPECT_TRUE(showsText(QStringLiteral("(trial 1 of 2)")));
    m_chart.setSeries(halfBusy(2, 2));
    EXPECT_TRUE(shows<CoreRows>());
    EXPECT_TRUE(showsText(QStringLiteral("(trial 2 of 2)")));
}

TEST_F(CoreChartOnScreen, KeepsTheBarsOfATrialThatHasEnded)
{
    m_chart.beginTrial({});
    m_chart.setSeries(halfBusy(2, 1));
    m_chart.endTrial(trialThatLost(0, 100));
    m_chart.setSeries(halfBusy(2, 1)); // a look that came late
    EXPECT_TRUE(shows<BarRows>());
}

TEST_F(CoreChartOnScreen, BeginsAnewAfterClear)
{
    m_chart.setSeries(halfBusy(2, 60));
    m_chart.clear();
    EXPECT_DOUBLE_EQ(m_chart.axisSeconds(), 0.5);
    EXPECT_TRUE(showsText(QStringLiteral("Press Run")));
}

TEST_F(CoreChartOnScreen, DrawsAtMostOnePointForSixPixels)
{
    UtilisationSeries series = halfBusy(2, 10'000);
    for (std::size_t i = 0; i < series.run[0].size(); ++i)
        series.run[0][i] = static_cast<float>(i % 10) / 10;
    m_chart.setSeries(series);
    const auto* rows = m_chart.findChild<CoreRows*>();
    EXPECT_LE(rows->pointCount(0), rows->width() / 6);
    EXPECT_GT(rows->pointCount(0), rows->width() / 12);
}

TEST_F(CoreChartOnScreen, DrawsABarPerCoreWhenTheRunWasTooShort)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.wallNs = 41'000'000;
    m_chart.setResult(trial);
    EXPECT_TRUE(shows<BarRows>());
    EXPECT_TRUE(showsText(QStringLiteral("too short for the 50 ms sampler")));
    EXPECT_EQ(m_chart.findChild<BarRows*>()->accessibleDescription(),
        QStringLiteral("core 0 90.0 %; core 1 40.0 %"));
}

TEST_F(CoreChartOnScreen, DrawsABarPerCoreWhenThereIsOnlyOneSample)
{
    m_chart.setSeries(halfBusy(2, 1));
    TrialResult trial = trialThatLost(0, 100);
    trial.wallNs = 60'000'000;
    m_chart.setResult(trial);
    EXPECT_TRUE(shows<BarRows>());
}

TEST_F(CoreChartOnScreen, LeavesNoNoteOfTheShortRunBehind)
{
    m_chart.setResult(trialThatLost(0, 100));
    m_chart.clear();
    m_chart.setSeries(halfBusy(2, 10));
    EXPECT_FALSE(showsText(QStringLiteral("bars show")));
}

TEST_F(CoreChartOnScreen, CountsTheSamplesAndWhatIsDrawnOfThem)
{
    m_chart.setSeries(halfBusy(2, 20));
    EXPECT_EQ(m_chart.note(), QStringLiteral("20 samples, one every 50 ms."));
    UtilisationSeries series = halfBusy(2, 10'000);
    for (std::size_t i = 0; i < series.run[0].size(); ++i)
        series.run[0][i] = static_cast<float>(i % 10) / 10;
    m_chart.setSeries(series);
    const int drawn = m_chart.findChild<CoreRows*>()->pointCount(0) - 1; // without the start
    EXPECT_EQ(m_chart.note(),
        QStringLiteral("10,000 samples, one every 50 ms. Drawn as %1 points: the lowest and the "
                       "highest.")
            .arg(drawn));
}

TEST_F(CoreChartOnScreen, CountsAnewWhenItGetsWider)
{
    UtilisationSeries series = halfBusy(2, 10'000);
    for (std::size_t i = 0; i < series.run[0].size(); ++i)
        series.run[0][i] = static_cast<float>(i % 10) / 10;
    m_chart.setSeries(series);
    const QString narrow = m_chart.note();
    m_chart.resize(2 * m_chart.width(), m_chart.height());
    EXPECT_NE(m_chart.note(), narrow);
}

TEST_F(CoreChartOnScreen, CountsTheColumnsOfItsHeatMap)
{
    m_chart.setSeries(halfBusy(16, 20));
    EXPECT_EQ(m_chart.note(), QStringLiteral("20 samples, one every 50 ms."));
    m_chart.setSeries(halfBusy(16, 4'000));
    const auto columns = m_chart.findChild<CoreHeatMap*>()->columnsDrawn();
    EXPECT_LT(columns, 500U);
    EXPECT_TRUE(m_chart.note().contains(QStringLiteral("Drawn in %1 columns").arg(columns)))
        << m_chart.note().toStdString();
}

TEST_F(CoreChartOnScreen, OffersItsTableWhereThereIsAChart)
{
    const auto* table = m_chart.findChild<TableButton*>();
    EXPECT_FALSE(table->isVisible());
    m_chart.setSeries(halfBusy(2, 20));
    EXPECT_TRUE(table->isVisible());
    m_chart.clear();
    EXPECT_FALSE(table->isVisible());
}

class HeatMap : public testing::Test
{
protected:
    HeatMap()
    {
        m_map.resize(400, 300);
        UtilisationSeries series = halfBusy(10, 20); // 1 s
        series.run[3].assign(20, 1.0F);
        m_map.setSeries(series, 2);
    }
    QPointF at(double x, double y) const
    {
        const QRectF plot = m_map.plot();
        return {plot.left() + plot.width() * x, plot.top() + plot.height() * y};
    }
    CoreHeatMap m_map;
};

TEST_F(HeatMap, TellsTheCoreAndTimeUnderThePointer)
{
    EXPECT_EQ(m_map.describe(at(0.24, 0.35)),
        QStringLiteral("core 3 at 500 ms: this run 100 %, everything 75.0 %"));
}

TEST_F(HeatMap, TellsNothingAboutTimeThatHasNotCome)
{
    EXPECT_EQ(m_map.describe(at(0.75, 0.35)), QString());
}

TEST_F(HeatMap, ShowsWhatOthersDidBelowWhatThisRunDid)
{
    const QImage picture = m_map.grab().toImage();
    const QColor noOthers = picture.pixelColor(at(0.25, 0.39).toPoint()); // of core 3
    const QColor aQuarter = picture.pixelColor(at(0.25, 0.59).toPoint());
    EXPECT_EQ(noOthers, m_map.palette().color(QPalette::Base));
    EXPECT_NE(aQuarter, noOthers);
    EXPECT_NE(aQuarter, picture.pixelColor(at(0.25, 0.53).toPoint()));
}

TEST_F(HeatMap, PaintsABusierCoreFurtherFromTheBackground)
{
    const QImage picture = m_map.grab().toImage();
    const auto contrastAt = [&](double y) {
        return contrastRatio(
            picture.pixelColor(at(0.25, y).toPoint()), m_map.palette().color(QPalette::Base));
    };
    EXPECT_GT(contrastAt(0.35), contrastAt(0.55)) << "core 3 was busier than core 5";
}

} // namespace
} // namespace interleave::ui
