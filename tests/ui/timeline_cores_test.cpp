// The timeline with a row per core.

#include "tests/ui/timeline_fixture.h"
#include "ui/timeline/timeline_legend.h"
#include "ui/widgets/legend.h"
#include "ui/widgets/palette.h"

#include <QComboBox>

#include <algorithm>
#include <set>

namespace interleave::ui {
namespace {

class TimelineCoresTest : public TimelineTest
{
protected:
    void openCores(const test::SyntheticSpec& spec)
    {
        open(spec);
        named<QComboBox>("What a row is")->setCurrentIndex(1);
    }
    [[nodiscard]] const TimelineDisplay& display() const
    {
        return *view.findChild<TimelineDisplay*>();
    }
    /// Orange, or what its hatch blends into it: tasks that sleep are grey.
    [[nodiscard]] static bool isWait(const QColor& color)
    {
        return color.red() > color.blue() + 40;
    }
    /// The first event of a kind that a task on the second core has; alone in sight then.
    [[nodiscard]] TraceEvent zoomToLock(EventKind kind)
    {
        const TimelineIndex& index = *model.index();
        for (const WorkerLocks& locks : index.coreLocksIn(index.cores()[1], index.wholeRange())) {
            for (const TraceEvent& event : locks.events) {
                if (event.kind != kind)
                    continue;
                const TimeRange time = model.timeOf(rangeOf(event));
                timeView.jumpTo({time.begin - time.length(), time.end + time.length()});
                return event;
            }
        }
        ADD_FAILURE() << "no lock on the core";
        return {};
    }
    /// What is drawn in the row of the second core at a tick.
    [[nodiscard]] QColor colorAt(std::uint64_t tick, int above = 12) const
    {
        const int x = static_cast<int>(rows().scale().xOf(model.timeOf(tick)));
        return rows().grab().toImage().pixelColor(x, display().topOf(2) - above);
    }
};

TEST_F(TimelineCoresTest, HoldsAreDrawnInTheirPlaces)
{
    openCores({.workers = 1, .lockOneIn = 5, .moveOneIn = 20, .deathOneIn = 0, .cores = 2});
    const TraceEvent hold = zoomToLock(EventKind::Hold);
    EXPECT_EQ(colorAt((hold.begin + hold.end) / 2), colorOf(Meaning::Holding, view.palette()));
    EXPECT_NE(colorAt(hold.end + 40), colorOf(Meaning::Holding, view.palette()));
    EXPECT_NE(colorAt(hold.end + 40), view.palette().color(QPalette::Base));
}

TEST_F(TimelineCoresTest, WaitsAreDrawnInTheirPlaces)
{
    openCores({.workers = 1, .lockOneIn = 5, .moveOneIn = 20, .deathOneIn = 0, .cores = 2});
    const TraceEvent wait = zoomToLock(EventKind::Wait);
    const QColor color = colorAt((wait.begin + wait.end) / 2);
    EXPECT_TRUE(isWait(color)) << color.name().toStdString();
}

TEST_F(TimelineCoresTest, ACoreThatWorksForAnotherMeanwhileIsSeenToWork)
{
    run = std::make_unique<test::SyntheticRun>(test::SyntheticSpec{.tasks = 10, .workers = 2});
    constexpr std::uint64_t kBegin = test::SyntheticRun::kBegin;
    const auto log = [&](std::uint32_t worker, std::uint64_t from, std::uint64_t to) {
        Recorder recorder(run->writer(), worker);
        if (worker == 0)
            recorder.waited({kBegin + from, kBegin + to, 0, 2, 0, EventKind::Wait, {}}, false);
        recorder.taskEnded({kBegin + from, kBegin + to, worker, 0, 0, EventKind::Task, {}});
    };
    log(0, 0, 10'000); // waits all the time
    log(1, 4'000, 6'000);
    run->writer().header().endTicks = kBegin + 10'000;
    model.setRecording(run->recording(), false);
    show();
    named<QComboBox>("What a row is")->setCurrentIndex(1);
    const auto colorOfFirstRow = [&](std::uint64_t tick) {
        const int x = static_cast<int>(rows().scale().xOf(model.timeOf(kBegin + tick)));
        return rows().grab().toImage().pixelColor(x, display().topOf(1) - 8);
    };
    EXPECT_FALSE(isWait(colorOfFirstRow(5'500)));
    EXPECT_NE(colorOfFirstRow(5'500), view.palette().color(QPalette::Base));
    EXPECT_TRUE(isWait(colorOfFirstRow(2'000)));
    EXPECT_TRUE(isWait(colorOfFirstRow(8'000)));
}

TEST_F(TimelineCoresTest, ThePinnedTaskIsFramedOnItsCore)
{
    openCores({.workers = 2, .cores = 2});
    const RecordedTask task = longestOf(0);
    zoomTo(task);
    const int row = rows().rowOf(task).value();
    EXPECT_EQ(model.index()->cores()[static_cast<std::size_t>(row)], task.event.core);
    const auto picture = [&](int which) {
        const QRect bar(0, display().topOf(which), rows().width(), display().rowHeight());
        return rows().grab(bar.adjusted(0, 4, 0, -4)).toImage();
    };
    const QImage elsewhere = picture(1 - row);
    selection.pin(TaskPlace{task.event.task, 0, model.timeOf(rangeOf(task.event))});
    const double left = rows().scale().xOf(selection.pinned()->time.begin);
    EXPECT_EQ(picture(row).pixelColor(static_cast<int>(left - 1.5), 8),
        view.palette().color(QPalette::Text))
        << "its frame";
    EXPECT_EQ(picture(1 - row), elsewhere);
}

TEST_F(TimelineCoresTest, AClickPinsTheTaskOnACore)
{
    openCores({.workers = 2, .cores = 2});
    const RecordedTask task = longestOf(1);
    zoomTo(task);
    const int y = display().topOf(rows().rowOf(task).value()) + 13;
    QTest::mouseClick(&rows(), Qt::LeftButton, {}, {placeOf(task).x(), y});
    ASSERT_TRUE(selection.pinned());
    const auto pinned = model.index()->taskAt(
        selection.pinned()->worker, model.tickAt(selection.pinned()->time.begin));
    EXPECT_EQ(pinned->event.core, task.event.core);
    EXPECT_TRUE(overlap(rangeOf(pinned->event), rangeOf(task.event)));
}

TEST_F(TimelineCoresTest, ADeathIsMarkedOnTheCoreOfTheWorkersLastTask)
{
    openCores({.workers = 1, .failedOneIn = 0, .lockOneIn = 0, .deathOneIn = 300, .cores = 2});
    const auto deaths = model.index()->deaths(0);
    const auto death = std::ranges::find(
        deaths, model.index()->cores()[1], [](const WorkerDeath& each) { return each.core; });
    ASSERT_NE(death, deaths.end());
    const double time = model.timeOf(death->died);
    timeView.jumpTo({time - 2'000, time + 2'000});
    EXPECT_EQ(
        colorAt(death->died, display().rowHeight() / 2), colorOf(Meaning::Lost, view.palette()));
}

TEST_F(TimelineCoresTest, SaysWhatARowPerCoreCannotTell)
{
    openCores({});
    const auto* shown = named<QLabel>("What a row per core shows");
    EXPECT_TRUE(shown->isVisible());
    EXPECT_TRUE(shown->text().contains(QStringLiteral("had no core")));
    named<QComboBox>("What a row is")->setCurrentIndex(0);
    EXPECT_FALSE(shown->isVisible());
}

TEST(LegendOfTheTimeline, ExplainsWithACoresRowsOnlyWhatTheyHave)
{
    TimelineLegend legend;
    const auto explains = [&](const char* words) {
        return legend.currentWidget()->accessibleDescription().contains(QLatin1String(words));
    };
    EXPECT_TRUE(explains("no core"));
    legend.setRowKind(RowKind::Cores);
    EXPECT_FALSE(explains("no core"));
    EXPECT_TRUE(explains("waiting for a lock"));
}

TEST(LegendOfTheTimeline, CallsNothingWorkThatHasTheTakingOfLocksInIt)
{
    TimelineLegend legend;
    const auto explains = [&](const char* words) {
        return legend.currentWidget()->accessibleDescription().contains(QLatin1String(words));
    };
    EXPECT_TRUE(explains("working"));
    EXPECT_FALSE(legend.toolTip().contains(QStringLiteral("taking a lock")));
    legend.setTasks({.takeLocks = true});
    for (const RowKind rows : {RowKind::Workers, RowKind::Cores}) {
        legend.setRowKind(rows);
        EXPECT_TRUE(explains("in tasks, not waiting"));
        EXPECT_FALSE(explains("working"));
        EXPECT_TRUE(legend.toolTip().contains(QStringLiteral("taking a lock that was free")));
    }
    legend.setTasks({});
    EXPECT_TRUE(explains("working"));
}

TEST(LegendOfTheTimeline, SaysWhateverIsShownWhatTheHeightOfABarIs)
{
    TimelineLegend legend;
    const auto explains = [&] {
        QList<Legend*> shown = legend.currentWidget()->findChildren<Legend*>();
        shown << qobject_cast<Legend*>(legend.currentWidget());
        return std::ranges::any_of(shown, [](const Legend* each) {
            return each != nullptr
                && each->accessibleDescription().contains(
                    QStringLiteral("height: share of the time in tasks"));
        });
    };
    for (const RowKind rows : {RowKind::Workers, RowKind::Cores}) {
        legend.setRowKind(rows);
        for (const Coloring coloring : {Coloring::State, Coloring::Outcome, Coloring::Duration}) {
            legend.setColoring(coloring);
            EXPECT_TRUE(explains());
            EXPECT_EQ(
                legend.toolTip().contains(QStringLiteral("this core")), rows == RowKind::Cores);
        }
    }
    legend.setColoring(Coloring::State);
    legend.setTasks({.haveParts = true});
    EXPECT_TRUE(explains());
    legend.setTasks({.sleep = true});
    EXPECT_TRUE(explains());
}

class CoresWithOpenEnds : public TimelineCoresTest
{
protected:
    static constexpr std::uint64_t kBegin = test::SyntheticRun::kBegin;

    CoresWithOpenEnds()
    {
        run = std::make_unique<test::SyntheticRun>(test::SyntheticSpec{.tasks = 10, .workers = 2});
    }
    void logTask(std::uint32_t worker, std::uint64_t from, std::uint64_t to)
    {
        Recorder(run->writer(), worker)
            .taskEnded({kBegin + from, kBegin + to, worker, 0, 0, EventKind::Task, {}});
    }
    void openCores()
    {
        run->writer().header().endTicks = kBegin + 10'000;
        model.setRecording(run->recording(), false);
        show();
        ASSERT_TRUE(QTest::qWaitFor([&] { return model.complete(); }, kPatienceMs));
        named<QComboBox>("What a row is")->setCurrentIndex(1);
    }
    [[nodiscard]] QPointF placeAt(std::uint64_t tick) const
    {
        return {rows().scale().xOf(model.timeOf(kBegin + tick)), display().topOf(1) - 8.0};
    }
    [[nodiscard]] QColor colorOfFirstRow(std::uint64_t tick) const
    {
        return rows().grab().toImage().pixelColor(placeAt(tick).toPoint());
    }
};

TEST_F(CoresWithOpenEnds, DrawsAWaitWithoutEndWhereItsWorkersLastTaskWas)
{
    logTask(0, 100, 500);
    Recorder(run->writer(), 0)
        .neverGot({kBegin + 1'000, kBegin + 1'200, 7, 0, 0, EventKind::Wait, TaskOutcome::Failed},
            kBegin + 1'000);
    logTask(1, 3'000, 4'000); // on the same core
    openCores();
    EXPECT_EQ(colorOfFirstRow(700), view.palette().color(QPalette::Base));
    EXPECT_TRUE(isWait(colorOfFirstRow(1'500)));
    EXPECT_TRUE(isWait(colorOfFirstRow(9'000)));
    EXPECT_FALSE(isWait(colorOfFirstRow(3'500))) << "another one works there meanwhile";
    EXPECT_EQ(named<QLabel>("What is not shown")->text(), QString());
    EXPECT_TRUE(view.hoverText(placeAt(9'000)).contains(QStringLiteral("never got the lock")));
}

TEST_F(CoresWithOpenEnds, DrawsWhatWasNotRecordedWhereItsWorkersLastTaskWas)
{
    logTask(0, 100, 4'000);
    run->writer().counters(0).dropped = 5;
    run->writer().counters(0).tasks += 5;
    openCores();
    const auto row = [&](std::uint64_t from, std::uint64_t to) {
        const QImage image = rows().grab().toImage();
        std::set<QRgb> colors;
        for (int x = placeAt(from).toPoint().x(); x < placeAt(to).toPoint().x(); ++x)
            colors.insert(image.pixel(x, placeAt(from).toPoint().y()));
        return colors.size();
    };
    EXPECT_EQ(row(1'000, 3'900), 1U) << "it works";
    EXPECT_GT(row(4'500, 9'900), 1U) << "fine lines";
    EXPECT_EQ(named<QLabel>("What is not shown")->text(), QString());
}

TEST_F(TimelineCoresTest, CountsTheWaitsThatNeverEnded)
{
    run = std::make_unique<test::SyntheticRun>(test::SyntheticSpec{.tasks = 10, .workers = 2});
    constexpr std::uint64_t kBegin = test::SyntheticRun::kBegin;
    Recorder(run->writer(), 0)
        .neverGot({kBegin + 100, kBegin + 200, 0, 0, 0, EventKind::Wait, TaskOutcome::Failed},
            kBegin + 100);
    run->writer().header().endTicks = kBegin + 10'000;
    model.setRecording(run->recording(), false);
    show();
    const auto* notShown = named<QLabel>("What is not shown");
    ASSERT_TRUE(QTest::qWaitFor([&] { return model.complete(); }, kPatienceMs));
    named<QComboBox>("What a row is")->setCurrentIndex(1);
    EXPECT_EQ(notShown->text(), QStringLiteral("waits without an end: 1"));
    named<QComboBox>("What a row is")->setCurrentIndex(0);
    EXPECT_EQ(notShown->text(), QString());
}

} // namespace
} // namespace interleave::ui
