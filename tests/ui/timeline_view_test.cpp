// What the timeline shows: its picture, its figures, and what it says about what is missing.

#include "tests/ui/timeline_fixture.h"
#include "ui/timeline/column_raster.h"
#include "ui/timeline/row_marks.h"
#include "ui/timeline/selected_columns.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/format.h"
#include "ui/widgets/note_label.h"
#include "ui/widgets/palette.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>

#include <cmath>

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
    EXPECT_FALSE(fact("Statistics", "tasks/s").isEmpty());
    EXPECT_EQ(named<CopyableTable>("Statistics per worker")->model()->rowCount(), 1);
}

TEST_F(TimelineViewTest, TheStatisticsTellNoFigureThatTheirTasksAreTooFewFor)
{
    open();
    const RecordedTask task = longestOf(0);
    const TimeRange time = model.timeOf(rangeOf(task.event));
    const double quarter = time.length() / 4;
    selection.select({.time = TimeRange{time.begin + quarter, time.end - quarter}, .workers = {0}});
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return fact("Statistics", "tasks") == QLatin1String("1"); }, kPatienceMs));
    for (const char* figure : {"tasks/s", "median", "p90", "p99"})
        EXPECT_EQ(fact("Statistics", figure), QStringLiteral("–")) << figure;
    EXPECT_NE(fact("Statistics", "longest"), QStringLiteral("–"));
    EXPECT_TRUE(fact("Statistics", "waits of all").isEmpty()) << "they are of the whole task";
    const QString row
        = named<CopyableTable>("Statistics per worker")->model()->index(0, 2).data().toString();
    EXPECT_EQ(row, QStringLiteral("–"));
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
    EXPECT_TRUE(
        text.startsWith(QStringLiteral("worker\ttasks\ttasks/s\tin tasks (%)\twaits (ns)")));
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

TEST_F(TimelineViewTest, TasksThatAreNotSelectedArePaler)
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
    const QColor base = rows().palette().color(QPalette::Base);
    EXPECT_LT(contrastRatio(colorOfTask(), base), 0.8 * contrastRatio(before, base));
    EXPECT_GT(contrastRatio(colorOfTask(), base), 1.1) << "but not gone";
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

TEST_F(TimelineViewTest, HatchesWhatWasNotRecorded)
{
    openRunning(500, {.tasks = 10'000, .deathOneIn = 0});
    run->writer().counters(0).dropped = 5;
    run->writer().counters(0).tasks += 5;
    model.look();
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return model.index()->notRecorded(0).has_value(); }, kPatienceMs));
    const auto missing = model.index()->notRecorded(0);
    EXPECT_FALSE(model.index()->notRecorded(1)) << "this one's events are all there";
    timeView.jumpTo(model.timeOf(*missing));
    const QImage picture = rows().grab().toImage();
    const auto columnsOf = [&](int row, QRgb colour) { // of which the top is in this colour
        int columns = 0;
        for (int x = 0; x < picture.width(); ++x)
            columns += picture.pixel(x, row * rowHeight() + 4) == colour ? 1 : 0;
        return columns;
    };
    const int lines = columnsOf(0, mutedTextColor(rows().palette()).rgb());
    EXPECT_GT(lines, picture.width() / 20);
    EXPECT_GT(columnsOf(0, rows().palette().color(QPalette::Base).rgb()), lines);
    EXPECT_EQ(columnsOf(1, mutedTextColor(rows().palette()).rgb()), 0);
}

TEST_F(TimelineViewTest, HasARowPerCoreWhenAsked)
{
    open();
    named<QComboBox>("What a row is")->setCurrentIndex(1);
    EXPECT_EQ(view.findChild<TimelineDisplay*>()->rows(),
        static_cast<int>(model.index()->cores().size()));
    EXPECT_FALSE(view.hoverText({200, 13}).isEmpty());
}

