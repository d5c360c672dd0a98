#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/comparison_column.h"
#include "ui/compare/comparison_view.h"
#include "ui/compare/core_plot.h"
#include "ui/widgets/bar_rows.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/number_table.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QLabel>

#include <algorithm>
#include <cmath>

namespace interleave::ui {
namespace {

class TwoArms : public testing::Test
{
protected:
    TwoArms()
    {
        m_view.resize(960, 700);
        m_view.show();
    }
    void start()
    {
        m_view.start(QStringLiteral("without lock"), QStringLiteral("with lock"), m_ofUpdates);
    }
    void showBoth() { showBoth(halfBusy(2, 20), halfBusy(2, 62)); }
    void showBoth(const UtilisationSeries& a, const UtilisationSeries& b)
    {
        start();
        m_view.setArm(0, m_runA, a);
        m_view.setArm(1, m_runB, b);
    }
    // A at the left, B at the right.
    ComparisonColumn& column(int side) const
    {
        return *m_view.findChildren<ComparisonColumn*>().at(side);
    }
    QString outcome(int side) const { return column(side).bars().front()->accessibleDescription(); }
    bool showsText(const QString& text) const { return ui::showsText(m_view, text); }
    // From what is to what is lost.
    static QRectF wholeBar(const BarRows& outcome)
    {
        return outcome.segmentRect(0, 0).united(outcome.segmentRect(0, 1));
    }
    void layOut() { QCoreApplication::sendPostedEvents(); }

