// The tables behind the pictures of the race.
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/race/loss_distribution.h"
#include "ui/race/outcome_plot.h"
#include "ui/race/outcome_view.h"
#include "ui/race/pool_size_plot.h"
#include "ui/race/race_view.h"
#include "ui/race/workload_outcome_view.h"
#include "ui/widgets/number_table.h"

#include <gtest/gtest.h>

#include <cmath>

namespace interleave::ui {
namespace {

RunResult runOfTrials(const std::vector<std::uint64_t>& lost, double median)
{
    RunResult run = runOf(Primitive::None, 1e9, 0);
    run.summary.lost.median = median;
    run.trials.clear();
    for (const std::uint64_t each : lost)
        run.trials.push_back(trialThatLost(each, 1'000));
    return run;
}

QString titles(const NumberTable& table)
{
    return table.titles.join(QLatin1Char('|'));
}

// A row as it is shown.
QString shown(const NumberTable& table, int row)
{
    NumberTableModel model;
    model.setTable(table);
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << model.index(row, column).data().toString();
    return cells.join(QLatin1Char('|'));
}

TableButton* buttonIn(const QWidget& view, const char* title)
{
    for (TableButton* button : view.findChildren<TableButton*>()) {
        if (button->accessibleName().contains(QLatin1String(title)))
            return button;
    }
    return nullptr;
}

TEST(NumbersBehindTheTrials, AreARowPerTrialAndTheMedian)
{
    LossDistribution view;
    view.setRun(runOfTrials({300, 12'345}, 6'322.5));
    ASSERT_EQ(view.numbers().rows.size(), 3U);
    EXPECT_EQ(titles(view.numbers()), QStringLiteral("trial|lost updates"));
    EXPECT_EQ(shown(view.numbers(), 1), QStringLiteral("2|12,345"));
    EXPECT_EQ(shown(view.numbers(), 2), QStringLiteral("median|6,323")) << "no half of an update";
}

TEST(NumbersBehindTheTrials, AreWhatTheWorkloadCountsItself)
{
    RunResult run = runOfTrials({900, 900}, 900);
    run.experiment.workload = WorkloadKind::Tickets;
    for (std::size_t trial = 0; trial < 2; ++trial)
        run.trials[trial].outcome = {.sentence = "some were sold twice",
            .figures
            = {{.title = "tickets oversold", .value = trial == 0 ? 80.0 : 40.0, .wanted = 0}}};
    LossDistribution view;
    view.show();
    view.setRun(run);
    EXPECT_EQ(titles(view.numbers()), QStringLiteral("trial|tickets oversold"));
    EXPECT_EQ(shown(view.numbers(), 0), QStringLiteral("1|80"));
    EXPECT_EQ(shown(view.numbers(), 2), QStringLiteral("median|40")) << "which a trial has";
    EXPECT_TRUE(showsText(view, QStringLiteral("Tickets oversold, by trial")));
    view.setRun(runOfTrials({300, 500}, 400));
    EXPECT_TRUE(showsText(view, QStringLiteral("How many updates did each trial lose?")));
}

TEST(NumbersBehindTheTrials, TellTheKindsOfTrialsApart)
{
    RunResult run = runOfTrials({300, 500}, 400);
    run.trials[1].arm = 1;
    for (const Watch watch : {Watch::Bare, Watch::Logged})
        run.arms.push_back({.arm = {.watch = watch}, .summary = run.summary});
    LossDistribution view;
    view.setRun(run);
    ASSERT_EQ(view.numbers().rows.size(), 4U);
    EXPECT_EQ(shown(view.numbers(), 1), QStringLiteral("logged|2|500"));
    EXPECT_EQ(shown(view.numbers(), 2), QStringLiteral("bare|median|400"));
}

TEST(NumbersBehindTheTrials, AreOfferedWhereThereIsAPicture)
{
    LossDistribution view;
    view.show();
    const TableButton* button = buttonIn(view, "How many updates");
    ASSERT_NE(button, nullptr);
    EXPECT_FALSE(button->isVisible());
    const QRect place = button->geometry();
    view.setRun(runOfTrials({300, 500}, 400));
    EXPECT_TRUE(button->isVisible());
    EXPECT_EQ(button->geometry().top(), place.top());
    view.setRun(runOfTrials({300}, 300)); // one trial has no distribution
    EXPECT_FALSE(button->isVisible());
    EXPECT_TRUE(view.numbers().rows.empty());
}

TEST(NumbersBehindTheOutcome, AreTheBarsAndTheDotsBesideThem)
{
    OutcomeView view;
    view.setRun(runOfTrials({300, 500}, 400));
    ASSERT_EQ(view.numbers().rows.size(), 5U);
    EXPECT_EQ(shown(view.numbers(), 1), QStringLiteral("actual|600"));
    EXPECT_EQ(shown(view.numbers(), 4), QStringLiteral("lost in trial 2|500"));
    view.setRunning({});
    EXPECT_TRUE(view.numbers().rows.empty());
}

TEST(NumbersBehindTheOutcome, LeaveTheDotsToWhereTheyAreDrawn)
{
    OutcomeView view(TrialDots::Elsewhere);
    view.setRun(runOfTrials({300, 500}, 400));
    EXPECT_EQ(view.numbers().rows.size(), 3U);
}

TEST(NumbersBehindPoolSizes, AreARowPerSizeWithEveryTrial)
{
    const ValueAxis axis([](double value) { return QString::number(value); });
    PoolSizePlot plot({}, axis, Meaning::Lost);
    plot.setPoints({{.workers = 2, .values = {2e6, 3.5e6}, .median = 2.75e6, .high = 4e6},
        {.workers = 8, .values = {7e6}, .median = 7e6}});
    const NumberTable table = plot.numbers(QStringLiteral("ms"), 1e6);
    EXPECT_EQ(titles(table),
        QStringLiteral(
            "workers|median (ms)|95 % from (ms)|95 % to (ms)|trial 1 (ms)|trial 2 (ms)"));
    EXPECT_EQ(shown(table, 0), QStringLiteral("2|2.750|0|4|2|3.500"));
    EXPECT_EQ(shown(table, 1), QStringLiteral("8|7|–|–|7|–"));
}

TEST(NumbersBehindAnOutcomePlot, AreItsBarsWithTheirUnit)
{
    OutcomePlot plot;
    plot.setChart({.title = "How many meals?",
        .unit = "meals",
        .labels = {"1", "2"},
        .values = {510, 493.5},
        .wanted = 500});
    EXPECT_EQ(titles(plot.numbers()), QStringLiteral("bar|value (meals)|wanted (meals)"));
    EXPECT_EQ(shown(plot.numbers(), 1), QStringLiteral("2|493.5|500"));
    plot.setChart({.unit = "meals", .xTitle = "philosopher", .labels = {"1"}, .values = {5}});
    EXPECT_EQ(titles(plot.numbers()), QStringLiteral("philosopher|value (meals)"));
}

TEST(NumbersBehindAnOutcomePlot, AreThePointsOfALine)
{
    OutcomePlot plot;
    plot.setChart({.unit = "items", .xTitle = "time (ms)", .x = {0.5, 2}, .values = {3, 4}});
    EXPECT_EQ(titles(plot.numbers()), QStringLiteral("time (ms)|value (items)"));
    EXPECT_EQ(shown(plot.numbers(), 0), QStringLiteral("0.5000|3"));
}

TEST(AnOutcomePlotInWords, SaysHowManyValuesItLeavesToTheTable)
{
    OutcomePlot plot;
    plot.setChart({.values = std::vector<double>(20, 1.0)});
    EXPECT_TRUE(plot.accessibleDescription().endsWith(QStringLiteral("and 4 more, in the table")));
}

TEST(NumbersBehindTheWorkloadsCharts, StayOpenOverTheTrialsOfARun)
{
    WorkloadOutcome outcome{.sentence = "3 were sold twice",
        .charts = {{.title = "How many did each sell?", .labels = {"1"}, .values = {5}}}};
    WorkloadOutcomeView view;
    view.setOutcome(outcome);
    TableButton* button = buttonIn(view, "How many did each sell?");
    ASSERT_NE(button, nullptr);
    button->click();
    const QPointer<TableDialog> dialog = button->findChild<TableDialog*>();
    outcome.charts.front().values = {6};
    view.setOutcome(outcome);
    ASSERT_TRUE(dialog);
    dialog->refresh();
    EXPECT_EQ(shown(view.findChild<OutcomePlot*>()->numbers(), 0), QStringLiteral("1|6"));
}

TEST(TheRace, OffersATableBehindEveryPicture)
{
    RaceView view;
    view.show();
    RunResult run = runOfTrials({300, 500}, 400);
    run.trials.front().outcome = {.sentence = "3 were sold twice",
        .charts = {{.title = "How many did each sell?", .labels = {"1"}, .values = {5}}}};
    run.trials.back().outcome = run.trials.front().outcome;
    view.setRun(run);
    for (const char* title : {"destroy", "did each trial lose", "did each sell"}) {
        const TableButton* button = buttonIn(view, title);
        ASSERT_NE(button, nullptr) << title;
        EXPECT_TRUE(button->isVisible()) << title;
        EXPECT_EQ(button->focusPolicy(), Qt::StrongFocus) << title;
    }
}

} // namespace
} // namespace interleave::ui
