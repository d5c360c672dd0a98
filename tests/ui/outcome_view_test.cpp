#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/race/outcome_headline.h"
#include "ui/race/outcome_view.h"
#include "ui/race/trial_strip.h"
#include "ui/widgets/bar_rows.h"

#include <gtest/gtest.h>

#include <QLabel>

namespace interleave::ui {
namespace {

class OutcomeOnScreen : public testing::Test
{
protected:
    OutcomeOnScreen()
    {
        m_view.resize(480, 400);
        m_view.show();
    }
    OutcomeView m_view;
};

RunResult widenedRun()
{
    RunResult run = runOf(Primitive::None, 1e9, 38'000);
    run.experiment.params["delay_ns"] = std::int64_t{500};
    return run;
}

TEST_F(OutcomeOnScreen, AsksItsQuestion)
{
    EXPECT_TRUE(showsText(m_view, QStringLiteral("What did the race destroy?")));
}

TEST_F(OutcomeOnScreen, AsksForTasksWhereNothingCanBeLost)
{
    Experiment sleep;
    sleep.workload = WorkloadKind::Sleep;
    m_view.setRunning(sleep);
    EXPECT_TRUE(showsText(m_view, QStringLiteral("What became of the tasks?")));
    EXPECT_FALSE(showsText(m_view, QStringLiteral("updates")));
    m_view.setUnknown(sleep);
    EXPECT_TRUE(showsText(m_view, QStringLiteral("What became of the tasks?")));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("Not known")));
    m_view.setRunning({});
    EXPECT_TRUE(showsText(m_view, QStringLiteral("What did the race destroy?")));
}

TEST_F(OutcomeOnScreen, SaysWhatToPressBeforeTheFirstRun)
{
    EXPECT_TRUE(showsText(m_view, QStringLiteral("Press Run")));
    EXPECT_FALSE(m_view.findChild<BarRows*>()->isVisible());
}

TEST_F(OutcomeOnScreen, ShowsTheBarsOfARun)
{
    m_view.setRun(runOf(Primitive::None, 1e9, 38'000));
    EXPECT_EQ(m_view.findChild<BarRows*>()->accessibleDescription(),
        QStringLiteral("expected 100,000; actual 62,000; lost ✕ 38,000"));
    EXPECT_FALSE(m_view.findChild<TrialStrip*>()->isVisible());
}

TEST_F(OutcomeOnScreen, SaysHowOftenEachTaskRan)
{
    m_view.setRun(runOf(Primitive::None, 1e9, 38'000));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("Each of 100 tasks ran exactly once")));
    m_view.setRunning({});
    EXPECT_FALSE(showsText(m_view, QStringLiteral("ran exactly once")));
}

TEST_F(OutcomeOnScreen, SaysWhenTheLedgerDoesNotAddUp)
{
    RunResult run = runOf(Primitive::None, 1e9, 38'000);
    run.trials.front().ledger = {.doubt = "task 3 was begun 2 times, but 1 are accounted for"};
    m_view.setRun(run);
    EXPECT_TRUE(showsText(m_view, QStringLiteral("Not proved")));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("task 3 was begun 2 times")));
}

TEST_F(OutcomeOnScreen, StatesAWidenedWindowInThePicture)
{
    m_view.setRun(widenedRun());
    EXPECT_TRUE(showsText(m_view, QStringLiteral("window widened by 500 ns")));
}

TEST_F(OutcomeOnScreen, DoesNotStateAWindowThatNobodyWidened)
{
    m_view.setRun(widenedRun());
    m_view.setRun(runOf(Primitive::None, 1e9, 38'000));
    EXPECT_FALSE(showsText(m_view, QStringLiteral("widened")));
}

TEST_F(OutcomeOnScreen, ShowsADotForEachOfSeveralTrials)
{
    RunResult run = runOf(Primitive::None, 1e9, 300);
    run.trials = {trialThatLost(100, 1'000), trialThatLost(300, 1'000), trialThatLost(500, 1'000)};
    m_view.setRun(run);
    EXPECT_TRUE(m_view.findChild<TrialStrip*>()->isVisible());
    EXPECT_TRUE(showsText(m_view, QStringLiteral("the trials lost from 100 to 500 updates")));
}

TEST_F(OutcomeOnScreen, OfAnEvenNumberOfTrialsShowsLossesThatAddUp)
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials = {trialThatLost(100, 1'000), trialThatLost(301, 1'000)};
    run.summary.lost.median = 200.5;
    m_view.setRun(run);
    EXPECT_EQ(m_view.findChild<BarRows*>()->accessibleDescription(),
        QStringLiteral("expected 1,000; actual 799; lost ✕ 201"));
    EXPECT_EQ(m_view.findChild<TrialStrip*>()->accessibleDescription(),
        QStringLiteral("2 trials, median 201 lost"));
}

TEST_F(OutcomeOnScreen, TellsOfLossesInSomeTrialsWhateverItIsAbout)
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.experiment.workload = WorkloadKind::Squares;
    run.trials = {trialThatLost(0, 1'000), trialThatLost(0, 1'000), trialThatLost(500, 1'000)};
    m_view.setRun(run);
    EXPECT_TRUE(m_view.findChild<TrialStrip*>()->isVisible());
    EXPECT_TRUE(showsText(m_view, QStringLiteral("the trials lost from 0 to 500 updates")));
}

TEST_F(OutcomeOnScreen, HidesAnOldOutcomeWhileTheNextRunIsOn)
{
    m_view.setRun(widenedRun());
    m_view.setRunning({});
    EXPECT_FALSE(m_view.findChild<BarRows*>()->isVisible());
    EXPECT_FALSE(showsText(m_view, QStringLiteral("widened")));
}

TEST_F(OutcomeOnScreen, SaysThatARunWithoutTrialsMadeNoUpdate)
{
    m_view.setRun(RunResult{});
    EXPECT_TRUE(showsText(m_view, QStringLiteral("before it made an update")));
}

TEST(TrialDots, StandInTheOrderOfTheirLosses)
{
    TrialStrip strip;
    strip.resize(400, 80);
    strip.setDots({{100}, {300}, {200}}, 200);
    EXPECT_LT(strip.dotOf(0).x(), strip.dotOf(2).x());
    EXPECT_LT(strip.dotOf(2).x(), strip.dotOf(1).x());
    EXPECT_LE(strip.dotOf(1).x(), strip.width());
}

// What it draws of its axis.
class OpenStrip : public TrialStrip
{
public:
    using TrialStrip::chart;
    using TrialStrip::placeOf;
};

TEST(TrialStripTest, HasSoManyTicksThatTheirNumbersDoNotTouch)
{
    OpenStrip strip;
    strip.show();
    strip.setDots({{4'000'000}, {19'000'000}}, 10'000'000);
    for (const int width : {180, 260, 600}) {
        strip.resize(width, 80);
        const auto& ticks = strip.chart().x().ticks;
        ASSERT_GE(ticks.size(), 2U) << width;
        const double apart
            = strip.placeOf(ticks[1].value, 0).x() - strip.placeOf(ticks[0].value, 0).x();
        EXPECT_GT(apart, strip.fontMetrics().horizontalAdvance(ticks.back().label)) << width;
    }
}

TEST(TrialStripTest, WritesNoDecimalsOfACount)
{
    OpenStrip strip;
    strip.resize(400, 80);
    strip.setDots({{0}, {0}}, 0);
    EXPECT_EQ(strip.chart().x().ticks.back().label, QStringLiteral("1"));
}

TEST(TrialDots, HaveAnAxisThatHoldsTheLargestLoss)
{
    TrialStrip strip;
    strip.setDots({{7}, {44'178}}, 20'000);
    EXPECT_GE(strip.axisMaximum(), 44'178);
    strip.setDots({{0}, {0}}, 0);
    EXPECT_GE(strip.axisMaximum(), 1);
}

TEST(OutcomeHeadlineWidget, SaysTheAnswerAndItsDetails)
{
    OutcomeHeadline headline;
    headline.show();
    headline.setRun(runOf(Primitive::None, 1e9, 38'000));
    EXPECT_TRUE(showsText(headline, QStringLiteral("38,000 of 100,000 updates were lost (38 %)")));
    EXPECT_TRUE(showsText(headline, QStringLiteral("counter 62,000 instead of 100,000")));
}

TEST(OutcomeHeadlineWidget, BreaksNoLineBetweenANumberAndItsUnit)
{
    OutcomeHeadline headline;
    headline.say(QStringLiteral("10 updates were lost (38 %)"), QStringLiteral("in 2.5 ms"));
    for (const QLabel* label : headline.findChildren<QLabel*>()) {
        EXPECT_FALSE(label->text().contains(QStringLiteral("38 %")));
        EXPECT_FALSE(label->text().contains(QStringLiteral("2.5 ms")));
    }
    EXPECT_EQ(headline.findChildren<QLabel*>().size(), 2);
}

TEST(OutcomeHeadlineWidget, KeepsNoEmptyLineBelowItsDetails)
{
    OutcomeHeadline headline;
    headline.say(QStringLiteral("Nothing was lost"), QStringLiteral("in 5 trials"));
    headline.resize(900, headline.heightForWidth(900));
    headline.show();
    for (const QLabel* label : headline.findChildren<QLabel*>()) {
        if (label->text() == QStringLiteral("in 5 trials")) {
            EXPECT_LT(label->height(), 2 * label->fontMetrics().lineSpacing());
        }
    }
}

TEST(OutcomeHeadlineWidget, IsAsHighBeforeAnAnswerOfTwoLinesAsAfterIt)
{
    OutcomeHeadline headline;
    headline.awaitAnswer();
    headline.setLive(liveSnapshot(3.3));
    headline.resize(900, 200);
    headline.show();
    const int before = headline.heightForWidth(900);
    headline.say(QStringLiteral("Nothing was lost"), QStringLiteral("as expected ").repeated(14));
    EXPECT_EQ(headline.heightForWidth(900), before);
}

TEST(OutcomeHeadlineWidget, CountsWhileTheRunIsOn)
{
    OutcomeHeadline headline;
    headline.show();
    headline.setLive(liveSnapshot(3.3));
    EXPECT_TRUE(showsText(headline, QStringLiteral("40,000 of 100,000 tasks are done")));
    EXPECT_TRUE(showsText(headline, QStringLiteral("running for 3.30 s")));
}

} // namespace
} // namespace interleave::ui
