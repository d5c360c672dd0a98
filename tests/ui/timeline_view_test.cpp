#include "tests/ui/timeline_fixture.h"
#include "ui/timeline/row_marks.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/facts_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/note_label.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QScrollBar>
#include <QToolButton>

namespace interleave::ui {
namespace {

class TimelineViewTest : public TimelineTest
{
protected:
    template <class Widget>
    [[nodiscard]] Widget* named(const char* name) const
    {
        for (Widget* each : view.findChildren<Widget*>()) {
            if (each->accessibleName() == QLatin1String(name))
                return each;
        }
        ADD_FAILURE() << "no " << name;
        return nullptr;
    }
    [[nodiscard]] QString fact(const char* panel, const char* word) const
    {
        return named<FactsLabel>(panel)->value(QLatin1String(word));
    }
};

// Views

TEST_F(TimelineViewTest, SaysWhatWillBeHereWhenThereIsNothing)
{
    show();
    EXPECT_FALSE(rows().isVisible());
}

TEST_F(TimelineViewTest, ShowsTheWholeRunAtFirst)
{
    open();
    EXPECT_EQ(seen(), whole());
    EXPECT_GT(whole().length(), 0);
}

TEST_F(TimelineViewTest, TheWheelZoomsAtThePointer)
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

TEST_F(TimelineViewTest, TheWheelMovesWithShift)
{
    open();
    selection.jumpTo({0, whole().length() / 2});
    const double length = seen().length();
    wheel(rows(), {200, 50}, -1, Qt::ShiftModifier);
    EXPECT_GT(seen().begin, 0);
    EXPECT_NEAR(seen().length(), length, 1e-3);
}

TEST_F(TimelineViewTest, TheWheelChangesTheHeightOfRowsWithControl)
{
    open();
    const int before = rowHeight();
    wheel(rows(), {200, 50}, 1, Qt::ControlModifier);
    EXPECT_EQ(rowHeight(), before + 4);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineViewTest, PlusAndMinusZoom)
{
    open();
    press(Qt::Key_Plus);
    EXPECT_NEAR(seen().length(), whole().length() / 1.25, 1);
    press(Qt::Key_Minus);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineViewTest, WAndSZoom)
{
    open();
    press(Qt::Key_W);
    EXPECT_LT(seen().length(), whole().length());
    press(Qt::Key_S);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineViewTest, ArrowsMove)
{
    open();
    selection.jumpTo({0, whole().length() / 2});
    press(Qt::Key_Right);
    EXPECT_NEAR(seen().begin, whole().length() / 20, 1);
    press(Qt::Key_Left);
    EXPECT_NEAR(seen().begin, 0, 1);
}

TEST_F(TimelineViewTest, AAndDMove)
{
    open();
    selection.jumpTo({0, whole().length() / 2});
    press(Qt::Key_D);
    EXPECT_GT(seen().begin, 0);
    press(Qt::Key_A);
    EXPECT_NEAR(seen().begin, 0, 1);
}

TEST_F(TimelineViewTest, HomeAndEndGoToTheEnds)
{
    open();
    selection.jumpTo({1'000, 2'000});
    press(Qt::Key_End);
    EXPECT_DOUBLE_EQ(seen().end, whole().end);
    press(Qt::Key_Home);
    EXPECT_EQ(seen(), (TimeRange{0, 1'000}));
}

TEST_F(TimelineViewTest, FShowsAll)
{
    open();
    selection.jumpTo({1'000, 2'000});
    press(Qt::Key_F);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineViewTest, ZShowsWhatIsSelected)
{
    open();
    selection.select({.time = TimeRange{1'000, 2'000}});
    press(Qt::Key_Z);
    EXPECT_EQ(seen(), (TimeRange{1'000, 2'000}));
}

TEST_F(TimelineViewTest, AltAndArrowsGoBackAndForward)
{
    open();
    selection.jumpTo({1'000, 2'000});
    press(Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(seen(), whole());
    press(Qt::Key_Right, Qt::AltModifier);
    EXPECT_EQ(seen(), (TimeRange{1'000, 2'000}));
}

TEST_F(TimelineViewTest, TheMousesOwnButtonsGoBackAndForward)
{
    open();
    selection.jumpTo({1'000, 2'000});
    QTest::mouseClick(&rows(), Qt::BackButton, {}, {50, 50});
    EXPECT_EQ(seen(), whole());
    QTest::mouseClick(&rows(), Qt::ForwardButton, {}, {50, 50});
    EXPECT_EQ(seen(), (TimeRange{1'000, 2'000}));
}

TEST_F(TimelineViewTest, TheMiddleButtonDragsThePicture)
{
    open();
    selection.jumpTo({20'000, 40'000});
    const double time = rows().scale().timeAt(300);
    drag(rows(), {300, 50}, {200, 50}, Qt::MiddleButton);
    EXPECT_NEAR(rows().scale().timeAt(200), time, 1);
    EXPECT_TRUE(selection.selected().isEmpty());
}

TEST_F(TimelineViewTest, TheLeftButtonDragsThePictureWhileTheSpaceBarIsHeld)
{
    openRunning(1'000);
    QTest::keyPress(&rows(), Qt::Key_Space);
    selection.jumpTo({20'000, 40'000});
    drag(rows(), {300, 50}, {200, 50});
    QTest::keyRelease(&rows(), Qt::Key_Space);
    EXPECT_NEAR(seen().length(), 20'000, 1);
    EXPECT_GT(seen().begin, 20'000);
    EXPECT_TRUE(selection.selected().isEmpty());
    EXPECT_FALSE(selection.following()); // it was a hand, not a press
}

TEST_F(TimelineViewTest, ADragIsOneViewToGoBackFrom)
{
    open();
    selection.jumpTo({20'000, 40'000});
    drag(rows(), {300, 50}, {200, 50}, Qt::MiddleButton);
    press(Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(seen(), (TimeRange{20'000, 40'000}));
}

// Selecting and pinning

TEST_F(TimelineViewTest, DraggingSelectsTheTimeOfTheRowsThatArePassed)
{
    open();
    drag(rows(), {100, rowHeight() + 5}, {300, 2 * rowHeight() + 5});
    const SelectedTasks& selected = selection.selected();
    ASSERT_TRUE(selected.time);
    EXPECT_NEAR(selected.time->begin, rows().scale().timeAt(100), 1);
    EXPECT_NEAR(selected.time->end, rows().scale().timeAt(300), 1);
    EXPECT_EQ(selected.workers, (std::vector<unsigned>{1, 2}));
}

TEST_F(TimelineViewTest, DraggingOverAllRowsSelectsAllWorkers)
{
    open();
    drag(rows(), {300, 3}, {100, 300});
    ASSERT_TRUE(selection.selected().time);
    EXPECT_TRUE(selection.selected().workers.empty());
}

TEST_F(TimelineViewTest, DraggingAlongTheRulerSelectsAllWorkers)
{
    open();
    drag(ruler(), {100, 5}, {200, 5});
    ASSERT_TRUE(selection.selected().time);
    EXPECT_NEAR(selection.selected().time->end, rows().scale().timeAt(200), 1);
    EXPECT_TRUE(selection.selected().workers.empty());
}

TEST_F(TimelineViewTest, TheStatisticsOfASelectionAppearAtOnce)
{
    open();
    selection.select({.time = whole(), .workers = {1}});
    const QString tasks = formatCount(model.recording()->worker(1).tasks);
    EXPECT_TRUE(QTest::qWaitFor([&] { return fact("Statistics", "tasks") == tasks; }, kPatienceMs))
        << fact("Statistics", "tasks").toStdString();
    EXPECT_FALSE(fact("Statistics", "p99").isEmpty());
    EXPECT_FALSE(fact("Statistics", "throughput").isEmpty());
    EXPECT_EQ(named<CopyableTable>("Statistics per worker")->model()->rowCount(), 1);
}

TEST_F(TimelineViewTest, TheStatisticsAreOfWhatIsSeenWhereNothingIsSelected)
{
    open();
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return fact("Statistics", "tasks") == QStringLiteral("1,000"); }, kPatienceMs));
    EXPECT_EQ(named<CopyableTable>("Statistics per worker")->model()->rowCount(), 4);
}

TEST_F(TimelineViewTest, ControlCCopiesTheTable)
{
    open();
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return fact("Statistics", "tasks") == QStringLiteral("1,000"); }, kPatienceMs));
    press(Qt::Key_C, Qt::ControlModifier);
    const QString text = QGuiApplication::clipboard()->text();
    EXPECT_TRUE(text.startsWith(QStringLiteral("worker\ttasks\tbusy\twaits")));
    EXPECT_EQ(text.count(QLatin1Char('\n')), 5);
}

TEST_F(TimelineViewTest, TheTableIsAModelAsQtWantsIt)
{
    open();
    QAbstractItemModelTester tester(named<CopyableTable>("Statistics per worker")->model(),
        QAbstractItemModelTester::FailureReportingMode::Warning);
    selection.select({.time = whole(), .workers = {1, 2}});
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return named<CopyableTable>("Statistics per worker")->model()->rowCount() == 2; },
        kPatienceMs));
}

TEST_F(TimelineViewTest, EscapeSelectsNothing)
{
    open();
    selection.select({.workers = {1}});
    press(Qt::Key_Escape);
    EXPECT_TRUE(selection.selected().isEmpty());
}

TEST_F(TimelineViewTest, AClickPinsTheTask)
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
    EXPECT_TRUE(fact("Pinned task", "worker").startsWith(QStringLiteral("3, pid 4002")));
}

