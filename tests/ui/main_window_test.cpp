#include "tests/support/beats.h"
#include "tests/ui/window_fixture.h"
#include "ui/compare/bar_page.h"
#include "ui/file_opening.h"
#include "ui/race/outcome_text.h"
#include "ui/widgets/format.h"
#include "ui/widgets/worker_table.h"

#include <gmock/gmock.h>

#include <QAbstractButton>
#include <QApplication>
#include <QMenuBar>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>

namespace interleave::ui {
namespace {

using testing::SizeIs;

using MainWindowTest = WindowTest;

TEST_F(MainWindowTest, ShowsTheAnswerOfARun)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    ASSERT_THAT(results, SizeIs(1));
    EXPECT_EQ(headline(), outcomeHeadline(results.front()));
    EXPECT_TRUE(headline().startsWith(
        QStringLiteral("No update was lost: all %1").arg(formatCount(200 * kIncrements))));
}

TEST_F(MainWindowTest, ShowsTheNumbersOfARunInTiles)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    ASSERT_THAT(results, SizeIs(1));
    const TrialResult& trial = results.front().trials.front();
    EXPECT_EQ(tile("wall time"), formatDuration(trial.wallNs));
    EXPECT_EQ(tile("tasks per second"), formatRate(trial.throughputPerS));
    EXPECT_EQ(tile("lost updates"), QStringLiteral("0"));
}

TEST_F(MainWindowTest, ShowsARowPerWorkerWithItsTasks)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    ASSERT_THAT(results, SizeIs(1));
    const std::vector<WorkerResult>& workers = results.front().trials.front().workers;
    const auto* table = window->findChild<WorkerTable*>();
    ASSERT_EQ(table->model()->rowCount(), 2);
    for (int row = 0; row < 2; ++row) {
        const WorkerResult& worker = workers[static_cast<std::size_t>(row)];
        const auto text
            = [&](int column) { return table->model()->index(row, column).data().toString(); };
        EXPECT_EQ(text(WorkerModel::Pid), QString::number(worker.pid));
        EXPECT_EQ(text(WorkerModel::Tasks), formatCount(worker.tasks));
        EXPECT_EQ(text(WorkerModel::State), QStringLiteral("ended"));
    }
}

TEST_F(MainWindowTest, TheFooterSaysThatTheRunIsDone)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    EXPECT_EQ(state(), QStringLiteral("done"));
    EXPECT_EQ(textOf("Tasks done, time so far and to go"), QStringLiteral("200 of 200 tasks"));
    ASSERT_THAT(results, SizeIs(1));
    EXPECT_EQ(textOf("Events recorded and dropped"),
        QStringLiteral("%1 events, %2 each, 0 dropped")
            .arg(formatCount(results.front().trials.front().events.recorded),
                formatDuration(results.front().trials.front().overhead.nsPerEvent)));
}

TEST_F(MainWindowTest, TheTitleTellsTheRunAndItsState)
{
    open();
    EXPECT_EQ(window->windowTitle(), QStringLiteral("Interleave"));
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    EXPECT_EQ(window->windowTitle(), shownRun().name() + QStringLiteral(" – running – Interleave"));
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    runs().shown()->setName(QStringLiteral("too long"));
    EXPECT_EQ(window->windowTitle(), QStringLiteral("too long – cancelled – Interleave"));
}

TEST_F(MainWindowTest, ARunThatIsOverBeforeAnyoneLooksHasItsAnswer)
{
    open();
    window->resize(1280, 800); // room for all that the footer has to say
    Experiment tiny;
    tiny.workload = WorkloadKind::Squares;
    tiny.tasks = 10;
    tiny.workers = 1;
    runToEnd(tiny);
    EXPECT_TRUE(headline().startsWith(QStringLiteral("10 tasks in ")));
    // What others took of the cores may stand before it.
    EXPECT_TRUE(textOf("Details of the answer")
                    .contains(QStringLiteral("total 285 as expected · workers ready after ")));
    EXPECT_TRUE(textOf("What watching costs").startsWith(QStringLiteral("watching: ")));
}

TEST_F(MainWindowTest, TheEditMenuTakesBackWhatWasChangedInTheForm)
{
    open();
    type("trials", "7");
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(form().experiment(), Experiment{});
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(form().experiment().trials, 7);
    press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(form().experiment(), Experiment{});
}

