// The timeline without a mouse.

#include "tests/ui/timeline_fixture.h"
#include "ui/export/chart_exports.h"
#include "ui/export/chart_menus.h"
#include "ui/timeline/timeline_actions.h"
#include "ui/view_menu.h"

#include <gmock/gmock.h>

#include <QAbstractItemView>
#include <QMenu>

namespace interleave::ui {
namespace {

class TimelineKeys : public TimelineTest
{
protected:
    [[nodiscard]] RecordedTask pinned() const
    {
        const TaskPlace& place = *selection.pinned();
        return *model.index()->taskAt(
            place.worker, model.tickAt((place.time.begin + place.time.end) / 2));
    }
};

TEST_F(TimelineKeys, StepFromTaskToTaskOfAWorker)
{
    open();
    press(Qt::Key_Right, Qt::ControlModifier);
    ASSERT_TRUE(selection.pinned());
    const RecordedTask first = pinned();
    EXPECT_EQ(first.worker, 0U);
    press(Qt::Key_Right, Qt::ControlModifier);
    EXPECT_EQ(pinned().worker, 0U);
    EXPECT_EQ(pinned().position, first.position + 1);
    press(Qt::Key_Left, Qt::ControlModifier);
    EXPECT_EQ(pinned().position, first.position);
    press(Qt::Key_Left, Qt::ControlModifier); // there is none before
    EXPECT_EQ(pinned().position, first.position);
}

TEST_F(TimelineKeys, StepToTheTaskInTheNextRow)
{
    open();
    press(Qt::Key_Right, Qt::ControlModifier);
    const RecordedTask first = pinned();
    press(Qt::Key_Down, Qt::ControlModifier);
    EXPECT_EQ(pinned().worker, first.worker + 1);
    press(Qt::Key_Up, Qt::ControlModifier);
    EXPECT_EQ(pinned().worker, first.worker);
    press(Qt::Key_Up, Qt::ControlModifier); // there is no row above
    EXPECT_EQ(pinned().worker, first.worker);
}

TEST_F(TimelineKeys, SelectATime)
{
    open();
    press(Qt::Key_Right, Qt::ShiftModifier);
    press(Qt::Key_Right, Qt::ShiftModifier);
    ASSERT_TRUE(selection.selected().time);
    EXPECT_NEAR(selection.selected().time->length(), whole().length() * 0.04, 1);
    for (int i = 0; i < 3; ++i)
        press(Qt::Key_Left, Qt::ShiftModifier); // across where it began
    EXPECT_NEAR(selection.selected().time->length(), whole().length() * 0.02, 1);
    EXPECT_NEAR(selection.selected().time->end, whole().length() / 2, 1);
}

TEST_F(TimelineKeys, SelectTheTimeAndTheWorkerOfAPinnedTask)
{
    open();
    press(Qt::Key_Right, Qt::ControlModifier);
    press(Qt::Key_T);
    press(Qt::Key_R);
    EXPECT_EQ(selection.selected().time, selection.pinned()->time);
    EXPECT_EQ(selection.selected().workers, std::vector<unsigned>{0});
}

TEST_F(TimelineKeys, WorkInTheRulerAndTheMinimap)
{
    open();
    timeView.jumpTo({0, whole().length() / 2});
    for (QWidget* each : {static_cast<QWidget*>(&ruler()), static_cast<QWidget*>(&minimap())}) {
        each->setFocus(Qt::TabFocusReason);
        ASSERT_TRUE(each->hasFocus());
        const double before = seen().begin;
        press(Qt::Key_Right);
        EXPECT_GT(seen().begin, before);
        press(Qt::Key_Right, Qt::ShiftModifier);
        EXPECT_TRUE(selection.selected().time);
        selection.select({});
    }
}

TEST_F(TimelineKeys, AreInAMenu)
{
    open();
    QWidget window;
    view.setParent(&window);
    window.show();
    view.show();
    ChartExports exports(&window);
    const ChartMenus charts(&window, &exports);
    ViewMenu menu(QStringLiteral("Here"), &window, &charts, nullptr);
    menu.fill();
    EXPECT_THAT(menu.actions(), testing::IsSupersetOf(view.actions()));
    int withKeys = 0;
    for (const QAction* each : view.actions())
        withKeys += each->shortcut().isEmpty() ? 0 : 1;
    EXPECT_GE(withKeys, 20);
    view.hide();
    menu.fill();
    EXPECT_EQ(menu.actions().size(), 1);
    view.setParent(nullptr);
}

TEST_F(TimelineKeys, DoTheSameFromTheMenu)
{
    open();
    for (QAction* each : view.actions()) {
        if (each->shortcuts().contains(QKeySequence(Qt::Key_Plus)))
            each->trigger();
    }
    EXPECT_LT(seen().length(), whole().length());
}

TEST_F(TimelineKeys, TabLeavesTheTableBelow)
{
    open();
    QAbstractItemView* table = named<QAbstractItemView>("Statistics per worker");
    table->setFocus();
    ASSERT_TRUE(table->hasFocus());
    press(Qt::Key_Tab);
    EXPECT_FALSE(table->hasFocus());
}

TEST_F(TimelineKeys, TheRulerCountsFromAnotherTimeBeforeItIsPainted)
{
    TimeView seen;
    seen.start(this, false);
    seen.setWhole(this, {0, 10e9});
    TimeRuler unseen(&seen, &selection);
    unseen.resize(600, 20);
    seen.jumpTo({5e9, 5e9 + 1'000});
    EXPECT_FALSE(unseen.base().isEmpty());
}

} // namespace
} // namespace interleave::ui
