#include "core/model/probe_intervals.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/race/loss_histogram.h"
#include "ui/race/outcome_details.h"
#include "ui/race/outcome_plot.h"
#include "ui/race/outcome_text.h"
#include "ui/race/outcome_view.h"
#include "ui/race/probe_text.h"
#include "ui/race/race_view.h"
#include "ui/race/trial_strip.h"
#include "ui/race/workload_outcome_view.h"
#include "ui/widgets/palette.h"

#include <gtest/gtest.h>

#include <QLabel>

#include <limits>
#include <utility>

namespace interleave::ui {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Ratio ratio(double value, double low, double high)
{
    return {.ratio = value, .low = low, .high = high, .defined = true};
}

RunResult probedRun()
{
    RunResult run = runOf(Primitive::None, 1e9, 400);
    run.trials.clear();
    for (std::uint32_t i = 0; i < 6; ++i) {
        run.trials.push_back(trialThatLost(100 * (i + 1), 1'000));
        run.trials.back().arm = i % 3;
    }
    for (const Watch watch : {Watch::Bare, Watch::Tagged, Watch::Logged})
        run.arms.push_back({.arm = {.watch = watch}, .summary = run.summary});
    run.probe = ProbeEffect{.tagged = ratio(0.99, 0.9, 1.1), .logged = ratio(0.78, 0.7, 0.86)};
    return run;
}

WorkloadOutcome tickets()
{
    return {.sentence = "3 of 1,000 tickets were sold twice",
        .asWanted = false,
        .figures = {{.name = "oversold", .title = "tickets oversold", .value = 3, .wanted = 0},
            {.name = "retries", .title = "retries", .value = 12}},
        .charts = {{.title = "How many tickets did each sell?",
            .labels = {"worker 1", "worker 2"},
            .values = {510, 493},
            .wanted = 500}}};
}

class RaceOnScreen : public testing::Test
{
protected:
    RaceOnScreen()
    {
        m_view.resize(960, 460);
        m_view.show();
    }
    RaceView m_view;
};

TEST(ProbeSentence, SaysThatWatchingChangedTheRun)
{
    EXPECT_EQ(probeSentence(*probedRun().probe),
        QStringLiteral("Watching changed this run: logged trials lost 0.78 times as much (0.70 to "
                       "0.86)"));
}

TEST(ProbeSentence, SaysThatNoChangeIsSeen)
{
    EXPECT_TRUE(probeSentence({.tagged = ratio(1, 0.9, 1.1), .logged = ratio(0.97, 0.9, 1.04)})
                    .startsWith(QStringLiteral("No change by watching is seen: logged trials lost "
                                               "0.97 times as much")));
}

TEST(ProbeSentence, SaysWhyNothingCanBeSaid)
{
    EXPECT_EQ(probeSentence({}),
        QStringLiteral("Nothing was lost in bare trials, so what watching changes cannot be said"));
}

TEST(ProbeSentence, OfOneTrialKnowsNoInterval)
{
    EXPECT_EQ(probeSentence(*probedRun().probe, {.tagged = false, .logged = false}),
        QStringLiteral("As far as one trial tells: logged ones lost 0.78 times as much; tagged "
                       "ones lost 0.99 times as much"));
    EXPECT_EQ(probeSentence(*probedRun().probe, {.tagged = true, .logged = false}),
        QStringLiteral("No change by watching is seen: tagged trials lost 0.99 times as much (0.90 "
                       "to 1.1). As far as one trial tells: logged ones lost 0.78 times as much"));
}

// Arms take their turns, so a run that was stopped has two trials of one of them and one of others.
TEST(ProbeIntervals, AreThoseOfTwoTrialsOnBothSides)
{
    RunResult run = probedRun();
    EXPECT_TRUE(probeIntervals(run).tagged && probeIntervals(run).logged);
    run.trials.pop_back();
    EXPECT_TRUE(probeIntervals(run).tagged);
    EXPECT_FALSE(probeIntervals(run).logged);
    run.trials.pop_back();
    EXPECT_FALSE(probeIntervals(run).tagged);
    std::swap(run.arms[0].arm, run.arms[1].arm); // two tagged ones, one bare one
    EXPECT_FALSE(probeIntervals(run).tagged || probeIntervals(run).logged);
}

TEST(ProbeSentence, KnowsRatiosWithoutAnEnd)
{
    EXPECT_TRUE(probeSentence({.logged = ratio(2, 1.5, kInfinity)})
                    .contains(QStringLiteral("2.0 times as much (1.5 to no limit)")));
    EXPECT_TRUE(probeSentence({.logged = ratio(kInfinity, 1.5, kInfinity)})
                    .contains(QStringLiteral("logged trials lost updates, bare ones none")));
}

TEST(LossCounts, EveryTrialCountsOnce)
{
    const std::vector<std::uint64_t> lost{0, 10, 25, 50, 99, 100};
    EXPECT_EQ(countedByLoss(lost, 100, 4), (std::vector<std::size_t>{2, 1, 1, 2}));
    EXPECT_EQ(countedByLoss({}, 100, 2), (std::vector<std::size_t>{0, 0}));
}

TEST(OutcomePlotWidget, HasAnAxisThatHoldsTheWantedValue)
{
    OutcomePlot plot;
    plot.resize(400, 200);
    plot.setChart({.labels = {"a", "b"}, .values = {3, 4}, .wanted = 90});
    EXPECT_GE(plot.axisMaximum(), 90);
    EXPECT_LT(plot.yOf(90), plot.yOf(4));
    EXPECT_LT(plot.xOf(0), plot.xOf(1));
    EXPECT_EQ(plot.accessibleDescription(), QStringLiteral("a 3; b 4; wanted 90"));
}

TEST(OutcomePlotWidget, ShowsThatALineIsNotAllAtWhatItShouldBe)
{
    OutcomePlot plot;
    plot.resize(400, 200);
    plot.setChart({.x = {0, 1, 2}, .values = {8'000'000, 7'984'742, 7'990'000}, .wanted = 8e6});
    EXPECT_GT(plot.yOf(7'984'742) - plot.yOf(8e6), plot.height() / 3);
    plot.setChart({.x = {0, 1, 2}, .values = {8, 2, 4}, .wanted = 8});
    EXPECT_GT(plot.yOf(0), plot.yOf(2)) << "an axis from 0 where the line is seen on it";
}

TEST(OutcomePlotWidget, ShowsAFewBesideAMillion)
{
    OutcomePlot plot;
    plot.resize(400, 200);
    plot.setChart({.labels = {"0", "1", "2"}, .values = {999'916, 84, 0}, .unwanted = {1, 2}});
    EXPECT_GE(plot.barOf(1).height(), 2);
    EXPECT_EQ(plot.barOf(2).height(), 0);
    const QImage picture = plot.grab().toImage();
    const auto hasColor = [&](std::size_t place, Meaning meaning) {
        const QPoint middle = plot.barOf(place).center().toPoint();
        bool found = false;
        for (int x = -8; x <= 8; ++x) // it may be hatched
            found = found
                || picture.pixelColor(middle + QPoint(x, 0)) == colorOf(meaning, plot.palette());
        return found;
    };
    EXPECT_TRUE(hasColor(0, Meaning::Working));
    EXPECT_TRUE(hasColor(1, Meaning::Lost));
    EXPECT_FALSE(hasColor(1, Meaning::Working));
}

TEST(OutcomePlotWidget, PutsALineWhereItsXIs)
{
    OutcomePlot plot;
    plot.resize(400, 200);
    plot.setChart({.x = {0, 1, 4}, .values = {1, 2, 3}});
    EXPECT_NEAR(plot.xOf(2) - plot.xOf(0), 4 * (plot.xOf(1) - plot.xOf(0)), 1e-9);
    const QColor line = colorOf(Meaning::Working, plot.palette());
    const auto isLineAt = [&](const QPointF& place) {
        const QImage picture = plot.grab().toImage();
        bool found = false;
        for (int y = -2; y <= 2; ++y)
            found = found
                || contrastRatio(picture.pixelColor(place.toPoint() + QPoint(0, y)), line) < 1.2;
        return found;
    };
    const QPointF middle(plot.xOf(1), plot.yOf(2));
    EXPECT_TRUE(isLineAt(middle));
    EXPECT_FALSE(isLineAt(middle + QPointF(0, 30)));
    plot.setChart({});
    EXPECT_FALSE(isLineAt(middle));
}

TEST(FiguresText, SetsWhatIsBesideWhatShouldBe)
{
    EXPECT_EQ(
        figuresText(tickets()), QStringLiteral("✕ tickets oversold: 3 (wanted: 0) · retries: 12"));
    const WorkloadOutcome outcome{
        .figures = {{.name = "deadlock", .title = "deadlocks", .value = 0, .wanted = 0},
            {.name = "rounds", .title = "rounds", .value = 1'250, .wanted = 1'250},
            {.name = "encode_ns", .title = "encoding", .unit = "ns", .value = 0}}};
    EXPECT_EQ(figuresText(outcome), QStringLiteral("deadlocks: none · rounds: 1,250, as wanted"))
        << "nothing was encoded";
}

TEST_F(RaceOnScreen, ShowsTheWorkloadsOwnOutcome)
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials.front().outcome = tickets();
    m_view.setRun(run);
    EXPECT_TRUE(showsText(m_view, QStringLiteral("✕ 3 of 1,000 tickets were sold twice")));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("How many tickets did each sell?")));
    EXPECT_EQ(m_view.findChildren<OutcomePlot*>().size(), 1);
}

TEST_F(RaceOnScreen, ReplacesTheOutcomeOfTheRunBefore)
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials.front().outcome = tickets();
    m_view.setRun(run);
    m_view.setRun(runOf(Primitive::None, 1e9, 10));
    EXPECT_FALSE(showsText(m_view, QStringLiteral("tickets")));
}

TEST_F(RaceOnScreen, HasALineOfDotsForEveryWayOfWatching)
{
    m_view.setRun(probedRun());
    EXPECT_EQ(m_view.findChildren<TrialStrip*>().size(), 3 + 1); // and one hidden
    EXPECT_TRUE(showsText(m_view, QStringLiteral("logged trials")));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("Watching changed this run")));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("in logged ones every worker also writes down")));
}