TEST_F(MainWindowTest, StopEndsARunWithinHalfASecondAndKeepsWhatWasDone)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    const test::Beats beats;
    action("&Stop")->trigger();
    ASSERT_TRUE(waitForEnd());
    EXPECT_LT(beats.count(), test::Beats::kPerSecond); // half a second, seen by a window that polls
    EXPECT_EQ(state(), QStringLiteral("cancelled"));
    EXPECT_TRUE(headline().startsWith(QStringLiteral("Cancelled: ")));
    EXPECT_GT(results.at(0).summary.tasks.succeeded, 0U);
    expectGone(workerPids());
}

TEST_F(MainWindowTest, ARunThatIsStoppedBeforeItBeganIsCancelled)
{
    open();
    run(longExperiment());
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(state(), QStringLiteral("cancelled"));
    EXPECT_THAT(failures, SizeIs(0));
}

TEST_F(MainWindowTest, AnInvalidFormStartsNothingAndSaysWhy)
{
    open();
    type("workers", "0");
    field("trials")->setFocus();
    press(Qt::Key_R, Qt::ControlModifier);
    EXPECT_FALSE(running());
    EXPECT_THAT(engines(), SizeIs(0));
    EXPECT_TRUE(hasFocus("workers"));
    EXPECT_TRUE(noteSays("Pool size: 0 is not allowed"));
}

TEST_F(MainWindowTest, TheMessageGoesWhenTheFieldIsMended)
{
    open();
    type("workers", "0");
    press(Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(noteSays("Pool size: 0 is not allowed"));
    type("workers", "2");
    EXPECT_FALSE(noteSays("not allowed"));
}

TEST_F(MainWindowTest, KeysRunAndStop)
{
    open();
    form().setExperiment(longExperiment());
    press(Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(running());
    ASSERT_TRUE(waitForTasks());
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(state(), QStringLiteral("cancelled"));
}

TEST_F(MainWindowTest, AKeyPressedDuringARunDoesNotStartAnother)
{
    open();
    run(longExperiment());
    press(Qt::Key_R, Qt::ControlModifier);
    press(Qt::Key_L, Qt::ControlModifier);
    EXPECT_THAT(engines(), SizeIs(1));
    EXPECT_THAT(runs().runs(), SizeIs(1));
}

TEST_F(MainWindowTest, TheFormIsReadOnlyWhileARunGoesOn)
{
    open();
    run(longExperiment());
    type("workers", "7");
    EXPECT_EQ(form().experiment(), longExperiment());
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    type("workers", "7");
    EXPECT_EQ(form().experiment().workers, 7);
}

TEST_F(MainWindowTest, AfterARunTheUserIsWhereHeWas)
{
    open();
    form().setExperiment(counterExperiment(Primitive::Lock));
    field("trials")->setFocus();
    press(Qt::Key_R, Qt::ControlModifier);
    ASSERT_TRUE(running());
    EXPECT_FALSE(form().isAncestorOf(QApplication::focusWidget()));
    ASSERT_TRUE(waitForEnd());
    EXPECT_TRUE(hasFocus("trials"));
}

TEST_F(MainWindowTest, ClosingTheWindowDuringARunLeavesNoProcess)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    window->close();
    expectGone(workerPids());
    EXPECT_THAT(engines(), SizeIs(0));
}

TEST_F(MainWindowTest, AMissingEngineIsAFailureWithItsReason)
{
    open("/no/such/engine");
    run(counterExperiment(Primitive::Lock));
    EXPECT_FALSE(running());
    EXPECT_EQ(state(), QStringLiteral("failed"));
    ASSERT_THAT(failures, SizeIs(1));
    EXPECT_TRUE(failures.front().contains(QStringLiteral("/no/such/engine")));
    EXPECT_TRUE(action("&Run")->isEnabled());
}

TEST_F(MainWindowTest, AnEngineThatIsKilledLeavesWhatWasShown)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    ASSERT_THAT(engines(), SizeIs(1));
    ::kill(engines().front(), SIGKILL);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(state(), QStringLiteral("failed"));
    EXPECT_TRUE(noteSays("SIGKILL"));
    EXPECT_EQ(headline(),
        QStringLiteral("The run failed: %1 of 100,000 tasks were done")
            .arg(formatCount(live.tasksEnded)));
    const auto* table = window->findChild<WorkerTable*>();
    ASSERT_EQ(table->model()->rowCount(), 3);
    EXPECT_EQ(
        table->model()->index(0, WorkerModel::State).data().toString(), QStringLiteral("dead"));
    expectGone(workerPids());
}

TEST_F(MainWindowTest, ARunAfterAFailureShowsItsOwnAnswer)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    ::kill(engines().front(), SIGKILL);
    ASSERT_TRUE(waitForEnd());
    runToEnd(counterExperiment(Primitive::Lock));
    EXPECT_TRUE(headline().startsWith(QStringLiteral("No update was lost")));
    EXPECT_FALSE(noteSays("SIGKILL"));
}

