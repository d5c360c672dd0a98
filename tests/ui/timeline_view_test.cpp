// What the timeline shows: its picture, its figures, and what it says about what is missing.

#include "tests/ui/timeline_fixture.h"
#include "ui/timeline/row_marks.h"
#include "ui/timeline/selected_columns.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/format.h"
#include "ui/widgets/note_label.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>

namespace interleave::ui {
namespace {

using TimelineViewTest = TimelineTest;

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
    EXPECT_TRUE(text.startsWith(
        QStringLiteral("worker\ttasks\tthroughput (/s)\tin tasks (%)\twaits (ns)")));
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

TEST_F(TimelineViewTest, TasksThatAreSelectedByTheirWaitStandOut)
{
    open({.lockOneIn = 20});
    const RecordedTask task = longestOf(0);
    zoomTo(task);
    const auto colorOfTask = [&] { // in a part that is only worked
        const std::uint64_t tick = task.event.end - durationOf(task.event) / 6;
        const int x = static_cast<int>(rows().scale().xOf(model.timeOf(tick)));
        return rows().grab().toImage().pixelColor(x, rowHeight() / 4);
    };
    const auto marks = [&] { return !view.findChild<SelectedColumns*>()->busy(); };
    const QColor before = colorOfTask();
    const double duration = static_cast<double>(durationOf(task.event)) * model.nsPerTick();
    selection.select({.duration = TimeRange{duration, duration}});
    ASSERT_TRUE(QTest::qWaitFor(marks, kPatienceMs));
    EXPECT_EQ(colorOfTask(), before);
    selection.select({.wait = TimeRange{1e9, 2e9}});
    ASSERT_TRUE(QTest::qWaitFor(marks, kPatienceMs));
    EXPECT_NE(colorOfTask(), before);
    selection.select({});
    EXPECT_EQ(colorOfTask(), before);
}

TEST_F(TimelineViewTest, AllColumnsOfTheStatisticsAreSeenInTheSmallestUsualWindow)
{
    open({.workers = 16});
    view.resize(944, 584); // what is left for it in a window of 1280x800
    const auto* table = named<CopyableTable>("Statistics per worker");
    ASSERT_TRUE(QTest::qWaitFor([&] { return table->model()->rowCount() == 16; }, kPatienceMs));
    selection.select({.wait = TimeRange{9.69e6, 10.3e6}});
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return fact("Statistics", "waited") == QStringLiteral("9.69–10.3 ms"); },
        kPatienceMs));
    QCoreApplication::processEvents();
    const int last = table->model()->columnCount() - 1;
    EXPECT_LE(
        table->columnViewportPosition(last) + table->columnWidth(last), table->viewport()->width());
}

TEST_F(TimelineViewTest, SaysByWhatTasksAreSelected)
{
    open();
    selection.select({.delay = TimeRange{1'000, 2'000}});
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return fact("Statistics", "delayed") == QStringLiteral("1.00–2.00 µs"); },
        kPatienceMs))
        << fact("Statistics", "delayed").toStdString();
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

TEST_F(TimelineViewTest, HasARowPerCoreWhenAsked)
{
    open();
    named<QComboBox>("What a row is")->setCurrentIndex(1);
    EXPECT_EQ(view.findChild<TimelineDisplay*>()->rows(),
        static_cast<int>(model.index()->cores().size()));
    EXPECT_FALSE(view.hoverText({200, 13}).isEmpty());
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

} // namespace
} // namespace interleave::ui