class ColouredTasks : public TimelineTest
{
protected:
    void SetUp() override
    {
        open({.failedOneIn = 3, .lockOneIn = 0});
        m_failed = longestWith(TaskOutcome::Failed);
        m_well = longestWith(TaskOutcome::Succeeded);
    }
    [[nodiscard]] RecordedTask longestWith(TaskOutcome outcome) const
    {
        const SingleTasks all = model.index()->tasksIn(0, model.ticksOf(whole()), 0, SIZE_MAX);
        RecordedTask longest{};
        for (const RecordedTask& task : all.tasks) {
            if (task.event.outcome == outcome && durationOf(task.event) > durationOf(longest.event))
                longest = task;
        }
        return longest;
    }
    void colourBy(int index) { named<QComboBox>("What the colours mean")->setCurrentIndex(index); }
    /// Behind its number: at the top of its bar, or near its bottom.
    [[nodiscard]] QRgb colourOf(const RecordedTask& task, bool atTop = true)
    {
        zoomTo(task);
        const std::uint64_t tick = task.event.end - durationOf(task.event) / 6;
        const int x = static_cast<int>(rows().scale().xOf(model.timeOf(tick)));
        const int y = atTop ? rowHeight() / 4 : rowHeight() * 3 / 4;
        return rows().grab().toImage().pixel(x, y);
    }
    [[nodiscard]] ColumnColors colours() const { return ColumnColors(rows().palette()); }
    [[nodiscard]] bool isLost(QRgb colour) const
    {
        return colour == colours().lost || colour == colours().lostSign;
    }
    [[nodiscard]] QRgb amountOf(const RecordedTask& task) const
    {
        const LatencySummary all = model.recording()->latency();
        const double ns = static_cast<double>(durationOf(task.event)) * model.nsPerTick();
        const double share = DurationSpread{all.minNs, all.maxNs}.shareOf(ns);
        return colours().amounts.at(
            static_cast<std::size_t>(std::lround(share * (ColumnColors::kAmounts - 1))));
    }

    RecordedTask m_failed{};
    RecordedTask m_well{};
};

TEST_F(ColouredTasks, ByStateWhatAFailedTaskDidToo)
{
    ASSERT_TRUE(model.tasksSleep()) << "synthetic recordings are of sleepers";
    const auto sleeps = [this](QRgb colour) {
        return colour == colours().sleeping || colour == colours().sleepingSign;
    };
    EXPECT_TRUE(sleeps(colourOf(m_well)));
    EXPECT_TRUE(sleeps(colourOf(m_failed)));
    EXPECT_TRUE(isLost(colourOf(m_failed, false))) << "below it";
}

TEST_F(ColouredTasks, ByOutcomeAFailedOneFromTopToBottom)
{
    colourBy(1);
    EXPECT_EQ(colourOf(m_well), colours().working);
    EXPECT_TRUE(isLost(colourOf(m_failed)));
    EXPECT_TRUE(isLost(colourOf(m_failed, false)));
}

TEST_F(ColouredTasks, ByDurationALongerOneDarkerWhateverCameOfIt)
{
    colourBy(2);
    EXPECT_EQ(colourOf(m_well), amountOf(m_well));
    EXPECT_EQ(colourOf(m_failed), amountOf(m_failed));
    EXPECT_NE(amountOf(m_well), colours().amounts.front());
}

TEST_F(TimelineViewTest, InLittleRoomAllOfFewRowsAreSeenAndHaveMostOfTheWidth)
{
    open({.tasks = 1'000, .workers = 4});
    const int letter = view.fontMetrics().averageCharWidth();
    EXPECT_TRUE(showsText(view, QStringLiteral("worker, pid, tasks")));
    view.resize(72 * letter, 10); // as high as it must be
    QCoreApplication::processEvents();
    const auto& display = *view.findChild<TimelineDisplay*>();
    EXPECT_EQ(display.longestScroll(), 0);
    EXPECT_GT(rows().width(), view.width() / 2);
    QCoreApplication::processEvents();
    EXPECT_TRUE(showsText(view, QStringLiteral("worker, tasks")));
}

} // namespace
} // namespace interleave::ui
