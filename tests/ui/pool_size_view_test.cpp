#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/comparison_text.h"
#include "ui/race/pool_size_plot.h"
#include "ui/race/pool_size_view.h"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>

namespace interleave::ui {
namespace {

class PoolSizeOnScreen : public testing::Test
{
protected:
    PoolSizeOnScreen()
    {
        m_view.resize(960, 460);
        m_view.show();
    }
    [[nodiscard]] PoolSizePlot& plot(const char* name) const
    {
        for (PoolSizePlot* each : m_view.findChildren<PoolSizePlot*>()) {
            if (each->accessibleName().startsWith(QLatin1String(name)))
                return *each;
        }
        throw std::out_of_range(name);
    }
    PoolSizeView m_view;
};

TEST_F(PoolSizeOnScreen, SpeedIsThatAgainstTheFewestWorkers)
{
    m_view.setRun(runOfPoolSizes());
    EXPECT_TRUE(showsText(m_view, QStringLiteral("as fast as with 1 worker?")));
    EXPECT_TRUE(plot("Speed").accessibleDescription().contains(
        QStringLiteral("4 workers: median 4.00 ×, 95 % interval 4.00 × to 4.00 ×")))
        << plot("Speed").accessibleDescription().toStdString();
    const NumberTable table = plot("Speed").numbers(QStringLiteral("times"), 1);
    EXPECT_EQ(table.rows.at(1).at(1).toDouble(), 2);
}

TEST_F(PoolSizeOnScreen, SpeedHasTheIntervalThatTheHeadlineHas)
{
    RunResult run = runOfPoolSizes();
    run.trials[0].wallNs = 10'000'000'000;
    run.trials[4].wallNs = 2'500'000'000;
    m_view.setRun(run);
    EXPECT_TRUE(poolSizesHeadline(run).contains(QStringLiteral("3.2 to 5.0 times as fast")))
        << poolSizesHeadline(run).toStdString();
    EXPECT_TRUE(plot("Speed").accessibleDescription().contains(
        QStringLiteral("95 % interval 3.20 × to 5.00 ×")))
        << plot("Speed").accessibleDescription().toStdString();
}

TEST_F(PoolSizeOnScreen, OfOneTrialOfEachNoIntervalIsSaid)
{
    RunResult run = runOfPoolSizes();
    run.trials = {run.trials[0], run.trials[2], run.trials[4]};
    m_view.setRun(run);
    EXPECT_TRUE(plot("Speed").accessibleDescription().contains(
        QStringLiteral("4 workers: 4.00 × in this one trial")))
        << plot("Speed").accessibleDescription().toStdString();
    EXPECT_TRUE(showsText(m_view, QStringLiteral("how far others would lie from it is not known")));
    EXPECT_FALSE(showsText(m_view, QStringLiteral("interval")));
    const NumberTable table = plot("Speed").numbers(QStringLiteral("times"), 1);
    EXPECT_TRUE(std::isnan(table.rows.at(1).at(2).toDouble()));
}

TEST_F(PoolSizeOnScreen, BesidesOneTrialNoIntervalIsSaid)
{
    RunResult run = runOfPoolSizes();
    run.trials[2].wallNs = 3'000'000'000;
    run.trials[4].wallNs = 1'500'000'000;
    run.trials.erase(run.trials.begin()); // one of one worker, two of 2 and 4
    m_view.setRun(run);
    const QString told = plot("Speed").accessibleDescription();
    EXPECT_TRUE(told.contains(QStringLiteral("4 workers: median 4.00 ×"))) << told.toStdString();
    EXPECT_FALSE(told.contains(QStringLiteral("interval"))) << told.toStdString();
    EXPECT_TRUE(plot("Wall").accessibleDescription().contains(QStringLiteral("interval")));
    const QString headline = poolSizesHeadline(run);
    EXPECT_TRUE(headline.endsWith(QStringLiteral("times as fast as 1 in this one trial")))
        << headline.toStdString();
    EXPECT_FALSE(headline.contains(QStringLiteral(" to "))) << headline.toStdString();
}

TEST_F(PoolSizeOnScreen, TheIdealIsAsManyTimesAsThereAreMoreWorkers)
{
    RunResult run = runOfPoolSizes();
    for (ArmResult& arm : run.arms) {
        arm.arm.workers *= 2;
        arm.summary.wallNs = {.median = 8e9, .low = 8e9, .high = 8e9}; // no faster
    }
    m_view.setRun(run);
    EXPECT_EQ(plot("Speed").axisMaximum(), 4) << "the ideal of 8 workers against 2 is whole";
    EXPECT_TRUE(showsText(m_view, QStringLiteral("as fast as with 2 workers?")));
}

TEST_F(PoolSizeOnScreen, TheIdealEndsAtTheCoresThatCanBeUsed)
{
    RunResult run = runOfPoolSizes();
    run.machine.usableCores = 2;
    for (ArmResult& arm : run.arms)
        arm.summary.wallNs = {.median = 8e9, .low = 8e9, .high = 8e9};
    for (TrialResult& trial : run.trials)
        trial.wallNs = 8'000'000'000;
    m_view.setRun(run);
    EXPECT_EQ(plot("Speed").axisMaximum(), 2);
}

TEST_F(PoolSizeOnScreen, NoDotOfATrialLiesUnderTheWordsForTheIdeal)
{
    for (const int width : {400, 960}) {
        m_view.resize(width, 460);
        m_view.setRun(runOfPoolSizes());
        const PoolSizePlot& speed = plot("Speed");
        ASSERT_FALSE(speed.idealWordPlace().isEmpty());
        EXPECT_TRUE(QRectF(speed.rect()).contains(speed.idealWordPlace()));
        for (std::size_t place = 0; place < 3; ++place)
            EXPECT_GT(speed.idealWordPlace().top(), speed.yOf(0)) << "below the axis";
    }
    EXPECT_TRUE(plot("Lost").idealWordPlace().isEmpty());
}

TEST_F(PoolSizeOnScreen, SaysThatNothingWasLostInsteadOfDrawingIt)
{
    RunResult run = runOfPoolSizes();
    for (TrialResult& trial : run.trials)
        trial.race.lost = 0;
    m_view.setRun(run);
    EXPECT_FALSE(plot("Lost").isVisible());
    EXPECT_TRUE(showsText(m_view, QStringLiteral("No trial lost an update")));
}

TEST_F(PoolSizeOnScreen, ShowsLossesWhereSomethingCanBeLost)
{
    RunResult run = runOfPoolSizes();
    m_view.setRun(run);
    EXPECT_TRUE(plot("Lost").isVisible());
    EXPECT_TRUE(plot("Lost").accessibleDescription().contains(
        QStringLiteral("4 workers: median 210, 95 % interval 0 to 220")));
    for (TrialResult& trial : run.trials)
        trial.race.lost = 0;
    run.experiment.workload = WorkloadKind::Squares;
    m_view.setRun(run);
    EXPECT_FALSE(plot("Lost").isVisible());
    EXPECT_FALSE(showsText(m_view, QStringLiteral("lost an update")))
        << "nobody asks for updates there";
}

TEST_F(PoolSizeOnScreen, PlacesMoreLossesHigherAndMoreWorkersFurtherRight)
{
    m_view.setRun(runOfPoolSizes());
    const PoolSizePlot& lost = plot("Lost");
    EXPECT_EQ(lost.axisMaximum(), 300);
    EXPECT_LT(lost.yOf(220), lost.yOf(20));
    EXPECT_NEAR(lost.xOf(2) - lost.xOf(1), lost.xOf(1) - lost.xOf(0), 1e-9);
}

TEST_F(PoolSizeOnScreen, MarksTrialsInWhichOthersTookMuchOfTheCores)
{
    RunResult run = runOfPoolSizes();
    m_view.setRun(run);
    EXPECT_FALSE(showsText(m_view, QStringLiteral("hollow")));
    run.trials[3].othersShare = 0.3;
    m_view.setRun(run);
    EXPECT_TRUE(showsText(m_view, QStringLiteral("hollow where others took much of the cores")));
}

TEST_F(PoolSizeOnScreen, ShowsWhatIsKnownWhileTrialsGoOn)
{
    RunResult run = runOfPoolSizes();
    run.trials.resize(3); // both of 1 worker, one of 2
    m_view.setRun(run);
    EXPECT_EQ(plot("Speed").numbers({}, 1).rows.size(), 2U);
    m_view.setRun({});
    EXPECT_TRUE(plot("Speed").numbers({}, 1).rows.empty());
}

} // namespace
} // namespace interleave::ui