TEST_F(TimelineViewTest, AClickBesideAllRowsPinsNothing)
{
    open();
    selection.pin(TaskPlace{1, 0, {0, 10}});
    QTest::mouseClick(&rows(), Qt::LeftButton, {}, {100, rows().height() - 3});
    EXPECT_FALSE(selection.pinned());
}

TEST_F(TimelineViewTest, ThePointerIsToldWhichTaskItIs)
{
    open();
    const RecordedTask task = longestOf(0);
    zoomTo(task);
    const QString text = view.hoverText(placeOf(task));
    EXPECT_TRUE(text.contains(formatCount(task.event.task))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("worker 1")));
}

TEST_F(TimelineViewTest, ThePointerIsToldHowManyTasksAreInAPixel)
{
    open({.tasks = 100'000, .medianTicks = 1'000});
    EXPECT_TRUE(view.hoverText({200, 13}).contains(QStringLiteral("tasks ended in this pixel")))
        << view.hoverText({200, 13}).toStdString();
}

TEST_F(TimelineViewTest, HoveringAndSelectingDoNotPaintTheTasksAgain)
{
    open();
    rows().repaint();
    const std::uint64_t before = rows().picture().painted();
    QTest::mouseMove(&rows(), {100, 30});
    selection.select({.time = TimeRange{1'000, 2'000}});
    selection.pin(TaskPlace{1, 0, {0, 10}});
    rows().repaint();
    EXPECT_EQ(rows().picture().painted(), before);
    press(Qt::Key_Plus);
    rows().repaint();
    EXPECT_GT(rows().picture().painted(), before);
}