TEST_F(RaceOnScreen, SaysOfOneWatchedTrialNoChange)
{
    RunResult run = probedRun();
    run.trials.resize(4);
    m_view.setRun(run);
    EXPECT_FALSE(showsText(m_view, QStringLiteral("Watching changed this run")));
    EXPECT_FALSE(showsText(m_view, QStringLiteral("0.70")));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("logged ones lost 0.78 times as much")));
}

TEST_F(RaceOnScreen, ComparesAllWaysOnOneAxis)
{
    m_view.setRun(probedRun());
    for (const TrialStrip* strip : m_view.findChildren<TrialStrip*>()) {
        if (strip->isVisible()) {
            EXPECT_DOUBLE_EQ(strip->axisMaximum(), 600);
        }
    }
}

TEST_F(RaceOnScreen, AsksForMoreThanOneTrial)
{
    m_view.setRun(runOf(Primitive::None, 1e9, 10));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("One trial is one throw of the dice")));
    EXPECT_FALSE(m_view.findChild<LossHistogram*>()->isVisible());
}

TEST_F(RaceOnScreen, SaysOfOneTrialThatLostNothingNoOtherNumbers)
{
    m_view.setRun(runOf(Primitive::Lock, 1e9, 0));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("One trial says little")));
    EXPECT_FALSE(showsText(m_view, QStringLiteral("dice")));
}

