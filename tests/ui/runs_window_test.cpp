// The runs of a window: no answer is lost, and each can be found again.

#include "tests/ui/runs_window_fixture.h"
#include "ui/compare/comparison_view.h"
#include "ui/compare/primitive_page.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/timeline_view.h"
#include "ui/view_menu.h"

#include <QPushButton>

#include <filesystem>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST_F(RunsWindowTest, StandInAStripWithTheirAnswers)
{
    runNoneAndLock();
    EXPECT_TRUE(strip().isVisible());
    EXPECT_EQ(textOfRow(0), QStringLiteral("1  Shared counter, no primitive*"));
    EXPECT_EQ(textOfRow(1), QStringLiteral("2  Shared counter, lock*"));
    EXPECT_TRUE(textOfRow(1, RunStripModel::kAnswerRole).startsWith(QStringLiteral("none lost, ")))
        << textOfRow(1, RunStripModel::kAnswerRole).toStdString();
}

TEST_F(RunsWindowTest, AnItemGetsTheRoomOfItsAnswer)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    QCoreApplication::processEvents();
    const QModelIndex first = list().model()->index(0, 0);
    EXPECT_GE(list().visualRect(first).width(), list().sizeHintForIndex(first).width());
}

TEST_F(RunsWindowTest, ThePageOfPrimitivesGoesBackToARunOnlyWhereThereIsOne)
{
    open();
    const auto back = [this] {
        QStringList texts;
        for (const auto* each : window->findChild<PrimitivePage*>()->findChildren<QPushButton*>())
            texts << each->text();
        return texts.filter(QStringLiteral("&Back"));
    };
    EXPECT_EQ(back(), QStringList{QStringLiteral("&Back")});
    runToEnd(counterExperiment(Primitive::Lock));
    EXPECT_EQ(back(), QStringList{QStringLiteral("&Back to the run")});
}

TEST_F(RunsWindowTest, AClickShowsAnEarlierOneAsItWas)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    const QString first = headline();
    const QString wall = tile("wall time");
    Experiment other = counterExperiment(Primitive::Lock);
    other.tasks = *other.tasks / 2; // none may be lost without a lock either
    runToEnd(other);
    ASSERT_NE(headline(), first);
    click(0);
    EXPECT_EQ(headline(), first);
    EXPECT_EQ(tile("wall time"), wall);
    EXPECT_EQ(window->findChild<TimelineModel*>()->recording(), shownRun().arms()[0].recording);
}

TEST_F(RunsWindowTest, AComparisonIsFoundAgainAfterAnotherView)
{
    open();
    form().setExperiment(counterExperiment(Primitive::Lock));
    press(Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    const QString answerOfBoth = headline();
    press(Qt::Key_2, Qt::ControlModifier);
    EXPECT_TRUE(window->findChild<TimelineView*>()->isVisible());
    EXPECT_EQ(headline(), answerOfBoth) << "it is still that run";
    press(Qt::Key_9, Qt::ControlModifier);
    EXPECT_TRUE(window->findChild<ComparisonView*>()->isVisible());
}

TEST_F(RunsWindowTest, TwoThatAreChosenMakeTheSamePageAsAComparison)
{
    runNoneAndLock();
    click(0);
    EXPECT_FALSE(button("Compare")->isEnabled());
    click(1, Qt::ControlModifier);
    ASSERT_TRUE(button("Compare")->isEnabled());
    button("Compare")->click();
    ASSERT_THAT(runs().runs(), SizeIs(3));
    EXPECT_TRUE(window->findChild<ComparisonView*>()->isVisible());
    EXPECT_TRUE(headline().endsWith(QStringLiteral("in this one trial")))
        << headline().toStdString();
    EXPECT_EQ(
        textOfRow(2), QStringLiteral("3  Shared counter, no primitive | Shared counter, lock"));
}

TEST_F(RunsWindowTest, TwoThatWereComparedAreSavedAsOneAndOpenAsTheyWere)
{
    runNoneAndLock();
    click(0);
    click(1, Qt::ControlModifier);
    button("Compare")->click();
    const QString answerOfBoth = headline();
    const QString subjects = textOf("Of which experiment");
    answer = QString::fromStdString((folder.path() / "both.trace").string());
    action("Save &run…")->trigger();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !shownRun().file().isEmpty(); }, kPatienceMs));
    open();
    openByKey();
    EXPECT_EQ(headline(), answerOfBoth);
    EXPECT_EQ(textOf("Of which experiment"), subjects);
    EXPECT_TRUE(window->findChild<ComparisonView*>()->isVisible());
    EXPECT_TRUE(shownRun().arms()[0].recording && shownRun().arms()[1].recording);
    EXPECT_EQ(
        textOfRow(0), QStringLiteral("1  Shared counter, no primitive | Shared counter, lock"));
}