    bool m_ofUpdates = true;
    RunResult m_runA = runOf(Primitive::None, 1e9, 37'912);
    RunResult m_runB = runOf(Primitive::Lock, 3.1e9, 0);
    ComparisonView m_view;
};

TEST_F(TwoArms, SayInHowManyTrialsADeadlockEndedThem)
{
    m_runA.experiment.trials = 5;
    m_runA.trials.front().end = TrialEnd::Deadlocked;
    m_runA.trials.front().deadlock = {{}};
    m_runA.trials.resize(5, m_runA.trials.front());
    showBoth();
    EXPECT_TRUE(showsText(QStringLiteral("5 trials, all ended in a deadlock; one is shown")));
    m_runA.trials.resize(2);
    m_runA.trials.back() = m_runB.trials.front();
    m_view.setArm(0, m_runA, halfBusy(2, 20));
    EXPECT_TRUE(showsText(QStringLiteral("one of 2 trials is complete")));
}

TEST_F(TwoArms, HaveARingForEachOfSeveralTrials)
{
    m_runA.trials.push_back(m_runA.trials.front());
    m_runA.trials.back().wallNs = 2'000'000'000;
    m_runA.trials.back().race.lost = 0;
    m_runA.trials.back().throughputPerS = 50;
    showBoth();
    const auto* wallTimes = m_view.findChild<BarRows*>();
    EXPECT_EQ(wallTimes->rows()[0].each, (std::vector<double>{1e9, 2e9}));
    EXPECT_TRUE(wallTimes->rows()[2].each.empty()) << "the bar is the trial";
    const std::vector<BarRows*>& bars = column(0).bars();
    EXPECT_EQ(bars[0]->rows()[0].each, (std::vector<double>{62'088, 100'000}));
    EXPECT_EQ(bars[1]->rows()[0].each, (std::vector<double>{100, 50}));
    EXPECT_TRUE(showsText(QStringLiteral("a ring for each trial")));
}

TEST_F(TwoArms, SayWhatTheyAre)
{
    start();
    EXPECT_TRUE(showsText(QStringLiteral("A  without lock")));
    EXPECT_TRUE(showsText(QStringLiteral("B  with lock")));
    EXPECT_TRUE(showsText(QStringLiteral("not begun")));
}

TEST_F(TwoArms, DrawTheRatioBetweenTheWallTimes)
{
    showBoth();
    const auto* wallTimes = m_view.findChild<BarRows*>();
    EXPECT_EQ(wallTimes->accessibleDescription(),
        QStringLiteral("without lock 1.00 s; 3.1 times as long; with lock 3.10 s"));
    layOut();
    EXPECT_NEAR(wallTimes->segmentRect(1, 0).left(), wallTimes->segmentRect(0, 0).right(), 1);
    EXPECT_NEAR(wallTimes->segmentRect(1, 0).right(), wallTimes->segmentRect(2, 0).right(), 1);
}

TEST_F(TwoArms, StandBelowEachOtherWhereTheyCouldNotBeReadSideBySide)
{
    showBoth();
    layOut();
    EXPECT_GT(column(1).x(), column(0).geometry().right());
    const int letter = m_view.fontMetrics().averageCharWidth();
    m_view.resize(70 * letter, m_view.height());
    layOut();
    EXPECT_GT(column(1).y(), column(0).geometry().bottom());
    EXPECT_EQ(column(1).x(), column(0).x());
    EXPECT_GT(wholeBar(*column(0).bars().front()).width(), 20 * letter);
    m_view.resize(120 * letter, m_view.height());
    layOut();
    EXPECT_GT(column(1).x(), column(0).geometry().right());
}

TEST_F(TwoArms, DoNothingForALiveUpdateThatNobodySees)
{
    start();
    m_view.hide();
    LiveSnapshot live = liveSnapshot(1);
    live.elapsedNs = 2'000'000'000;
    m_view.setRunning(0, live);
    const auto* wallTimes = m_view.findChild<BarRows*>();
    EXPECT_FALSE(wallTimes->accessibleDescription().contains(QStringLiteral("2.00 s")));
    m_view.show();
    EXPECT_TRUE(wallTimes->accessibleDescription().contains(QStringLiteral("2.00 s")))
        << "the newest is there for who looks";
}

TEST_F(TwoArms, HaveNoRatioWhereOneEndedInADeadlock)
{
    m_runA.trials.front().end = TrialEnd::Deadlocked;
    m_runA.summary.wallNs.median = 0;
    showBoth();
    const QString said = m_view.findChild<BarRows*>()->accessibleDescription();
    EXPECT_FALSE(said.contains(QStringLiteral("times"))) << said.toStdString();
}

TEST_F(TwoArms, HaveNoTimeOfWhatDidNotEnd)
{
    start();
    m_view.setRunning(0, liveSnapshot(1));
    m_runA.trials.front().end = TrialEnd::Deadlocked;
    m_runA.summary.wallNs.median = 3e8;
    m_view.setArm(0, m_runA, {});
    EXPECT_TRUE(m_view.findChild<BarRows*>()->accessibleDescription().startsWith(
        QStringLiteral("without lock did not end")))
        << m_view.findChild<BarRows*>()->accessibleDescription().toStdString();
}

TEST_F(TwoArms, TellOfNoUpdatesWhereTheWorkloadHasAnAnswerOfItsOwn)
{
    m_ofUpdates = false;
    for (RunResult* run : {&m_runA, &m_runB}) {
        run->experiment.workload = WorkloadKind::Bank;
        run->trials.front().outcome.sentence = "The total changed from 100 to 98";
        run->trials.push_back(run->trials.front());
    }
    showBoth();
    EXPECT_FALSE(showsText(QStringLiteral("What became of")));
    EXPECT_TRUE(showsText(QStringLiteral("The total changed from 100 to 98")));
    EXPECT_TRUE(showsText(QStringLiteral("Bars: medians, a ring for each trial.")));
}

TEST_F(TwoArms, ShareEveryScale)
{
    m_runB.trials.front().race = trialThatLost(0, 200'000).race;
    showBoth();
    layOut();
    const BarRows& outcomeA = *column(0).bars().front();
    const BarRows& outcomeB = *column(1).bars().front();
    ASSERT_EQ(outcomeA.width(), outcomeB.width());
    EXPECT_NEAR(2 * wholeBar(outcomeA).width(), wholeBar(outcomeB).width(), 1);
    EXPECT_NEAR(outcomeA.segmentRect(0, 1).width() / wholeBar(outcomeA).width(), 0.37912, 0.01);
}

TEST_F(TwoArms, ShareTheTimeAxisOfTheCores)
{
    showBoth();
    EXPECT_DOUBLE_EQ(column(0).cores().axisSeconds(), 3.1);
    EXPECT_DOUBLE_EQ(column(1).cores().axisSeconds(), 3.1);
}

TEST_F(TwoArms, ShowManyCoresAsOne)
{
    showBoth(halfBusy(64, 20), halfBusy(64, 62));
    EXPECT_EQ(column(0).cores().rowCount(), 1);
    showBoth(halfBusy(8, 20), halfBusy(8, 62));
    EXPECT_EQ(column(0).cores().rowCount(), 8);
}

TEST_F(TwoArms, ShowBarsOnBothSidesWhenOneWasTooShortForCurves)
{
    showBoth({}, halfBusy(2, 62));
    EXPECT_FALSE(column(0).cores().isVisible());
    EXPECT_FALSE(column(1).cores().isVisible());
    EXPECT_EQ(column(1).bars().back()->accessibleDescription(),
        QStringLiteral("core 0 90.0 %; core 1 40.0 %"));
}

TEST_F(TwoArms, SayHowFarTheOneIsThatRuns)
{
    start();
    m_view.setRunning(0, liveSnapshot(1));
    EXPECT_TRUE(showsText(QStringLiteral("40,000 of 100,000 tasks are done (40 %)")));
    EXPECT_EQ(outcome(0), QStringLiteral("lost –"));
}

TEST_F(TwoArms, KeepWhatTheirTrialsGaveWhileTheNextOneRuns)
{
    start();
    m_view.setArm(0, m_runA, halfBusy(2, 20));
    m_view.setRunning(0, liveSnapshot(2));
    EXPECT_EQ(outcome(0), QStringLiteral("lost ✕ 37,912"));
    EXPECT_TRUE(showsText(QStringLiteral("What became of 100,000 updates?")));
    EXPECT_EQ(outcome(1), QStringLiteral("lost –"));
    EXPECT_TRUE(showsText(QStringLiteral("What became of the updates?")));
}

TEST_F(TwoArms, NeverShrinkTheTimeAxisWhileOneRuns)
{
    start();
    m_view.setRunning(0, liveSnapshot(4));
    m_view.setRunning(0, liveSnapshot(1)); // its next trial
    EXPECT_DOUBLE_EQ(column(0).cores().axisSeconds(), 5);
}

TEST_F(TwoArms, LetTheWallTimeOfARunGrowOnAScaleThatStays)
{
    start();
    m_view.setRunning(0, liveSnapshot(2.5));
    layOut();
    const auto* wallTimes = m_view.findChild<BarRows*>();
    const double half = wallTimes->segmentRect(0, 0).width();
    m_view.setRunning(0, liveSnapshot(5));
    EXPECT_NEAR(wallTimes->segmentRect(0, 0).width(), 2 * half, 2);
}

TEST_F(TwoArms, ForgetTheRunsBefore)
{
    showBoth();
    start();
    EXPECT_EQ(outcome(0), QStringLiteral("lost –"));
    EXPECT_DOUBLE_EQ(column(0).cores().axisSeconds(), 0.1);
}

TEST_F(TwoArms, SayWhyOneFailed)
{
    start();
    m_view.setArm(0, m_runA, halfBusy(2, 20));
    m_view.setFailed(1, QStringLiteral("the engine died"));
    EXPECT_TRUE(showsText(QStringLiteral("✕ failed: the engine died")));
    EXPECT_EQ(outcome(0), QStringLiteral("lost ✕ 37,912"));
}

TEST_F(TwoArms, ComparePicturesWithStripsByPicturesPerSecond)
{
    for (RunResult* run : {&m_runA, &m_runB}) {
        run->experiment.workload = WorkloadKind::ImageFilter;
        run->summary.throughputPerS.median = run == &m_runA ? 10 : 40;
        run->trials.front().tasks = {.total = 20, .succeeded = 20};
    }
    m_runB.trials.front().tasks = {.total = 80, .succeeded = 80};
    m_runB.trials.front().outcome.figures
        = {{.name = "pictures", .value = 20}, {.name = "pictures_filtered", .value = 20}};
    showBoth();
    EXPECT_TRUE(column(0).bars()[1]->accessibleDescription().startsWith(
        QStringLiteral("pictures/s 10.0 ")));
    EXPECT_DOUBLE_EQ(column(0).measures().perSecond, 10);
    EXPECT_DOUBLE_EQ(column(1).measures().perSecond, 10);
}

TEST_F(TwoArms, HaveTheNumbersOfAllBarsInOneTable)
{
    showBoth();
    const NumberTable table = m_view.numbers();
    EXPECT_EQ(
        table.titles.join(QLatin1Char('|')), QStringLiteral("what|A without lock|B with lock"));
    const auto row = [&](const char* what) -> QVariantList {
        for (const QVariantList& each : table.rows) {
            if (each[0].toString() == QLatin1String(what))
                return each;
        }
        return {};
    };
    EXPECT_EQ(row("wall time (ms)"), (QVariantList{row("wall time (ms)")[0], 1'000ULL, 3'100ULL}));
    EXPECT_EQ(row("lost updates")[1].toULongLong(), 37'912U);
    EXPECT_EQ(row("actual updates")[2].toULongLong(), 100'000U);
    EXPECT_EQ(row("workers' time in tasks (ms)")[1].toULongLong(), 1'600U);
    EXPECT_EQ(row("of it waiting (ms)")[1].toULongLong(), 400U);
}

TEST_F(TwoArms, DoNotCallAsleepOrWithoutACoreWorking)
{
    showBoth();
    EXPECT_EQ(column(0).bars()[2]->accessibleDescription(),
        QStringLiteral("in tasks 1.60 s; of it holding –; of it waiting 400 ms"));
}

TEST_F(TwoArms, SayHowLongAboutTheirWorkersHeldTheLock)
{
    m_runB.trials.front().workers.front().sync.holdNs = 300'000'000;
    showBoth();
    layOut();
    const BarRows& time = *column(1).bars()[2];
    EXPECT_EQ(time.accessibleDescription(),
        QStringLiteral("in tasks 1.60 s; of it holding about 300 ms; of it waiting 400 ms"));
    EXPECT_NEAR(time.segmentRect(1, 0).right(), time.segmentRect(2, 0).left(), 1);
    EXPECT_NEAR(time.segmentRect(2, 0).right(), time.segmentRect(0, 0).right(), 1)
        << "the parts end where the whole does";
    m_runB.trials.front().workers.front().sync.holdNs = 9'000'000'000;
    showBoth();
    EXPECT_DOUBLE_EQ(column(1).measures().holdNs, 1.2e9) << "no more than is no wait";
}

TEST_F(TwoArms, ShowTimesOutcomesAndCoresOnlyWhereThereIsLittleHeight)
{
    showBoth();
    m_view.setLow(true);
    for (int side : {0, 1}) {
        EXPECT_TRUE(column(side).bars()[0]->isVisible());
        EXPECT_FALSE(column(side).bars()[1]->isVisible());
        EXPECT_FALSE(column(side).bars()[2]->isVisible());
        EXPECT_TRUE(column(side).cores().isVisible());
    }
    m_view.setLow(false);
    EXPECT_TRUE(column(0).bars()[1]->isVisible());
    EXPECT_TRUE(column(0).bars()[2]->isVisible());
}

TEST_F(TwoArms, StandSideBySideInAPresentationAndOfferNothingToClick)
{
    showBoth();
    m_view.setBrief(true);
    m_view.resize(m_view.minimumSizeHint().width(), m_view.height());
    layOut();
    EXPECT_GT(column(1).x(), column(0).geometry().right());
    const auto offered = [this] {
        return std::ranges::count_if(m_view.findChildren<TableButton*>(),
            [](const TableButton* button) { return button->isVisible(); });
    };
    EXPECT_EQ(offered(), 0);
    showBoth();
    EXPECT_EQ(offered(), 0) << "whatever is shown later";
    m_view.setBrief(false);
    EXPECT_EQ(offered(), 3);
}

TEST_F(TwoArms, DrawTheMeanOfCoresThatHaveNoRoomForARowEach)
{
    showBoth(halfBusy(4, 20), halfBusy(4, 62));
    layOut();
    EXPECT_EQ(column(0).cores().rowCount(), 4);
    m_view.resize(m_view.width(), m_view.minimumSizeHint().height());
    layOut();
    EXPECT_EQ(column(0).cores().rowCount(), 1);
    EXPECT_TRUE(column(0).cores().note().startsWith(QStringLiteral("The mean of 4 cores")));
}

TEST_F(TwoArms, ShowNoUpdatesWhereNobodyAsksForThem)
{
    m_ofUpdates = false;
    m_runA.experiment.workload = m_runB.experiment.workload = WorkloadKind::Sleep;
    m_runA.trials.front().race.lost = 0;
    showBoth();
    EXPECT_FALSE(column(0).bars().front()->isVisible());
    EXPECT_FALSE(showsText(QStringLiteral("What became of")));
    EXPECT_FALSE(showsText(QStringLiteral("What did it find out?")));
    for (const QVariantList& row : m_view.numbers().rows)
        EXPECT_FALSE(row[0].toString().contains(QStringLiteral("updates")));
    m_runB.trials.front().race.lost = 3; // losses are told always
    showBoth();
    EXPECT_TRUE(column(0).bars().front()->isVisible());
}

TEST_F(TwoArms, ShowWhatTheWorkloadFoundOut)
{
    m_ofUpdates = false;
    for (RunResult* run : {&m_runA, &m_runB}) {
        run->experiment.workload = WorkloadKind::ReadersWriters;
        run->trials.front().race.lost = 0;
    }
    m_runA.trials.front().outcome = {.sentence = "3 of 20 reads were torn", .asWanted = false};
    showBoth();
    EXPECT_TRUE(showsText(QStringLiteral("What did it find out?")));
    EXPECT_TRUE(showsText(QStringLiteral("3 of 20 reads were torn")));
    m_runA.trials.front().outcome.sentence
        = "2,089 of 4,500,000 reads were torn; at most 2 read at the same time, and it goes on so";
    m_runB.trials.front().outcome.sentence = "None of 20 reads was torn";
    showBoth();
    m_view.resize(700, 800);
    layOut();
    const auto top = [this](int side) {
        const BarRows& bars = *column(side).bars()[1];
        return bars.mapTo(&m_view, QPoint()).y();
    };
    EXPECT_EQ(top(0), top(1)) << "what is side by side stands at one height";
    const int narrow = column(0).answerHeight();
    m_view.resize(1'600, 800);
    QCoreApplication::processEvents();
    layOut();
    EXPECT_LT(column(0).answerHeight(), narrow);
}

TEST_F(TwoArms, SayOfWhichTrialsTheirPartsAre)
{
    showBoth();
    const auto* note = m_view.findChild<NoteLabel*>();
    EXPECT_FALSE(note->isVisible()) << "of one trial all is of that";
    m_runA.trials.push_back(m_runA.trials.front());
    showBoth();
    EXPECT_TRUE(note->text().endsWith(QStringLiteral("Cores: of the last.")));
    showBoth({}, {});
    EXPECT_TRUE(note->text().contains(
        QStringLiteral("Workers' time and cores: of the trial nearest to the median")));
}

TEST_F(TwoArms, KnowNoLossesInTheirTableBeforeTheEnd)
{
    start();
    m_view.setRunning(0, liveSnapshot(1));
    EXPECT_TRUE(std::isnan(m_view.numbers().rows[3][1].toDouble()));
}

TEST_F(TwoArms, HaveEverySampleOfTheirCoresInATable)
{
    showBoth();
    EXPECT_EQ(column(1).numbersOfCores().rows.size(), 62U);
    showBoth(halfBusy(64, 20), halfBusy(64, 62));
    EXPECT_EQ(column(0).numbersOfCores().titles.size(), 1 + 2 * 64); // each, though one is drawn
    showBoth({}, {});
    EXPECT_EQ(column(0).numbersOfCores().rows.size(), 2U);
}

TEST_F(TwoArms, SayHowManySamplesOfTheCoresAreDrawn)
{
    UtilisationSeries uneven = halfBusy(2, 4'000);
    for (std::size_t i = 0; i < uneven.run[0].size(); ++i)
        uneven.run[0][i] = static_cast<float>(i % 10) / 10;
    showBoth(halfBusy(2, 20), uneven);
    layOut();
    EXPECT_EQ(column(0).cores().note(), QStringLiteral("20 samples, one every 50 ms."));
    EXPECT_TRUE(column(1).cores().note().contains(QStringLiteral("4,000 samples")));
    EXPECT_TRUE(column(1).cores().note().contains(QStringLiteral("Drawn as ")));
    showBoth(halfBusy(64, 20), halfBusy(64, 62));
    EXPECT_TRUE(column(0).cores().note().startsWith(QStringLiteral("The mean of 64 cores")));
}

TEST_F(TwoArms, OfferTheTableOfCoresWhereTheyAreDrawn)
{
    start();
    const auto* ofB = column(1).findChild<TableButton*>();
    EXPECT_FALSE(ofB->isVisible());
    m_view.setArm(0, m_runA, halfBusy(2, 20));
    EXPECT_TRUE(column(0).findChild<TableButton*>()->isVisible());
    EXPECT_FALSE(ofB->isVisible());
    EXPECT_NE(ofB->accessibleName(), column(0).findChild<TableButton*>()->accessibleName());
}

} // namespace
} // namespace interleave::ui
