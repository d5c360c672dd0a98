// The timeline in the window: of real runs, and of recordings from files.

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/run_result_json.h"
#include "tests/ui/busy_threads.h"
#include "tests/ui/window_fixture.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/search_bar.h"
#include "ui/timeline/timeline_legend.h"
#include "ui/timeline/timeline_view.h"

#include <QLineEdit>

#include <fstream>

namespace interleave::ui {
namespace {

class TimelineWindowTest : public WindowTest
{
protected:
    [[nodiscard]] TimelineModel& events() const { return *window->findChild<TimelineModel*>(); }
    [[nodiscard]] TimelineView& timeline() const { return *window->findChild<TimelineView*>(); }
    [[nodiscard]] bool complete() const
    {
        return QTest::qWaitFor([this] { return events().complete(); }, kPatienceMs);
    }
    /// Saves the run that has ended.
    [[nodiscard]] QString save()
    {
        const auto path = folder.path() / "run.rec";
        auto file = AtomicFile::create(path).value();
        EXPECT_TRUE(events().recording()->save(toJson(results.front()).dump(),
            [&](std::string_view bytes) { return file.write(bytes); }));
        EXPECT_TRUE(file.commit());
        return QString::fromStdString(path.string());
    }
};

TEST_F(TimelineWindowTest, IsBehindControl2)
{
    open();
    press(Qt::Key_2, Qt::ControlModifier);
    EXPECT_TRUE(timeline().isVisible());
}

TEST_F(TimelineWindowTest, HasEveryTaskOfARun)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    ASSERT_TRUE(complete());
    std::uint64_t tasks = 0;
    const TickRange whole = events().index()->wholeRange();
    for (unsigned worker = 0; worker < events().index()->workers(); ++worker)
        tasks += events().index()->tasksIn(worker, whole, 0).tasks.size();
    EXPECT_EQ(tasks, 200U);
}

TEST_F(TimelineWindowTest, FollowsARunThatGoesOn)
{
    open();
    press(Qt::Key_2, Qt::ControlModifier);
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    const auto* time = window->findChild<TimeView*>();
    EXPECT_TRUE(time->following());
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return events().index()->eventsIndexed() > 3; }, kPatienceMs));
    const double before = time->visible().end;
    EXPECT_TRUE(QTest::qWaitFor([&] { return time->visible().end > before; }, kPatienceMs));
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(time->following());
}

TEST_F(TimelineWindowTest, EscapeInTheSearchDoesNotStopTheRun)
{
    open();
    press(Qt::Key_2, Qt::ControlModifier);
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    QTest::keyClick(timeline().findChild<QLineEdit*>(), Qt::Key_Escape);
    EXPECT_TRUE(controller().running());
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
}

TEST_F(TimelineWindowTest, ClosingTheWindowWhileItSearchesIsSafe)
{
    open();
    press(Qt::Key_2, Qt::ControlModifier);
    runToEnd(counterExperiment(Primitive::Lock));
    ASSERT_TRUE(complete());
    BusyThreads threads;
    auto* text = timeline().findChild<QLineEdit*>();
    QTest::keyClicks(text, QStringLiteral("<1ns"));
    QTest::keyClick(text, Qt::Key_Return);
    EXPECT_TRUE(timeline().findChild<SearchBar*>()->busy());
    window.reset();
    threads.release();
}

TEST_F(TimelineWindowTest, MarksAWorkerThatDied)
{
    open();
    Experiment experiment = longExperiment();
    experiment.tasks = 100;
    experiment.inject = {{FaultKind::Crash, 30}};
    runToEnd(experiment);
    ASSERT_TRUE(complete());
    std::size_t deaths = 0;
    for (unsigned worker = 0; worker < events().index()->workers(); ++worker)
        deaths += events().index()->deaths(worker).size();
    EXPECT_EQ(deaths, 1U);
}

TEST_F(TimelineWindowTest, TellsTasksThatSleepFromTasksThatWork)
{
    open();
    Experiment sleepers = longExperiment();
    sleepers.tasks = 3;
    runToEnd(sleepers);
    EXPECT_TRUE(events().tasksSleep());
    const auto legend = [this] {
        return timeline().findChild<TimelineLegend*>()->currentWidget()->accessibleDescription();
    };
    EXPECT_TRUE(legend().contains(QStringLiteral("sleeping"))) << legend().toStdString();
    runToEnd(counterExperiment(Primitive::Lock));
    EXPECT_FALSE(events().tasksSleep());
    EXPECT_FALSE(legend().contains(QStringLiteral("sleeping"))) << legend().toStdString();
}

TEST_F(TimelineWindowTest, ForgetsTheRunBefore)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    EXPECT_EQ(events().recording()->workers(), 3U);
}

TEST_F(TimelineWindowTest, OpensASavedRecordingWithItsResult)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    const QString before = headline();
    const QString file = save();
    open();
    window->openFile(file);
    ASSERT_TRUE(window->couldOpen());
    EXPECT_EQ(headline(), before);
    EXPECT_EQ(form().experiment().workload, WorkloadKind::Counter);
    ASSERT_TRUE(complete());
    EXPECT_EQ(events().recording()->tasksEnded(), 200U);
}

TEST_F(TimelineWindowTest, ADamagedRecordingIsAMessage)
{
    const auto path = folder.path() / "broken.rec";
    std::ofstream(path) << "ILVREC\r\n and then nothing";
    open();
    window->openFile(QString::fromStdString(path.string()));
    EXPECT_FALSE(window->couldOpen());
    EXPECT_TRUE(noteSays("broken.rec"));
}

TEST_F(TimelineWindowTest, AnExperimentIsOpenedAsOne)
{
    const auto path = folder.path() / "mine.json";
    std::ofstream(path) << R"({"workload": "sleep", "tasks": 7})";
    open();
    window->openFile(QString::fromStdString(path.string()));
    EXPECT_TRUE(window->couldOpen());
    EXPECT_EQ(form().experiment().tasks, 7);
}

TEST_F(TimelineWindowTest, AFileThatIsMissingIsAMessage)
{
    open();
    window->openFile(QStringLiteral("/no/such/file"));
    EXPECT_FALSE(window->couldOpen());
    EXPECT_TRUE(noteSays("/no/such/file"));
}

} // namespace
} // namespace interleave::ui