TEST_F(RaceOnScreen, LeavesTheViewToTheWorkloadWhereNothingCouldBeLost)
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials.front().race = {};
    run.trials.front().outcome = tickets();
    m_view.setRun(run);
    EXPECT_FALSE(m_view.findChild<OutcomeView*>()->isVisible());
    m_view.setRun(runOf(Primitive::None, 1e9, 10));
    EXPECT_TRUE(m_view.findChild<OutcomeView*>()->isVisible());
}

TEST_F(RaceOnScreen, TellsTheWorkloadsStoryAloneWhereItIsNotOneOfUpdates)
{
    const Experiment philosophers{.workload = WorkloadKind::Philosophers};
    m_view.setRunning(philosophers);
    EXPECT_FALSE(showsText(m_view, QStringLiteral("updates")));
    TrialResult trial = trialThatLost(0, 1'000); // the forks count their uses
    trial.outcome = {.sentence = "5 philosophers had 500 meals"};
    m_view.setTrial(philosophers, trial, QStringLiteral("trial 1 of 5"));
    EXPECT_TRUE(showsText(m_view, QStringLiteral("Trial 1 of 5: 5 philosophers had 500 meals")));
    EXPECT_FALSE(m_view.findChild<OutcomeView*>()->isVisible());
    EXPECT_FALSE(showsText(m_view, QStringLiteral("updates")));
    RunResult run{.experiment = philosophers, .trials = {trial, trial}};
    m_view.setRun(run);
    EXPECT_FALSE(m_view.findChild<OutcomeView*>()->isVisible());
    EXPECT_FALSE(showsText(m_view, QStringLiteral("updates")));
    m_view.setUnknown(philosophers);
    EXPECT_FALSE(showsText(m_view, QStringLiteral("updates")));
}

TEST_F(RaceOnScreen, LeavesTheViewToTheWorkloadThatCountsWhatWentWrongItself)
{
    RunResult run = runOf(Primitive::None, 1e9, 10);
    run.experiment.workload = WorkloadKind::Tickets;
    run.trials.front().outcome = tickets();
    m_view.setRun(run);
    EXPECT_FALSE(m_view.findChild<OutcomeView*>()->isVisible());
}

TEST(OutcomeOfPoolSizes, IsThatOfTheLargest)
{
    const RunResult run = runOfPoolSizes();
    EXPECT_EQ(outcomeHeadline(run), QStringLiteral("210 of 1,000 updates were lost (21 %)"));
    EXPECT_TRUE(outcomeDetails(run).startsWith(
        QStringLiteral("median of 2 trials with 4 workers, the most that were compared")));
}

TEST_F(RaceOnScreen, StatesTheDelayInTheWindow)
{
    RunResult run = runOf(Primitive::None, 1e9, 10);
    run.experiment.params["delay_ns"] = std::int64_t{500};
    m_view.setRun(run);
    EXPECT_TRUE(showsText(m_view, QStringLiteral("window widened by 500 ns")));
}

TEST(OutcomeOfDeadlocks, IsTheHeadline)
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials.front().end = TrialEnd::Deadlocked;
    run.trials.front().deadlock = {{.worker = 0, .waitsFor = "fork 2", .heldBy = 1},
        {.worker = 1, .waitsFor = "fork 1", .heldBy = 0}};
    EXPECT_EQ(
        outcomeHeadline(run), QStringLiteral("Deadlock: workers 1 and 2 wait for each other"));
    EXPECT_TRUE(outcomeDetails(run).startsWith(
        QStringLiteral("Worker 1 waits for fork 2, which worker 2 holds; worker 2 waits")));
    run.trials.push_back(trialThatLost(0, 10));
    EXPECT_EQ(outcomeHeadline(run), QStringLiteral("1 of 2 trials ended in a deadlock"));
}

TEST(OutcomeOfWorkloads, IsTheirOwnSentence)
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.trials.front().outcome = tickets();
    EXPECT_EQ(outcomeHeadline(run), QStringLiteral("3 of 1,000 tickets were sold twice"));
    run.trials.front().tasks.failed = 2;
    EXPECT_TRUE(outcomeHeadline(run).startsWith(QStringLiteral("2 of 100 tasks failed")));
}

} // namespace
} // namespace interleave::ui
