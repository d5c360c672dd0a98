// Searching in the timeline.

#include "tests/ui/busy_threads.h"
#include "tests/ui/timeline_fixture.h"

#include <QSignalSpy>
#include <QToolButton>

namespace interleave::ui {
namespace {

using TimelineSearchTest = TimelineTest;

TEST_F(TimelineSearchTest, SlashBeginsASearch)
{
    open();
    press(Qt::Key_Slash);
    EXPECT_TRUE(searchBar().isAncestorOf(QApplication::focusWidget()));
    press(Qt::Key_Escape);
    EXPECT_TRUE(rows().hasFocus());
}

TEST_F(TimelineSearchTest, FindsATaskByItsNumberAndGoesThere)
{
    open();
    timeView.jumpTo({0, 2'000});
    search("900");
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, 900U);
    EXPECT_LE(seen().begin, selection.pinned()->time.begin);
    EXPECT_GE(seen().end, selection.pinned()->time.end);
    EXPECT_TRUE(searchBar().message().startsWith(QStringLiteral("task 900")));
}

TEST_F(TimelineSearchTest, GoesToTheNextAndThePreviousMatch)
{
    open({.failedOneIn = 20});
    search("failed");
    ASSERT_TRUE(selection.pinned());
    const TaskPlace first = *selection.pinned();
    goOnSearching();
    EXPECT_GT(selection.pinned()->time.begin, first.time.begin);
    goOnSearching(Qt::ShiftModifier);
    EXPECT_EQ(*selection.pinned(), first);
}

TEST_F(TimelineSearchTest, TheButtonsGoToTheNextAndThePreviousMatch)
{
    open({.failedOneIn = 20});
    const auto click = [this](const char* name) {
        named<QToolButton>(name)->click();
        ASSERT_TRUE(QTest::qWaitFor([this] { return !searchBar().busy(); }, kPatienceMs));
    };
    typeSearch("failed");
    click("Next match");
    ASSERT_TRUE(selection.pinned());
    const TaskPlace first = *selection.pinned();
    click("Next match");
    EXPECT_GT(selection.pinned()->time.begin, first.time.begin);
    click("Previous match");
    EXPECT_EQ(*selection.pinned(), first);
}

TEST_F(TimelineSearchTest, BeginsAgainAfterTheLastMatch)
{
    open();
    search("900");
    goOnSearching();
    EXPECT_EQ(selection.pinned()->task, 900U);
    EXPECT_TRUE(searchBar().message().contains(QStringLiteral("from the start again")));
}

TEST_F(TimelineSearchTest, FindsTasksByTheirDuration)
{
    open();
    search(">10us");
    ASSERT_TRUE(selection.pinned());
    EXPECT_GT(selection.pinned()->time.length(), 10'000);
}

TEST_F(TimelineSearchTest, SaysThatNothingMatches)
{
    open();
    search("123456");
    EXPECT_EQ(searchBar().message(), QStringLiteral("no task matches"));
    EXPECT_FALSE(selection.pinned());
}

TEST_F(TimelineSearchTest, SaysWhatASearchMayBe)
{
    open();
    search("slow ones");
    EXPECT_TRUE(searchBar().message().contains(QStringLiteral(">5ms")))
        << searchBar().message().toStdString();
}

TEST_F(TimelineSearchTest, ScrollsToTheRowOfAMatch)
{
    open({.tasks = 5'000, .workers = 200});
    const RecordedTask task = longestOf(150);
    search(qPrintable(QString::number(task.event.task)));
    const auto* display = view.findChild<TimelineDisplay*>();
    EXPECT_LE(display->firstSeen(), 150);
    EXPECT_GT(display->endSeen(), 150);
}

TEST_F(TimelineSearchTest, FindsTasksByTheirWaitsAndDelays)
{
    open({.lockOneIn = 3});
    search("wait>450ns");
    ASSERT_TRUE(selection.pinned());
    const auto waited = model.index()->taskAt(
        selection.pinned()->worker, model.tickAt(selection.pinned()->time.begin));
    EXPECT_GT(waited->event.waitTicks, 450U);
    selection.pin(std::nullopt);
    search("delay>5us");
    ASSERT_TRUE(selection.pinned());
    EXPECT_FALSE(model.index()->taskAt(
        selection.pinned()->worker, model.tickAt(selection.pinned()->time.begin - 5'000)));
}

TEST_F(TimelineSearchTest, FindsATaskOfARunThatGoesOn)
{
    openRunning(500);
    run->append(500); // the index has not seen them yet
    search("999");
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, 999U);
}

// While another thread searches

TEST_F(TimelineSearchTest, SaysHowFarItIs)
{
    open();
    BusyThreads threads;
    typeSearch("<1ns");
    press(Qt::Key_Return);
    EXPECT_TRUE(searchBar().busy());
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return searchBar().message() == QStringLiteral("searching… 0 %"); }, kPatienceMs));
    threads.release();
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return searchBar().message() == QStringLiteral("no task matches"); },
        kPatienceMs));
}

TEST_F(TimelineSearchTest, EscapeStopsIt)
{
    open();
    BusyThreads threads;
    typeSearch("900");
    press(Qt::Key_Return);
    press(Qt::Key_Escape);
    EXPECT_FALSE(searchBar().busy());
    EXPECT_EQ(searchBar().message(), QStringLiteral("the search was stopped"));
    EXPECT_TRUE(searchBar().isAncestorOf(QApplication::focusWidget()));
    threads.release();
    QCoreApplication::processEvents();
    EXPECT_FALSE(selection.pinned());
}

TEST_F(TimelineSearchTest, EscapeInTheRowsStopsItToo)
{
    open();
    selection.select({.workers = {1}});
    const BusyThreads threads;
    typeSearch("900");
    press(Qt::Key_Return);
    rows().setFocus();
    press(Qt::Key_Escape);
    EXPECT_FALSE(searchBar().busy());
    EXPECT_FALSE(selection.selected().isEmpty()); // one thing at a time
}

TEST_F(TimelineSearchTest, AnotherQuestionReplacesIt)
{
    open();
    QSignalSpy pins(&selection, &TaskSelection::pinnedChanged);
    BusyThreads threads;
    typeSearch("900");
    press(Qt::Key_Return);
    typeSearch("123");
    EXPECT_FALSE(searchBar().busy());
    press(Qt::Key_Return);
    threads.release();
    ASSERT_TRUE(QTest::qWaitFor([this] { return !searchBar().busy(); }, kPatienceMs));
    ASSERT_TRUE(selection.pinned());
    EXPECT_EQ(selection.pinned()->task, 123U);
    EXPECT_EQ(pins.count(), 1);
}

TEST_F(TimelineSearchTest, AnotherRecordingEndsIt)
{
    open();
    BusyThreads threads;
    typeSearch("900");
    press(Qt::Key_Return);
    test::SyntheticRun next({.tasks = 10});
    model.setRecording(next.recording(), true);
    run.reset();
    EXPECT_FALSE(searchBar().busy());
    threads.release();
    QCoreApplication::processEvents();
    EXPECT_FALSE(selection.pinned());
    EXPECT_EQ(searchBar().message(), QString());
}

TEST(SearchQuery, MayBeLeftWhileItSearches)
{
    test::SyntheticRun run({.tasks = 100'000});
    run.finish();
    std::weak_ptr<const Recording> seen;
    BusyThreads threads;
    {
        const auto recording = run.recording();
        seen = recording;
        SearchQuery query;
        query.ask(recording, {.filter = {.task = 200'000}});
        EXPECT_TRUE(query.busy());
    }
    EXPECT_FALSE(seen.expired()); // the other thread needs it
    threads.release();
    EXPECT_TRUE(seen.expired());
}

} // namespace
} // namespace interleave::ui
