// Runs in the window as files: saved, opened, and what is said when that fails.

#include "core/base/json.h"
#include "core/model/run_result_json.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/window_fixture.h"
#include "ui/models/timeline_model.h"
#include "ui/run/run_file.h"
#include "ui/timeline/timeline_view.h"

#include <csignal>
#include <fstream>

namespace interleave::ui {
namespace {

class SavedRunWindowTest : public WindowTest
{
protected:
    void answerWith(const char* name)
    {
        answer = QString::fromStdString((folder.path() / name).string());
    }
    [[nodiscard]] TimelineModel& events() const { return *window->findChild<TimelineModel*>(); }
    /// Runs, and saves the run by its key.
    void save(const char* name)
    {
        open();
        runToEnd(counterExperiment(Primitive::None));
        answerWith(name);
        press(Qt::Key_E, Qt::ControlModifier);
        ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved "); }, kPatienceMs));
    }
    /// By its key, in a new window.
    void openAgain()
    {
        open();
        openByKey();
    }
};

TEST_F(SavedRunWindowTest, ARunThatWasSavedOpensWithTheSameAnswer)
{
    save("run.trace");
    const QString before = headline();
    openAgain();
    EXPECT_TRUE(noteSays("opened run.trace"));
    EXPECT_EQ(headline(), before);
    EXPECT_EQ(state(), QStringLiteral("done"));
    EXPECT_EQ(form().experiment().sync, Primitive::None);
}

TEST_F(SavedRunWindowTest, ARunThatWasSavedOpensWithTheSameTimeline)
{
    save("run.trace");
    openAgain();
    press(Qt::Key_2, Qt::ControlModifier);
    EXPECT_TRUE(window->findChild<TimelineView*>()->isVisible());
    ASSERT_TRUE(QTest::qWaitFor([this] { return events().complete(); }, kPatienceMs));
    std::uint64_t tasks = 0;
    const TickRange whole = events().index()->wholeRange();
    for (unsigned worker = 0; worker < events().index()->workers(); ++worker)
        tasks += events().index()->tasksIn(worker, whole, 0).tasks.size();
    EXPECT_EQ(tasks, 200U);
}

TEST_F(SavedRunWindowTest, TheFileSaysWhatTheWindowCost)
{
    save("run.trace");
    const auto opened = openRecordedRun(answer);
    ASSERT_TRUE(opened && opened->content.result);
    ASSERT_EQ(opened->content.result->trials.size(), 1U);
    EXPECT_TRUE(opened->content.result->trials.front().overhead.window.has_value());
    RunResult expected = results.back();
    expected.startedMs = opened->content.result->startedMs; // the engine has no calendar
    EXPECT_GT(expected.startedMs, 0);
    EXPECT_EQ(toJson(*opened->content.result).dump(), toJson(expected).dump());
}

TEST_F(SavedRunWindowTest, ARunThatWasSavedOpensWithItsLostUpdatesAndItsLog)
{
    open();
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.evidence = true;
    runToEnd(experiment);
    const auto before = shownRun().arms().front().history;
    ASSERT_NE(before, nullptr);
    const std::deque<LogLine> said = shownRun().log();
    ASSERT_FALSE(said.empty());
    answerWith("run.trace");
    press(Qt::Key_E, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved "); }, kPatienceMs));
    const std::size_t lost = before->lost().size();
    const std::uint32_t survivors = before->survivors();
    openAgain();
    const auto after = shownRun().arms().front().history;
    ASSERT_NE(after, nullptr);
    EXPECT_EQ(after->lost().size(), lost);
    EXPECT_EQ(after->survivors(), survivors);
    ASSERT_EQ(shownRun().log().size(), said.size());
    EXPECT_EQ(shownRun().log().front().text, said.front().text);
    EXPECT_EQ(shownRun().log().front().level, said.front().level);
}

TEST_F(SavedRunWindowTest, LostUpdatesOfAnotherRunAreToldAndNotShown)
{
    open();
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.evidence = true;
    runToEnd(experiment);
    const auto other = shownRun().arms().front().history;
    ASSERT_NE(other, nullptr);
    experiment.tasks = 7;
    runToEnd(experiment);
    RunContent mixed = shownRun().content();
    ASSERT_EQ(mixed.updates.size(), 1U);
    mixed.updates.front().history = other;
    answerWith("mixed.trace");
    ASSERT_TRUE(writeRun(mixed, answer.toStdString(), [](std::uint64_t) { return true; }));
    openAgain();
    EXPECT_TRUE(noteSays("they are not of this run"));
    EXPECT_EQ(shownRun().arms().front().history, nullptr);
}

TEST_F(SavedRunWindowTest, WhatFollowsTheRecordingAndIsDamagedIsToldAndTheRunOpens)
{
    save("run.trace");
    std::ofstream(answer.toStdString(), std::ios::app) << "ItlvUpd1 and no more";
    openAgain();
    EXPECT_TRUE(noteSays("the lost updates by name cannot be shown"));
    EXPECT_EQ(state(), QStringLiteral("done"));
}

TEST_F(SavedRunWindowTest, ARunThatWasOpenedCanBeSavedToo)
{
    save("run.trace");
    openAgain();
    answerWith("result.json");
    press(Qt::Key_E, Qt::ControlModifier);
    EXPECT_TRUE(QTest::qWaitFor([this] { return noteSays("saved result.json"); }, kPatienceMs));
    std::ifstream file(folder.path() / "result.json");
    const Json json = Json::parse(file, nullptr, false);
    EXPECT_EQ(json.value("schema", ""), "interleave-run-1");
}

TEST_F(SavedRunWindowTest, AComparisonIsSavedWholeAndOpensAsItWas)
{
    open();
    Experiment experiment = counterExperiment(Primitive::Lock);
    experiment.workers.reset(); // "auto" stays
    form().setExperiment(experiment);
    press(Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    const QString before = headline();
    answerWith("run.trace");
    press(Qt::Key_E, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved "); }, kPatienceMs));
    openAgain();
    EXPECT_EQ(headline(), before);
    ASSERT_EQ(shownRun().arms().size(), 2U);
    for (const RunArm& arm : shownRun().arms()) {
        ASSERT_TRUE(arm.recording);
        EXPECT_EQ(arm.recording->tasksEnded(), 200U);
    }
    EXPECT_FALSE(form().experiment().workers.has_value());
}

TEST_F(SavedRunWindowTest, AComparisonOfTheWorkloadsOwnOpensAsItWas)
{
    open();
    form().setExperiment({.workload = WorkloadKind::FalseSharing,
        .params = {{"increments", std::int64_t{1'000}}},
        .tasks = 20,
        .workers = 2});
    press(Qt::Key_L, Qt::ControlModifier);
    ASSERT_TRUE(waitForEnd());
    const QString before = headline();
    answerWith("run.trace");
    press(Qt::Key_E, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved "); }, kPatienceMs));
    openAgain();
    EXPECT_EQ(headline(), before);
    ASSERT_EQ(shownRun().arms().size(), 2U);
    EXPECT_EQ(parameter<std::string>(shownRun().arms()[1].experiment, "layout"), "padded");
    EXPECT_TRUE(shownRun().arms()[0].recording);
}

TEST_F(SavedRunWindowTest, AResultAloneOpensWithItsAnswer)
{
    save("result.json");
    const QString before = headline();
    openAgain();
    EXPECT_TRUE(noteSays("opened result.json"));
    EXPECT_EQ(headline(), before);
    EXPECT_EQ(state(), QStringLiteral("done"));
    EXPECT_EQ(form().experiment().sync, Primitive::None);
}

TEST_F(SavedRunWindowTest, AResultAloneSaysSoInEveryViewOfARecording)
{
    save("result.json");
    openAgain();
    for (const Qt::Key view : {Qt::Key_2, Qt::Key_3, Qt::Key_4}) {
        press(view, Qt::ControlModifier);
        EXPECT_TRUE(showsText(*window, QStringLiteral("This file has the results alone"))) << view;
        for (const char* untrue : {"Press Run", "too short", "yet"})
            EXPECT_FALSE(showsText(*window, QLatin1String(untrue))) << view << ' ' << untrue;
    }
}

TEST_F(SavedRunWindowTest, LostUpdatesThatTheFileDoesNotHaveAreNotCalledForgotten)
{
    open();
    Experiment experiment = counterExperiment(Primitive::None);
    experiment.evidence = true;
    runToEnd(experiment);
    RunContent alone = shownRun().content();
    alone.recordings.clear();
    alone.result->trials.front().evidence->lost = 3;
    answerWith("result.json");
    ASSERT_TRUE(writeRun(alone, answer.toStdString(), [](std::uint64_t) { return true; }));
    openAgain();
    press(Qt::Key_6, Qt::ControlModifier);
    EXPECT_TRUE(showsText(*window, QStringLiteral("This file has the results alone")));
}

TEST_F(SavedRunWindowTest, SavingIsOfferedWhenThereIsAFinishedRun)
{
    open();
    const QAction* saveRun = action("Save &run…");
    EXPECT_FALSE(saveRun->isEnabled());
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    EXPECT_FALSE(saveRun->isEnabled());
    press(Qt::Key_Escape);
    ASSERT_TRUE(waitForEnd());
    EXPECT_TRUE(saveRun->isEnabled());
}

TEST_F(SavedRunWindowTest, ARunThatFailedIsSavedWithWhatItDidAndWhy)
{
    open();
    run(longExperiment());
    ASSERT_TRUE(waitForTasks());
    ::kill(engines().front(), SIGKILL);
    ASSERT_TRUE(waitForEnd());
    const QString why = shownRun().problem();
    ASSERT_TRUE(action("Save &run…")->isEnabled()) << action("Save &run…")->toolTip().toStdString();
    answerWith("failed.trace");
    press(Qt::Key_E, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([this] { return noteSays("saved "); }, kPatienceMs));
    openAgain();
    EXPECT_TRUE(headline().startsWith(QStringLiteral("The run failed")))
        << headline().toStdString();
    EXPECT_TRUE(noteSays(why.toUtf8().constData())) << why.toStdString();
    EXPECT_EQ(state(), QStringLiteral("failed"));
    ASSERT_TRUE(shownRun().arms()[0].recording);
    EXPECT_GT(shownRun().arms()[0].recording->tasksEnded(), 0U);
    EXPECT_EQ(form().experiment(), longExperiment());
}

TEST_F(SavedRunWindowTest, AFileThatCannotBeWrittenIsAMessageAndTheRunStays)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    const QString before = headline();
    answerWith("missing/run.trace");
    press(Qt::Key_E, Qt::ControlModifier);
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return noteSays("missing/run.trace: No such"); }, kPatienceMs));
    EXPECT_EQ(headline(), before);
    EXPECT_TRUE(action("Save &run…")->isEnabled());
}

TEST_F(SavedRunWindowTest, ABrokenRecordingLeavesTheWindowAsItWas)
{
    open();
    runToEnd(counterExperiment(Primitive::Lock));
    const QString before = headline();
    const Experiment inForm = form().experiment();
    const auto recording = events().recording();
    std::ofstream(folder.path() / "broken.trace") << "ILVREC\r\n and then nothing";
    answerWith("broken.trace");
    openByKey();
    EXPECT_TRUE(noteSays("broken.trace: not a recording: only 25 bytes; choose a file that"));
    EXPECT_EQ(headline(), before);
    EXPECT_EQ(state(), QStringLiteral("done"));
    EXPECT_EQ(events().recording(), recording);
    EXPECT_EQ(form().experiment(), inForm);
}

TEST_F(SavedRunWindowTest, ARecordingWhoseResultIsDamagedShowsWhatWasRecorded)
{
    save("run.trace");
    const auto recording = shownRun().arms().front().recording;
    std::ofstream file(answer.toStdString(), std::ios::trunc);
    ASSERT_TRUE(recording->save(
        R"({"schema": "interleave-run-1", "trials": [)", [&](std::string_view bytes) {
            file << bytes;
            return Result<void, SystemError>();
        }));
    file.close();
    openAgain();
    EXPECT_TRUE(noteSays("Only the recording could be opened"));
    EXPECT_EQ(headline(), QStringLiteral("The result of this run cannot be read"));
    EXPECT_FALSE(showsText(*window, QStringLiteral("Nothing was done until then.")));
    EXPECT_NE(shownRun().arms().front().recording, nullptr);
    EXPECT_EQ(events().recording(), shownRun().arms().front().recording);
}

TEST_F(SavedRunWindowTest, OpeningARecordingForgetsWhatTheFooterSaidOfAnotherRun)
{
    save("run.trace");
    open();
    Experiment three = longExperiment();
    three.tasks = 3;
    runToEnd(three);
    ASSERT_EQ(textOf("Tasks done, time so far and to go"), QStringLiteral("3 of 3 tasks"));
    openByKey();
    EXPECT_EQ(textOf("Tasks done, time so far and to go"), QStringLiteral("200 of 200 tasks"));
}

TEST_F(SavedRunWindowTest, ClosedWhileItSavesItWaitsForTheFile)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    answerWith("run.trace");
    press(Qt::Key_E, Qt::ControlModifier);
    window->close();
    EXPECT_TRUE(QTest::qWaitFor([this] { return !window->isVisible(); }, kPatienceMs));
    EXPECT_TRUE(openRecordedRun(answer).has_value());
}

TEST_F(SavedRunWindowTest, ClosedWhileItSavesItLeavesAWholeFileOrNone)
{
    open();
    runToEnd(counterExperiment(Primitive::None));
    std::filesystem::create_directory(folder.path() / "saved");
    answerWith("saved/run.trace");
    press(Qt::Key_E, Qt::ControlModifier);
    window->close();
    window->close(); // the first one waits for the file
    window.reset();
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "saved")) {
        EXPECT_EQ(entry.path().filename(), "run.trace");
        ++files;
    }
    ASSERT_LE(files, 1U);
    const auto opened = openRecordedRun(answer);
    ASSERT_EQ(opened.has_value(), files == 1);
    if (!opened)
        return;
    EXPECT_EQ(opened->problem, QString());
    EXPECT_TRUE(opened->content.result.has_value());
    EXPECT_EQ(opened->content.recordings.at(0)->tasksEnded(), 200U);
}

} // namespace
} // namespace interleave::ui