TEST_F(RunsWindowTest, ANameIsEditedInPlace)
{
    runNoneAndLock();
    click(0);
    list().setFocus();
    key(Qt::Key_F2);
    QTest::keyClicks(focus(), QStringLiteral("without"));
    key(Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return runs().runs().front()->name() == QStringLiteral("without"); },
        kPatienceMs));
    EXPECT_EQ(textOfRow(0), QStringLiteral("1  without*"));
}

TEST_F(RunsWindowTest, TheNameOfARunThatGoesOnIsTypedToItsEnd)
{
    open();
    run(longExperiment());
    list().setFocus();
    key(Qt::Key_F2);
    QTest::keyClicks(focus(), QStringLiteral("slee"));
    action("&Stop")->trigger();
    ASSERT_TRUE(waitForEnd());
    QTest::keyClicks(focus(), QStringLiteral("py"));
    key(Qt::Key_Return);
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return runs().runs().front()->name() == QStringLiteral("sleepy"); }, kPatienceMs))
        << runs().runs().front()->name().toStdString();
}

TEST_F(RunsWindowTest, ClosingAsksOnlyWhereSomethingUnsavedWouldGo)
{
    runNoneAndLock();
    mayGo = false;
    click(0);
    button("✕")->click();
    EXPECT_THAT(questions, SizeIs(1));
    EXPECT_THAT(runs().runs(), SizeIs(2)) << "the answer was no";
    answer = QString::fromStdString((folder.path() / "run.trace").string());
    press(Qt::Key_E, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved "); }, kPatienceMs));
    EXPECT_EQ(textOfRow(0), QStringLiteral("1  Shared counter, no primitive")) << "without a star";
    button("✕")->click();
    EXPECT_THAT(questions, SizeIs(1)) << "it is in a file";
    ASSERT_THAT(runs().runs(), SizeIs(1));
    EXPECT_EQ(textOfRow(0), QStringLiteral("1  Shared counter, lock*"));
}

TEST_F(RunsWindowTest, WhatCanBeDoneToThemStandsInAMenuAndOffersWhatTheChosenAllow)
{
    runNoneAndLock();
    auto* menu = window->findChild<ViewMenu*>();
    menu->fill();
    const auto offered = [&](const char* text) {
        EXPECT_TRUE(menu->actions().contains(action(text))) << text;
        return action(text)->isEnabled();
    };
    EXPECT_EQ(action("Close the run")->shortcut(), QKeySequence(QKeySequence::Delete));
    EXPECT_EQ(action("Rename the run")->shortcut(), QKeySequence(Qt::Key_F2));
    EXPECT_TRUE(offered("Close the run"));
    EXPECT_TRUE(offered("Rename the run"));
    EXPECT_FALSE(offered("Compare the two chosen runs"));
    click(0);
    click(1, Qt::ControlModifier);
    EXPECT_TRUE(offered("Close the run"));
    EXPECT_FALSE(offered("Rename the run"));
    ASSERT_TRUE(offered("Compare the two chosen runs"));
    list().setFocus();
    key(Qt::Key_C);
    EXPECT_THAT(runs().runs(), SizeIs(3));
    EXPECT_TRUE(window->findChild<ComparisonView*>()->isVisible());
}

TEST_F(RunsWindowTest, OneThatRunsIsStoppedWhenItIsClosed)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    button("✕")->click();
    EXPECT_FALSE(running());
    EXPECT_TRUE(runs().runs().empty());
    EXPECT_TRUE(noEngineIsLeft());
    expectGone(workerPids());
}

TEST_F(RunsWindowTest, OneThatHasRunForLongIsAskedAboutBeforeTheWindowCloses)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    LiveSnapshot later = live;
    later.elapsedNs = 3'600'000'000'000;
    runs().shown()->setLive(later);
    mayGo = false;
    EXPECT_FALSE(window->close());
    EXPECT_THAT(questions, SizeIs(1));
    EXPECT_TRUE(running());
}

TEST_F(RunsWindowTest, AnEarlierOneCanBeShownWhileAnotherRuns)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    const QString first = headline();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    click(0);
    EXPECT_EQ(headline(), first);
    EXPECT_TRUE(running());
    EXPECT_EQ(state(), QStringLiteral("running")) << "the footer is about what goes on";
    const std::uint64_t before = live.tasksEnded;
    ASSERT_TRUE(QTest::qWaitFor([&] { return live.tasksEnded > before; }, kPatienceMs));
    EXPECT_EQ(headline(), first) << "what goes on elsewhere does not disturb";
    click(1);
    EXPECT_TRUE(headline().contains(QStringLiteral("tasks are done"))) << headline().toStdString();
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
}

TEST_F(RunsWindowTest, TheExperimentOfARunIsPutIntoTheFormAgain)
{
    runNoneAndLock();
    click(0);
    EXPECT_EQ(form().experiment().sync, Primitive::Lock) << "the form is the user's";
    for (QPushButton* each : window->findChildren<QPushButton*>()) {
        if (each->text() == QStringLiteral("Show in the form") && each->isVisible())
            each->click();
    }
    EXPECT_EQ(form().experiment().sync, Primitive::None);
}

} // namespace
} // namespace interleave::ui