TEST_F(TimelineViewTest, AFailureBetweenTwoTasksIsNotHiddenByTheEdge)
{
    std::vector<TimelineColumn> columns(20);
    columns[5].failure = true;
    for (std::size_t i = 8; i < 14; ++i)
        columns[i].failure = true; // as wide as a task: painted as one
    columns[19].failure = true;
    EXPECT_EQ(narrowFailures(columns), (std::vector<int>{5, 19}));
}

// Searching

TEST_F(TimelineViewTest, SlashBeginsASearch)
{
    open();
    press(Qt::Key_Slash);
    EXPECT_TRUE(searchBar().isAncestorOf(QApplication::focusWidget()));
    press(Qt::Key_Escape);
    EXPECT_TRUE(rows().hasFocus());
}

TEST_F(TimelineViewTest, FindsATaskByItsNumberAndGoesThere)
{
    open();
    selection.jumpTo({0, 2'000});
    search("900");
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, 900U);
    EXPECT_LE(seen().begin, selection.pinned()->time.begin);
    EXPECT_GE(seen().end, selection.pinned()->time.end);
    EXPECT_TRUE(searchBar().message().startsWith(QStringLiteral("task 900")));
}

TEST_F(TimelineViewTest, GoesToTheNextAndThePreviousMatch)
{
    open({.failedOneIn = 20});
    search("failed");
    ASSERT_TRUE(selection.pinned());
    const TaskPlace first = *selection.pinned();
    press(Qt::Key_Return);
    EXPECT_GT(selection.pinned()->time.begin, first.time.begin);
    press(Qt::Key_Return, Qt::ShiftModifier);
    EXPECT_EQ(*selection.pinned(), first);
}

TEST_F(TimelineViewTest, BeginsAgainAfterTheLastMatch)
{
    open();
    search("900");
    press(Qt::Key_Return);
    EXPECT_EQ(selection.pinned()->task, 900U);
    EXPECT_TRUE(searchBar().message().contains(QStringLiteral("from the start again")));
}

TEST_F(TimelineViewTest, FindsTasksByTheirDuration)
{
    open();
    search(">10us");
    ASSERT_TRUE(selection.pinned());
    EXPECT_GT(selection.pinned()->time.length(), 10'000);
}

TEST_F(TimelineViewTest, SaysThatNothingMatches)
{
    open();
    search("123456");
    EXPECT_EQ(searchBar().message(), QStringLiteral("no task matches"));
    EXPECT_FALSE(selection.pinned());
}

TEST_F(TimelineViewTest, SaysWhatASearchMayBe)
{
    open();
    search("slow ones");
    EXPECT_TRUE(searchBar().message().contains(QStringLiteral(">5ms")))
        << searchBar().message().toStdString();
}

TEST_F(TimelineViewTest, ScrollsToTheRowOfAMatch)
{
    open({.tasks = 5'000, .workers = 200});
    const RecordedTask task = longestOf(150);
    search(qPrintable(QString::number(task.event.task)));
    const auto* display = view.findChild<TimelineDisplay*>();
    EXPECT_LE(display->firstSeen(), 150);
    EXPECT_GT(display->endSeen(), 150);
}

// A run that goes on

TEST_F(TimelineViewTest, FollowsTheEndOfARun)
{
    openRunning(500);
    const double before = seen().end;
    EXPECT_TRUE(selection.following());
    goOn(500);
    EXPECT_GT(seen().end, before);
    EXPECT_EQ(seen(), whole());
}

TEST_F(TimelineViewTest, KeepsStillOnceTheUserHasMoved)
{
    openRunning(500);
    wheel(rows(), {200, 50}, 1);
    const TimeRange kept = seen();
    goOn(500);
    EXPECT_EQ(seen(), kept);
    EXPECT_FALSE(named<QToolButton>("Follows the end of the run (Space)")->isChecked());
}

TEST_F(TimelineViewTest, SpaceFollowsAgain)
{
    openRunning(500);
    wheel(rows(), {200, 50}, 1);
    press(Qt::Key_Space);
    EXPECT_TRUE(selection.following());
    goOn(500);
    EXPECT_DOUBLE_EQ(seen().end, whole().end);
    press(Qt::Key_Space);
    EXPECT_FALSE(selection.following());
}

TEST_F(TimelineViewTest, TakesInTheRestWhenTheRunHasEnded)
{
    openRunning(500);
    run->finish();
    model.finish();
    EXPECT_TRUE(QTest::qWaitFor([this] { return model.complete(); }, kPatienceMs));
    EXPECT_EQ(model.index()->eventsIndexed(), model.index()->eventsLogged());
    EXPECT_EQ(model.recording()->tasksEnded(), 10'000U);
}

TEST_F(TimelineViewTest, SaysHowManyEventsAreMissing)
{
    openRunning(500);
    run->writer().counters(0).dropped = 12'345;
    model.look();
    EXPECT_TRUE(named<NoteLabel>("What is missing")->isVisible());
    EXPECT_TRUE(named<NoteLabel>("What is missing")->text().contains(QStringLiteral("12,345")));
}

// Rows

TEST_F(TimelineViewTest, HasARowPerCoreWhenAsked)
{
    open();
    named<QComboBox>("What a row is")->setCurrentIndex(1);
    EXPECT_EQ(view.findChild<TimelineDisplay*>()->rows(),
        static_cast<int>(model.index()->cores().size()));
    EXPECT_FALSE(view.hoverText({200, 13}).isEmpty());
}

TEST_F(TimelineViewTest, ScrollsAThousandWorkers)
{
    open({.tasks = 20'000, .workers = 1'024});
    const auto* display = view.findChild<TimelineDisplay*>();
    EXPECT_EQ(display->rows(), 1'024);
    press(Qt::Key_PageDown);
    EXPECT_GT(display->firstSeen(), 5);
    EXPECT_LT(display->endSeen(), 40);
}

TEST_F(TimelineViewTest, ColoursByOutcomeAndByDuration)
{
    open({.failedOneIn = 3});
    const auto picture = [this] { return rows().grab().toImage(); };
    const QImage states = picture();
    named<QComboBox>("What the colours mean")->setCurrentIndex(1);
    const QImage outcomes = picture();
    named<QComboBox>("What the colours mean")->setCurrentIndex(2);
    EXPECT_NE(states, outcomes);
    EXPECT_NE(outcomes, picture());
}

// Minimap

TEST_F(TimelineViewTest, DraggingTheMinimapMovesTheView)
{
    open();
    selection.jumpTo({0, whole().length() / 4});
    const double length = seen().length();
    drag(minimap(), {20, 20}, {20 + minimap().width() / 2, 20});
    EXPECT_NEAR(seen().begin, whole().length() / 2, whole().length() / 100);
    EXPECT_NEAR(seen().length(), length, 1);
}

TEST_F(TimelineViewTest, AClickIntoTheMinimapGoesThere)
{
    open();
    selection.jumpTo({0, whole().length() / 10});
    QTest::mouseClick(&minimap(), Qt::LeftButton, {}, {minimap().width() / 2, 20});
    EXPECT_NEAR((seen().begin + seen().end) / 2, whole().length() / 2, whole().length() / 100);
}

TEST_F(TimelineViewTest, TheWheelZoomsInTheMinimap)
{
    open();
    wheel(minimap(), {10, 10}, 3);
    EXPECT_LT(seen().length(), whole().length());
}

} // namespace
} // namespace interleave::ui
