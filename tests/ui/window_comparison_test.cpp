// The window's comparisons: with and without a lock, and of primitives.

#include "tests/ui/window_fixture.h"
#include "ui/compare/bar_page.h"
#include "ui/compare/comparison_text.h"
#include "ui/compare/comparison_view.h"
#include "ui/compare/primitive_choice.h"
#include "ui/compare/primitive_rows.h"
#include "ui/views/arm_titles.h"

#include <gmock/gmock.h>

#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

#include <algorithm>

namespace interleave::ui {
namespace {

using testing::MatchesRegex;
using testing::SizeIs;

class WindowComparisonTest : public WindowTest
{
protected:
    void beginLongComparison()
    {
        live = {};
        Experiment experiment = counterExperiment(Primitive::Lock);
        experiment.tasks = 10'000'000;
        form().setExperiment(experiment);
        press(Qt::Key_L, Qt::ControlModifier);
    }
    [[nodiscard]] const BarPage& tableOf(const char* name) const
    {
        const QList<BarPage*> pages = window->findChildren<BarPage*>();
        return **std::ranges::find_if(pages,
            [name](const BarPage* page) { return page->accessibleName() == QLatin1String(name); });
    }
};

TEST_F(WindowComparisonTest, ComparesTheRunWithoutAndWithALock)
{
    open();
    form().setExperiment(counterExperiment(Primitive::Lock));
    press(Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(running());
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(results, SizeIs(1));
    ASSERT_THAT(results.front().arms, SizeIs(2));
    EXPECT_EQ(results.front().arms[0].arm.sync, Primitive::None);
    EXPECT_EQ(results.front().arms[1].arm.sync, Primitive::Lock);
    EXPECT_EQ(results.front().arms[1].summary.lost.high, 0);
    EXPECT_TRUE(window->findChild<ComparisonView*>()->isVisible());
    EXPECT_THAT(headline().toStdString(),
        MatchesRegex(
            "(The lock saved [0-9,]+ updates and|Without the lock a trial lost [0-9,]+ to [0-9,]+ "
            "updates, with it none, and the run|Without the lock, [0-9] of [0-9] trials lost "
            "updates; with it 0 of [0-9], and the run|No update was lost even without the lock; "
            "with it the run) (took [0-9.,to ]*(times )?as long|was [0-9.,to ]+ times "
            "faster|showed no difference in time in these trials [(].+[)])"));
    EXPECT_TRUE(form().experiment().compare.empty()) << "the form is the user's";
    EXPECT_EQ(form().experiment().trials, 1);
}

TEST_F(WindowComparisonTest, RunsAllExecutorsByOnePress)
{
    open();
    Experiment experiment{.workload = WorkloadKind::Squares, .tasks = 10, .workers = 2};
    experiment.params["work"] = std::int64_t{1'000};
    experiment.python = "no-such-python"; // ours alone
    form().setExperiment(experiment);
    EXPECT_TRUE(action("Compare e&xecutors")->toolTip().contains(QStringLiteral("no-such-python")));
    press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    ASSERT_TRUE(running());
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(results, SizeIs(1));
    EXPECT_THAT(results.front().arms, SizeIs(4));
    EXPECT_THAT(results.front().trials, SizeIs(20));
    EXPECT_TRUE(tableOf("Comparison of executors").isVisible());
    EXPECT_THAT(headline().toStdString(), testing::HasSubstr("fastest"));
    EXPECT_TRUE(form().experiment().varyParam.empty()) << "the form is the user's";
}

TEST_F(WindowComparisonTest, AComparisonIsNotOfOneTrial)
{
    open();
    form().setExperiment(counterExperiment(Primitive::Lock));
    press(Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(results, SizeIs(1));
    EXPECT_EQ(results.front().arms[0].summary.trials, 5U);
    EXPECT_EQ(results.front().arms[1].summary.trials, 5U);
    EXPECT_FALSE(headline().contains(QStringLiteral("in this one trial")));
    std::vector<std::uint32_t> turns;
    for (const TrialResult& trial : results.front().trials)
        turns.push_back(trial.arm);
    EXPECT_FALSE(std::ranges::is_sorted(turns)) << "they take turns";
}

TEST_F(WindowComparisonTest, AComparisonTakesTheFormsPrimitiveForTheSafeSide)
{
    open();
    form().setExperiment(counterExperiment(Primitive::Atomic));
    press(Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(results, SizeIs(1));
    EXPECT_EQ(results.front().arms.back().arm.sync, Primitive::Atomic);
}

TEST_F(WindowComparisonTest, WithAndWithoutALockIsOfferedOnlyWhereALockMakesADifference)
{
    open();
    const QAction* compare = action("With and without &lock");
    const QString lock = compare->iconText();
    EXPECT_TRUE(compare->isEnabled());
    form().setExperiment({.workload = WorkloadKind::FalseSharing});
    EXPECT_EQ(compare->iconText(), QStringLiteral("Packed and padded"));
    EXPECT_TRUE(compare->isEnabled());
    form().setExperiment({.workload = WorkloadKind::Squares}); // takes it once a task
    EXPECT_FALSE(compare->isEnabled());
    EXPECT_TRUE(compare->toolTip().contains(QStringLiteral("there is nothing to compare")));
    form().setExperiment({.workload = WorkloadKind::Bank});
    EXPECT_EQ(compare->iconText(), lock);
    form().setExperiment(
        {.workload = WorkloadKind::Bank, .params = {{"locking", std::string("ordered")}}});
    EXPECT_NE(compare->iconText(), lock);
}

TEST_F(WindowComparisonTest, ComparesTheWorkloadsOwnAlternativeSideBySide)
{
    open();
    form().setExperiment({.workload = WorkloadKind::FalseSharing,
        .params = {{"increments", std::int64_t{1'000}}},
        .tasks = 20,
        .workers = 2});
    press(Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(results, SizeIs(1));
    ASSERT_THAT(results.front().arms, SizeIs(2));
    EXPECT_EQ(results.front().arms[0].summary.trials, 5U);
    EXPECT_TRUE(window->findChild<ComparisonView*>()->isVisible());
    EXPECT_THAT(headline().toStdString(),
        MatchesRegex("Layout padded (was [0-9.,to ]+ times faster than layout packed|took [0-9.,to "
                     "]*(times )?as long as layout packed|showed no difference in time from layout "
                     "packed in these trials [(].+[)])"));
    EXPECT_EQ(armTitles(shownRun()),
        QStringList({QStringLiteral("layout packed"), QStringLiteral("layout padded")}));
    EXPECT_TRUE(form().experiment().varyParam.empty()) << "the form is the user's";
}

TEST_F(WindowComparisonTest, ARunThatComparesPrimitivesShowsItsTable)
{
    open();
    Experiment experiment = counterExperiment(Primitive::Lock);
    experiment.compare = {Primitive::None, Primitive::Lock, Primitive::Atomic};
    experiment.trials = 2;
    runToEnd(experiment);
    EXPECT_EQ(state(), QStringLiteral("done"));
    ASSERT_THAT(results, SizeIs(1));
    const BarPage& view = tableOf("Comparison of primitives");
    ASSERT_TRUE(view.isVisible());
    EXPECT_EQ(headline(), primitivesHeadline(rowsOf(results.front())));
    EXPECT_EQ(view.findChild<QTableView*>()->model()->rowCount(), 3);
}

TEST_F(WindowComparisonTest, ComparesThePrimitivesThatWereChosen)
{
    open();
    form().setExperiment(counterExperiment(Primitive::Lock));
    press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    auto* choice = window->findChild<PrimitiveChoice*>();
    ASSERT_TRUE(choice->isVisible());
    choice->findChild<QSpinBox*>()->setValue(1);
    choice->findChild<QPushButton*>()->click();
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(results, SizeIs(1));
    EXPECT_EQ(results.front().experiment.compare, choice->chosen());
    EXPECT_TRUE(form().experiment().compare.empty()); // the form is the user's
}

// Whether its first trial has begun by then is the engine's pace.
TEST_F(WindowComparisonTest, AComparisonThatIsStoppedAtOnceIsCancelled)
{
    open();
    beginLongComparison();
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(state(), QStringLiteral("cancelled"));
    // Before the first trial there is no answer, and the page says so.
    if (shownRun().trials().empty())
        EXPECT_FALSE(textOf("Cancelled").isEmpty());
    else
        EXPECT_TRUE(headline().endsWith(QStringLiteral("the two cannot be compared")))
            << headline().toStdString();
}

TEST_F(WindowComparisonTest, AComparisonThatIsStoppedInATrialSaysThatItCannotCompare)
{
    open();
    beginLongComparison();
    ASSERT_TRUE(waitForTasks());
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(results, SizeIs(1));
    EXPECT_FALSE(shownRun().trials().empty());
    EXPECT_TRUE(headline().endsWith(QStringLiteral("the two cannot be compared")))
        << headline().toStdString();
}

TEST_F(WindowComparisonTest, WhatCannotBeComparedIsSaidInTheFormsWords)
{
    open();
    Experiment experiment = counterExperiment(Primitive::Lock);
    experiment.inject = {{.kind = FaultKind::KillLockHolder, .task = 3}};
    form().setExperiment(experiment);
    press(Qt::Key_L, Qt::ControlModifier);
    EXPECT_FALSE(running());
    EXPECT_TRUE(noteSays("needs a primitive that somebody holds"));
    EXPECT_FALSE(noteSays("field '"));
    EXPECT_FALSE(noteSays("'none'")) << "a name of the command line";
}

} // namespace
} // namespace interleave::ui
