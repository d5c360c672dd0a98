// What mouse and keys do in the timeline.

#include "tests/ui/timeline_fixture.h"
#include "ui/timeline/task_details.h"
#include "ui/widgets/facts_label.h"
#include "ui/widgets/format.h"

#include <QScrollBar>
#include <QToolButton>
#include <QToolTip>

namespace interleave::ui {
namespace {

using TimelineGesturesTest = TimelineTest;

TEST_F(TimelineGesturesTest, TheWheelZoomsAtThePointer)
{
    open();
    const QPointF place(200, 50);
    const double time = rows().scale().timeAt(200);
    wheel(rows(), place, 2);
    EXPECT_LT(seen().length(), whole().length() * 0.7);
    EXPECT_NEAR(rows().scale().timeAt(200), time, whole().length() * 1e-9);
    wheel(rows(), place, -10);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineGesturesTest, TheWheelMovesWithShift)
{
    open();
    timeView.jumpTo({0, whole().length() / 2});
    const double length = seen().length();
    wheel(rows(), {200, 50}, -1, Qt::ShiftModifier);
    EXPECT_GT(seen().begin, 0);
    EXPECT_NEAR(seen().length(), length, 1e-3);
}

TEST_F(TimelineGesturesTest, AWheelThatTurnsSidewaysMoves)
{
    open();
    timeView.jumpTo({0, whole().length() / 2});
    const QPointF place(200, 50);
    QWheelEvent event(place,
        rows().mapToGlobal(place),
        {},
        QPoint(-120, 0),
        Qt::NoButton,
        {},
        Qt::NoScrollPhase,
        false);
    QApplication::sendEvent(&rows(), &event);
    EXPECT_NEAR(seen().begin, whole().length() / 20, 1);
    EXPECT_NEAR(seen().length(), whole().length() / 2, 1);
}

TEST_F(TimelineGesturesTest, TheWheelChangesTheHeightOfRowsWithControl)
{
    open();
    const int before = rowHeight();
    wheel(rows(), {200, 50}, 1, Qt::ControlModifier);
    EXPECT_EQ(rowHeight(), before + 4);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineGesturesTest, PlusAndMinusZoom)
{
    open();
    press(Qt::Key_Plus);
    EXPECT_NEAR(seen().length(), whole().length() / 1.25, 1);
    press(Qt::Key_Minus);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineGesturesTest, WAndSZoom)
{
    open();
    press(Qt::Key_W);
    EXPECT_LT(seen().length(), whole().length());
    press(Qt::Key_S);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineGesturesTest, ArrowsMove)
{
    open();
    timeView.jumpTo({0, whole().length() / 2});
    press(Qt::Key_Right);
    EXPECT_NEAR(seen().begin, whole().length() / 20, 1);
    press(Qt::Key_Left);
    EXPECT_NEAR(seen().begin, 0, 1);
}

TEST_F(TimelineGesturesTest, AAndDMove)
{
    open();
    timeView.jumpTo({0, whole().length() / 2});
    press(Qt::Key_D);
    EXPECT_GT(seen().begin, 0);
    press(Qt::Key_A);
    EXPECT_NEAR(seen().begin, 0, 1);
}

TEST_F(TimelineGesturesTest, HomeAndEndGoToTheEnds)
{
    open();
    timeView.jumpTo({1'000, 2'000});
    press(Qt::Key_End);
    EXPECT_DOUBLE_EQ(seen().end, whole().end);
    press(Qt::Key_Home);
    EXPECT_EQ(seen(), (TimeRange{0, 1'000}));
}

TEST_F(TimelineGesturesTest, FShowsAll)
{
    open();
    timeView.jumpTo({1'000, 2'000});
    press(Qt::Key_F);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineGesturesTest, ZShowsWhatIsSelected)
{
    open();
    selection.select({.time = TimeRange{1'000, 2'000}});
    press(Qt::Key_Z);
    EXPECT_EQ(seen(), (TimeRange{1'000, 2'000}));
}

TEST_F(TimelineGesturesTest, ZShowsThePinnedTaskWhereNothingIsSelected)
{
    open();
    selection.pin(TaskPlace{1, 0, {3'000, 4'000}});
    press(Qt::Key_Z);
    EXPECT_LT(seen().length(), 2'000);
    EXPECT_TRUE(seen().contains(3'500));
}

TEST_F(TimelineGesturesTest, TheButtonsDoWhatTheKeysDo)
{
    open();
    const auto click = [this](const char* name) { named<QToolButton>(name)->click(); };
    selection.select({.time = TimeRange{1'000, 2'000}});
    click("Shows what is selected (Z)");
    EXPECT_EQ(seen(), (TimeRange{1'000, 2'000}));
    click("The view before (Alt+Left)");
    EXPECT_EQ(seen(), whole());
    click("The next view (Alt+Right)");
    EXPECT_EQ(seen(), (TimeRange{1'000, 2'000}));
    click("Shows the whole run (F)");
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineGesturesTest, TheFollowButtonFollowsAndStops)
{
    openRunning(500);
    auto* follow = named<QToolButton>("Follows the end of the run (Space)");
    EXPECT_TRUE(follow->isChecked());
    follow->click();
    EXPECT_FALSE(timeView.following());
    follow->click();
    EXPECT_TRUE(timeView.following());
}

TEST_F(TimelineGesturesTest, AltAndArrowsGoBackAndForward)
{
    open();
    timeView.jumpTo({1'000, 2'000});
    press(Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(seen(), whole());
    press(Qt::Key_Right, Qt::AltModifier);
    EXPECT_EQ(seen(), (TimeRange{1'000, 2'000}));
}

TEST_F(TimelineGesturesTest, TheMousesOwnButtonsGoBackAndForward)
{
    open();
    timeView.jumpTo({1'000, 2'000});
    QTest::mouseClick(&rows(), Qt::BackButton, {}, {50, 50});
    EXPECT_EQ(seen(), whole());
    QTest::mouseClick(&rows(), Qt::ForwardButton, {}, {50, 50});
    EXPECT_EQ(seen(), (TimeRange{1'000, 2'000}));
}

TEST_F(TimelineGesturesTest, TheMiddleButtonDragsThePicture)
{
    open();
    timeView.jumpTo({20'000, 40'000});
    const double time = rows().scale().timeAt(300);
    drag(rows(), {300, 50}, {200, 50}, Qt::MiddleButton);
    EXPECT_NEAR(rows().scale().timeAt(200), time, 1);
    EXPECT_TRUE(selection.selected().isEmpty());
}

TEST_F(TimelineGesturesTest, TheLeftButtonDragsThePictureWhileTheSpaceBarIsHeld)
{
    openRunning(1'000);
    QTest::keyPress(&rows(), Qt::Key_Space);
    timeView.jumpTo({20'000, 40'000});
    drag(rows(), {300, 50}, {200, 50});
    QTest::keyRelease(&rows(), Qt::Key_Space);
    EXPECT_NEAR(seen().length(), 20'000, 1);
    EXPECT_GT(seen().begin, 20'000);
    EXPECT_TRUE(selection.selected().isEmpty());
    EXPECT_FALSE(timeView.following()); // it was a hand, not a press
}

TEST_F(TimelineGesturesTest, ADragIsOneViewToGoBackFrom)
{
    open();
    timeView.jumpTo({20'000, 40'000});
    drag(rows(), {300, 50}, {200, 50}, Qt::MiddleButton);
    press(Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(seen(), (TimeRange{20'000, 40'000}));
}

TEST_F(TimelineGesturesTest, DraggingSelectsTheTimeOfTheRowsThatArePassed)
{
    open();
    drag(rows(), {100, rowHeight() + 5}, {300, 2 * rowHeight() + 5});
    const SelectedTasks& selected = selection.selected();
    ASSERT_TRUE(selected.time);
    EXPECT_NEAR(selected.time->begin, rows().scale().timeAt(100), 1);
    EXPECT_NEAR(selected.time->end, rows().scale().timeAt(300), 1);
    EXPECT_EQ(selected.workers, (std::vector<unsigned>{1, 2}));
}

TEST_F(TimelineGesturesTest, DraggingOverAllRowsSelectsAllWorkers)
{
    open();
    drag(rows(), {300, 3}, {100, 300});
    ASSERT_TRUE(selection.selected().time);
    EXPECT_TRUE(selection.selected().workers.empty());
}

TEST_F(TimelineGesturesTest, DraggingAlongTheRulerSelectsAllWorkers)
{
    open();
    drag(ruler(), {100, 5}, {200, 5});
    ASSERT_TRUE(selection.selected().time);
    EXPECT_NEAR(selection.selected().time->end, rows().scale().timeAt(200), 1);
    EXPECT_TRUE(selection.selected().workers.empty());
}

TEST_F(TimelineGesturesTest, EscapeSelectsNothing)
{
    open();
    selection.select({.workers = {1}});
    press(Qt::Key_Escape);
    EXPECT_TRUE(selection.selected().isEmpty());
}

TEST_F(TimelineGesturesTest, EscapePinsNothingAnyMore)
{
    open();
    selection.pin(TaskPlace{1, 0, {0, 10}});
    press(Qt::Key_Escape);
    EXPECT_FALSE(selection.pinned());
}

TEST_F(TimelineGesturesTest, AShakyClickIsNoDrag)
{
    open();
    drag(rows(), {100, 20}, {102, 21});
    EXPECT_TRUE(selection.selected().isEmpty());
    EXPECT_TRUE(selection.pinned());
}

TEST_F(TimelineGesturesTest, AClickPinsTheTask)
{
    open();
    const RecordedTask task = longestOf(2);
    zoomTo(task);
    QTest::mouseClick(&rows(), Qt::LeftButton, {}, placeOf(task));
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, task.event.task);
    EXPECT_EQ(fact("Pinned task", "task"), formatCount(task.event.task));
    EXPECT_EQ(fact("Pinned task", "took"),
        formatDuration(static_cast<double>(durationOf(task.event)) * model.nsPerTick()));
    EXPECT_EQ(fact("Pinned task", "worker"), QStringLiteral("3"));
    EXPECT_EQ(fact("Pinned task", "pid"), QStringLiteral("4002"));
}

TEST_F(TimelineGesturesTest, ThePinnedTasksLongestFactsHaveRoom)
{
    open();
    auto* details = view.findChild<TaskDetails*>();
    details->findChild<FactsLabel*>()->setFacts(
        {{QStringLiteral("for worker 888"), QStringLiteral("88.8 ms")},
            {QStringLiteral("began"), QStringLiteral("at 888.888 ms")}});
    EXPECT_LE(details->minimumSizeHint().width(), details->parentWidget()->width());
}

TEST_F(TimelineGesturesTest, AClickBesideAllRowsPinsNothing)
{
    open();
    selection.pin(TaskPlace{1, 0, {0, 10}});
    QTest::mouseClick(&rows(), Qt::LeftButton, {}, {100, rows().height() - 3});
    EXPECT_FALSE(selection.pinned());
}

TEST_F(TimelineGesturesTest, ThePointerIsToldWhichTaskItIs)
{
    open();
    const RecordedTask task = longestOf(0);
    zoomTo(task);
    const QString text = view.hoverText(placeOf(task));
    EXPECT_TRUE(text.contains(formatCount(task.event.task))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("worker 1")));
}

TEST_F(TimelineGesturesTest, HoveringShowsTheTipAndTheTime)
{
    open();
    const RecordedTask task = longestOf(0);
    zoomTo(task);
    const QImage before = ruler().grab().toImage();
    const QPoint above(placeOf(task).x(), ruler().height() - 3);
    const QColor line = ruler().palette().color(QPalette::WindowText);
    EXPECT_NE(before.pixelColor(above), line);
    QTest::mouseMove(&rows(), placeOf(task));
    EXPECT_EQ(QToolTip::text(), view.hoverText(placeOf(task)));
    EXPECT_EQ(ruler().grab().toImage().pixelColor(above), line);
    QEvent leaves(QEvent::Leave);
    QApplication::sendEvent(&rows(), &leaves);
    EXPECT_EQ(ruler().grab().toImage(), before);
    QToolTip::hideText();
}

TEST_F(TimelineGesturesTest, TheLongestOfManyTasksInAPixelIsPinned)
{
    open({.tasks = 200'000, .medianTicks = 100});
    const RecordedTask longest = longestOf(1);
    QTest::mouseClick(&rows(), Qt::LeftButton, {}, placeOf(longest));
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, longest.event.task);
}

TEST_F(TimelineGesturesTest, ThePointerIsToldHowManyTasksAreInAPixel)
{
    open({.tasks = 100'000, .medianTicks = 1'000});
    EXPECT_TRUE(view.hoverText({200, 13}).contains(QStringLiteral("tasks ended in this pixel")))
        << view.hoverText({200, 13}).toStdString();
}

TEST_F(TimelineGesturesTest, FollowsTheEndOfARun)
{
    openRunning(500);
    const double before = seen().end;
    EXPECT_TRUE(timeView.following());
    goOn(500);
    EXPECT_GT(seen().end, before);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineGesturesTest, KeepsStillOnceTheUserHasMoved)
{
    openRunning(500);
    wheel(rows(), {200, 50}, 1);
    const TimeRange kept = seen();
    goOn(500);
    EXPECT_EQ(seen(), kept);
    EXPECT_FALSE(named<QToolButton>("Follows the end of the run (Space)")->isChecked());
}

TEST_F(TimelineGesturesTest, KeepsStillWhateverMovedIt)
{
    openRunning(500);
    const auto movedBy = [&](const auto& gesture) {
        timeView.showAll();
        ASSERT_TRUE(timeView.following());
        gesture();
        EXPECT_FALSE(timeView.following());
        const TimeRange kept = seen();
        goOn(100);
        EXPECT_EQ(seen(), kept);
    };
    movedBy([&] { press(Qt::Key_Plus); });
    movedBy([&] { wheel(minimap(), {10, 10}, 3); });
    movedBy([&] {
        press(Qt::Key_W);
        press(Qt::Key_A);
    });
    movedBy([&] {
        press(Qt::Key_W);
        drag(rows(), {200, 50}, {300, 50}, Qt::MiddleButton);
    });
    movedBy([&] { press(Qt::Key_Left, Qt::AltModifier); });
}

TEST_F(TimelineGesturesTest, SpaceFollowsAgain)
{
    openRunning(500);
    wheel(rows(), {200, 50}, 1);
    press(Qt::Key_Space);
    EXPECT_TRUE(timeView.following());
    goOn(500);
    EXPECT_DOUBLE_EQ(seen().end, whole().end);
    press(Qt::Key_Space);
    EXPECT_FALSE(timeView.following());
}

TEST_F(TimelineGesturesTest, FollowingIsAnActionOfTheView)
{
    openRunning(500);
    wheel(rows(), {200, 50}, 1);
    for (QAction* action : view.actions()) {
        if (action->shortcut() == QKeySequence(Qt::Key_Space))
            action->trigger();
    }
    EXPECT_TRUE(timeView.following());
}

TEST_F(TimelineGesturesTest, ScrollsAThousandWorkers)
{
    open({.tasks = 20'000, .workers = 1'024});
    const auto* display = view.findChild<TimelineDisplay*>();
    EXPECT_EQ(display->rows(), 1'024);
    press(Qt::Key_PageDown);
    EXPECT_GT(display->firstSeen(), 5);
    EXPECT_LT(display->endSeen(), 40);
}

TEST_F(TimelineGesturesTest, UpAndDownScrollByARowAndPagesByTheRoom)
{
    open({.workers = 200});
    const auto* display = view.findChild<TimelineDisplay*>();
    press(Qt::Key_Down);
    EXPECT_EQ(display->scroll(), rowHeight());
    press(Qt::Key_Up);
    EXPECT_EQ(display->scroll(), 0);
    press(Qt::Key_PageDown);
    EXPECT_EQ(display->scroll(), display->room());
    press(Qt::Key_PageUp);
    EXPECT_EQ(display->scroll(), 0);
}

TEST_F(TimelineGesturesTest, TheScrollBarScrollsTheRows)
{
    open({.workers = 200});
    named<QScrollBar>("Rows")->setValue(500);
    EXPECT_EQ(view.findChild<TimelineDisplay*>()->scroll(), 500);
}

TEST_F(TimelineGesturesTest, DraggingWithTheHandScrollsTheRowsToo)
{
    open({.workers = 200});
    drag(rows(), {300, 150}, {300, 50}, Qt::MiddleButton);
    EXPECT_EQ(view.findChild<TimelineDisplay*>()->scroll(), 100);
}

TEST_F(TimelineGesturesTest, DraggingTheMinimapMovesTheView)
{
    open();
    timeView.jumpTo({0, whole().length() / 4});
    const double length = seen().length();
    drag(minimap(), {20, 20}, {20 + minimap().width() / 2, 20});
    EXPECT_NEAR(seen().begin, whole().length() / 2, whole().length() / 100);
    EXPECT_NEAR(seen().length(), length, 1);
}

TEST_F(TimelineGesturesTest, AClickIntoTheMinimapGoesThere)
{
    open();
    timeView.jumpTo({0, whole().length() / 10});
    QTest::mouseClick(&minimap(), Qt::LeftButton, {}, {minimap().width() / 2, 20});
    EXPECT_NEAR((seen().begin + seen().end) / 2, whole().length() / 2, whole().length() / 100);
}

TEST_F(TimelineGesturesTest, TheWheelZoomsInTheMinimap)
{
    open();
    wheel(minimap(), {10, 10}, 3);
    EXPECT_LT(seen().length(), whole().length());
}

} // namespace
} // namespace interleave::ui