TEST_F(MainWindowTest, AMissingFolderStartsNothingAndTheAnswerBeforeStays)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    const QString before = headline();
    Experiment experiment;
    experiment.workload = WorkloadKind::ImageFilter;
    experiment.params["input"] = (folder.path() / "missing").string();
    run(experiment);
    EXPECT_FALSE(running());
    EXPECT_THAT(runs().runs(), SizeIs(1));
    EXPECT_EQ(headline(), before);
    EXPECT_TRUE(noteSays("Input folder: '"));
    EXPECT_TRUE(noteSays("missing' does not exist; use an existing folder"));
}

TEST_F(MainWindowTest, AWorkerThatDiesIsReplacedAndNamed)
{
    open();
    Experiment experiment = longExperiment();
    experiment.tasks = 300;
    run(experiment);
    ASSERT_TRUE(waitForTasks());
    ::kill(workerPids().front(), SIGKILL);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(headline(), QStringLiteral("1 of 300 tasks failed"));
    EXPECT_TRUE(noteSays("SIGKILL"));
    const auto* table = window->findChild<WorkerTable*>();
    EXPECT_EQ(
        table->model()->index(0, WorkerModel::Respawned).data().toString(), QStringLiteral("1"));
}

TEST_F(MainWindowTest, TheLogCanBeReadAfterAFailedStart)
{
    open();
    Experiment experiment; // more updates than a tag can tell apart
    experiment.evidence = true;
    experiment.tasks = 100'000'000;
    experiment.params["increments"] = std::int64_t{1'000'000'000};
    runToEnd(experiment);
    press(Qt::Key_8, Qt::ControlModifier);
    const auto* log = window->findChild<LogView*>();
    EXPECT_TRUE(log->isVisible());
    EXPECT_TRUE(log->text().contains(QStringLiteral("evidence")));
    press(Qt::Key_1, Qt::ControlModifier);
    EXPECT_FALSE(log->isVisible());
}

// Else Alt and the letter do nothing.
TEST_F(MainWindowTest, NoTwoThingsToSeeHaveTheSameLetter)
{
    open();
    QStringList always;
    for (const QAction* menu : window->menuBar()->actions())
        always << menu->text();
    const auto* page = window->findChild<RunPage*>();
    const auto* tabs = page->findChild<QTabWidget*>();
    for (int i = 0; i < tabs->count(); ++i)
        always << tabs->tabText(i);
    std::vector<QStringList> ofViews(static_cast<std::size_t>(tabs->count()));
    for (const QAbstractButton* button : page->findChildren<QAbstractButton*>()) {
        int view = 0;
        while (view < tabs->count() && !tabs->widget(view)->isAncestorOf(button))
            ++view;
        (view < tabs->count() ? ofViews[static_cast<std::size_t>(view)] : always) << button->text();
    }
    for (const QStringList& ofView : ofViews) {
        std::map<QKeySequence, QString> taken;
        for (const QString& text : always + ofView) {
            const QKeySequence letter = QKeySequence::mnemonic(text);
            if (letter.isEmpty())
                continue;
            const auto [other, isFirst] = taken.emplace(letter, text);
            EXPECT_TRUE(isFirst) << text.toStdString() << " and " << other->second.toStdString();
        }
        EXPECT_GT(taken.size(), 10U);
    }
}

TEST_F(MainWindowTest, EveryPageThatExportsHasALetterForIt)
{
    open();
    for (const BarPage* page : window->findChildren<BarPage*>())
        EXPECT_FALSE(QKeySequence::mnemonic(page->findChild<QPushButton*>()->text()).isEmpty());
    EXPECT_GT(window->findChildren<BarPage*>().size(), 1);
}

TEST_F(MainWindowTest, SavesAnExperimentAndOpensItAgain)
{
    open();
    answer = QString::fromStdString((folder.path() / "mine.json").string());
    form().setExperiment(longExperiment());
    press(Qt::Key_S, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved mine.json"); }, kPatienceMs));
    form().setExperiment({});
    openByKey();
    EXPECT_EQ(form().experiment(), longExperiment());
    EXPECT_EQ(window->windowTitle(), QStringLiteral("mine.json[*] – Interleave"));
    EXPECT_FALSE(window->isWindowModified());
    type("workers", "7");
    EXPECT_TRUE(window->isWindowModified());
}

TEST_F(MainWindowTest, WhatComesWhileARunGoesOnLeavesTheFormAsItIs)
{
    open();
    answer = QString::fromStdString((folder.path() / "mine.json").string());
    form().setExperiment(counterExperiment(Primitive::Lock));
    press(Qt::Key_S, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved mine.json"); }, kPatienceMs));
    const auto isOffered = [this](const QString& title) {
        const auto menus = window->findChildren<QMenu*>();
        const auto found = std::ranges::find(menus, title, &QMenu::title);
        return found != menus.end() && (*found)->isEnabled();
    };
    EXPECT_TRUE(isOffered(QStringLiteral("Open &recent")));
    auto& files = *window->findChild<FileOpening*>();
    run(longExperiment());
    files.open(answer); // asked before, and slow
    ASSERT_TRUE(QTest::qWaitFor([&] { return !files.busy(); }, kPatienceMs));
    EXPECT_TRUE(running());
    EXPECT_EQ(form().experiment(), longExperiment());
    EXPECT_TRUE(noteSays("mine.json was read when a run had begun"));
    EXPECT_FALSE(isOffered(QStringLiteral("Open &recent")));
    EXPECT_FALSE(isOffered(QStringLiteral("E&xamples")));
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_TRUE(isOffered(QStringLiteral("Open &recent")));
    EXPECT_TRUE(isOffered(QStringLiteral("E&xamples")));
}

TEST_F(MainWindowTest, AFileWithASyntaxErrorLeavesTheFormAndSaysWhere)
{
    open();
    const std::filesystem::path file = folder.path() / "broken.json";
    std::ofstream(file) << "{\n  \"workers\": 2,\n  oops\n}\n";
    answer = QString::fromStdString(file.string());
    form().setExperiment(longExperiment());
    openByKey();
    EXPECT_EQ(form().experiment(), longExperiment());
    EXPECT_TRUE(noteSays("line 3"));
    EXPECT_TRUE(noteSays("column"));
    EXPECT_EQ(window->windowTitle(), QStringLiteral("Interleave"));
}

TEST_F(MainWindowTest, AnInvalidExperimentIsNotSaved)
{
    open();
    answer = QString::fromStdString((folder.path() / "mine.json").string());
    type("workers", "0");
    press(Qt::Key_S, Qt::ControlModifier);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "mine.json"));
    EXPECT_TRUE(noteSays("Pool size: 0 is not allowed"));
}

TEST_F(MainWindowTest, TheFormRemembersItsValuesForTheNextWindow)
{
    open();
    form().setExperiment(longExperiment());
    window->close();
    open();
    EXPECT_EQ(form().experiment(), longExperiment());
}

TEST_F(MainWindowTest, ADamagedMemoryIsToldAndTheFormStartsAnew)
{
    std::ofstream(folder.path() / "store.json") << "{ nonsense";
    open();
    EXPECT_EQ(form().experiment(), Experiment{});
    EXPECT_TRUE(noteSays("could not be restored"));
}

TEST_F(MainWindowTest, OffersTheViewsThatTheShownRunHas)
{
    open();
    EXPECT_FALSE(action("Pool si&zes")->isEnabled());
    EXPECT_TRUE(action("T&imeline")->isEnabled());
    Experiment sizes = counterExperiment(Primitive::None);
    sizes.varyWorkers = {1, 2};
    runToEnd(sizes);
    EXPECT_TRUE(action("Pool si&zes")->isEnabled());
    runToEnd(counterExperiment(Primitive::None));
    EXPECT_FALSE(action("Pool si&zes")->isEnabled());
}

TEST_F(MainWindowTest, FitsASmallScreenWithAFrameAroundIt)
{
    open();
    EXPECT_LE(window->minimumSizeHint().width(), 1'024 - 16);
    EXPECT_LE(window->minimumSizeHint().height(), 640 - 48);
    EXPECT_LE(window->height(), window->screen()->availableSize().height() - 48);
}

TEST_F(MainWindowTest, NothingJumpsWhenARunEnds)
{
    open();
    window->resize(1280, 800);
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    const auto places = [this] {
        std::vector<QRect> all;
        for (const QWidget* each : window->findChildren<QWidget*>()) {
            const bool steady = qobject_cast<const MetricTile*>(each) != nullptr
                || qobject_cast<const QTableView*>(each) != nullptr
                || qobject_cast<const QSplitter*>(each) != nullptr
                || each->accessibleName() == QStringLiteral("Progress");
            if (steady && each->isVisible())
                all.emplace_back(each->mapTo(window.get(), QPoint()), each->size());
        }
        return all;
    };
    const std::vector<QRect> before = places();
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    for (int round = 0; round < 12; ++round) // as texts that wrap ask for further rounds
        QCoreApplication::processEvents();
    EXPECT_EQ(places(), before);
}

} // namespace
} // namespace interleave::ui
