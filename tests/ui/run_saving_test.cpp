#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/run_result_json.h"
#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/run/run_file.h"
#include "ui/run/run_saving.h"
#include "ui/views/run_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <csignal>
#include <fstream>
#include <sys/resource.h>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::shared_ptr<ui::Run> runFrom(std::optional<RunResult> result, std::uint64_t tasks)
{
    test::SyntheticRun events({.tasks = tasks});
    events.finish();
    auto run = std::make_shared<ui::Run>(result ? result->experiment : Experiment{});
    run->beginTrial(0, events.recording());
    if (result)
        run->end(*result);
    return run;
}

RunResult sampleResult()
{
    RunResult result = runOf(Primitive::None, 40e6, 12'345);
    result.startedMs = 1'700'000'000'000;
    result.arms.resize(1);
    result.trials.front().overhead.window = WindowCost{.cpuShare = 0.25, .frames = 7};
    return result;
}

std::shared_ptr<ui::Run> runOfTasks(std::uint64_t tasks)
{
    return runFrom(sampleResult(), tasks);
}

/// What is written of it.
RunResult inFile(const ui::Run& run)
{
    RunResult result = *run.result();
    result.asked = run.asked();
    return result;
}

/// While it lives no file of this process may grow beyond so many bytes.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

class RunSavingTest : public testing::Test
{
protected:
    RunSavingTest()
    {
        QObject::connect(
            m_saving.get(), &RunSaving::done, &m_window, [this](const QString& message) {
                m_done.push_back(message);
            });
        QObject::connect(
            m_saving.get(), &RunSaving::problem, &m_window, [this](const QString& message) {
                m_problems.push_back(message);
            });
    }
    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder.path() / name).string());
    }
    std::string content(const char* name) const
    {
        return readFile(m_folder.path() / name, 1U << 28U).value_or("");
    }
    std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path()))
            names.push_back(entry.path().filename());
        return names;
    }
    bool waitForEnd() const
    {
        return QTest::qWaitFor(
            [this] { return m_done.size() + m_problems.size() > 0; }, kPatienceMs);
    }
    void saveAs(const QString& name)
    {
        m_answer = name;
        m_saving->save();
    }

    TemporaryFolder m_folder;
    QWidget m_window;
    QString m_answer;
    QString m_suggestion;
    std::vector<QString> m_done;
    std::vector<QString> m_problems;
    std::unique_ptr<RunSaving> m_saving
        = std::make_unique<RunSaving>(&m_window, [this](QWidget*, const QString& suggestion) {
              m_suggestion = suggestion;
              return m_answer;
          });
};

TEST_F(RunSavingTest, IsPossibleWithAResult)
{
    EXPECT_FALSE(m_saving->possible());
    m_saving->setRun(runOfTasks(10));
    EXPECT_TRUE(m_saving->possible());
    RunResult stopped = sampleResult();
    stopped.trials.clear(); // before its first trial began
    m_saving->setRun(runFrom(stopped, 10));
    EXPECT_FALSE(m_saving->possible());
    m_saving->setRun(runFrom(std::nullopt, 10));
    EXPECT_FALSE(m_saving->possible());
    m_saving->setRun({});
    EXPECT_FALSE(m_saving->possible());
}

TEST_F(RunSavingTest, WhatItSavedOpensAsTheSameRun)
{
    const std::shared_ptr<ui::Run> run = runOfTasks(1'000);
    m_saving->setRun(run);
    saveAs(path("one.trace"));
    ASSERT_TRUE(waitForEnd());
    EXPECT_THAT(m_done, ElementsAre(QStringLiteral("saved one.trace")));
    const auto opened = openRecordedRun(path("one.trace"));
    ASSERT_TRUE(opened.has_value()) << opened.error().toStdString();
    EXPECT_EQ(opened->content.recordings.at(0)->tasksEnded(), 1'000U);
    ASSERT_TRUE(opened->content.result.has_value());
    EXPECT_EQ(toJson(*opened->content.result).dump(), toJson(inFile(*run)).dump());
}

TEST_F(RunSavingTest, ANameWithoutAnEndingIsThatOfARecording)
{
    m_saving->setRun(runOfTasks(10));
    saveAs(path("one"));
    ASSERT_TRUE(waitForEnd());
    EXPECT_TRUE(isRecording(path("one.trace")));
}

TEST_F(RunSavingTest, ANameThatEndsInJsonTakesTheResultAlone)
{
    const std::shared_ptr<ui::Run> run = runOfTasks(10);
    m_saving->setRun(run);
    saveAs(path("one.json"));
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(content("one.json"), dumpJson(toJson(inFile(*run)), 2) + "\n");
}

TEST_F(RunSavingTest, SuggestsWhatTheRunIsCalledOrItsFile)
{
    const std::shared_ptr<ui::Run> run = runOfTasks(10);
    m_saving->setRun(run);
    saveAs({});
    EXPECT_EQ(m_suggestion, QStringLiteral("shared-counter-no-primitive.trace"));
    run->setName(QStringLiteral("Before the lecture / 2"));
    saveAs({});
    EXPECT_EQ(m_suggestion, QStringLiteral("before-the-lecture-2.trace"));
    run->setSaved(path("mine.trace"));
    saveAs({});
    EXPECT_EQ(m_suggestion, path("mine.trace"));
    run->dropRecordings(QStringLiteral("They were too large."));
    saveAs({});
    EXPECT_EQ(m_suggestion, path("mine.json")) << "a result alone is not put over the recording";
}

TEST_F(RunSavingTest, SaysWhyNothingCanBeSaved)
{
    EXPECT_EQ(m_saving->whyNot(), QStringLiteral("There is no run to save."));
    m_saving->setRun(runFrom(std::nullopt, 10));
    EXPECT_TRUE(m_saving->whyNot().contains(QStringLiteral("when it has ended")));
    m_saving->setRun(runOfTasks(10));
    EXPECT_EQ(m_saving->whyNot(), QString());
}

TEST_F(RunSavingTest, OfARunThatFailedAllThatItGaveIsKept)
{
    const auto run = std::make_shared<ui::Run>(
        Experiment{.compare = {Primitive::None, Primitive::Lock}, .trials = 5});
    std::vector<std::uint32_t> arms;
    for (std::size_t trial = 0; trial < 3; ++trial) {
        test::SyntheticRun events({.tasks = 100 * (trial + 1), .trial = trial});
        events.finish();
        run->beginTrial(trial, events.recording());
        arms.push_back(run->lastArm());
        TrialResult result = trialThatLost(5, 1'000);
        result.arm = run->lastArm();
        if (trial < 2)
            run->endTrial(result, nullptr);
    }
    run->fail(QStringLiteral("the engine was killed"));
    EXPECT_TRUE(run->unsaved());
    m_saving->setRun(run);
    saveAs(path("failed.trace"));
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(run->unsaved());
    const auto opened = openRecordedRun(path("failed.trace"));
    ASSERT_TRUE(opened.has_value()) << opened.error().toStdString();
    EXPECT_EQ(opened->problem, QString());
    const ui::Run again(opened->content);
    ASSERT_THAT(again.trials(), SizeIs(3));
    EXPECT_EQ(again.trials()[1].race.lost, 5U);
    EXPECT_EQ(again.trials()[2].end, TrialEnd::Failed);
    EXPECT_EQ(again.trials()[2].errors.at(0).message, "the engine was killed");
    EXPECT_EQ(again.lastArm(), arms[2]);
    ASSERT_TRUE(again.arms()[arms[2]].recording);
    EXPECT_EQ(again.arms()[arms[2]].recording->tasksEnded(), 300U);
    EXPECT_EQ(again.asked(), run->asked());
}

TEST_F(RunSavingTest, ARunThatIsSavedHasNothingToLose)
{
    const std::shared_ptr<ui::Run> run = runOfTasks(10);
    EXPECT_TRUE(run->unsaved());
    m_saving->setRun(run);
    saveAs(path("one.trace"));
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(run->unsaved());
}

TEST_F(RunSavingTest, OfARunThatComparesEveryArmOpensAgain)
{
    Experiment experiment;
    experiment.compare = {Primitive::None, Primitive::Lock};
    const auto run = std::make_shared<ui::Run>(experiment);
    RunResult result = sampleResult();
    result.experiment = experiment;
    result.trials.push_back(result.trials.front());
    std::vector<std::uint64_t> tasksOfTrial;
    for (std::size_t trial = 0; trial < 2; ++trial) {
        test::SyntheticRun events({.tasks = 100 * (trial + 1), .trial = trial});
        events.finish();
        run->beginTrial(trial, events.recording());
        result.trials[trial].arm = run->lastArm();
        run->endTrial(result.trials[trial], nullptr);
    }
    result.arms = {{{.sync = Primitive::None}, {}}, {{.sync = Primitive::Lock}, {}}};
    run->end(result);
    run->setName(QStringLiteral("my comparison"));
    m_saving->setRun(run);
    saveAs(path("two.trace"));
    ASSERT_TRUE(waitForEnd());
    const auto opened = openRecordedRun(path("two.trace"));
    ASSERT_TRUE(opened.has_value()) << opened.error().toStdString();
    const ui::Run again(opened->content);
    EXPECT_EQ(again.name(), QStringLiteral("my comparison"));
    EXPECT_EQ(again.asked(), experiment);
    ASSERT_THAT(again.arms(), SizeIs(2));
    for (std::uint32_t arm = 0; arm < 2; ++arm) {
        ASSERT_TRUE(again.arms()[arm].recording) << arm;
        EXPECT_EQ(
            again.arms()[arm].recording->tasksEnded(), run->arms()[arm].recording->tasksEnded());
    }
}

TEST_F(RunSavingTest, TwoRunsSideBySideAreOneFileThatOpensAsItWas)
{
    const std::shared_ptr<ui::Run> counter = runOfTasks(100);
    RunResult ofBank = sampleResult();
    ofBank.experiment.workload = WorkloadKind::Bank;
    ofBank.machine.processor = "Beta";
    const std::shared_ptr<ui::Run> bank = runFrom(ofBank, 200);
    for (const bool dropped : {false, true}) {
        if (dropped)
            counter->dropRecordings(QStringLiteral("They were too large."));
        const auto both = ui::Run::comparing(*counter, *bank);
        both->setName(QStringLiteral("for the report"));
        EXPECT_TRUE(both->unsaved());
        m_done.clear();
        m_saving->setRun(both);
        saveAs(path("both.trace"));
        ASSERT_TRUE(waitForEnd());
        EXPECT_FALSE(both->unsaved());
        const auto opened = openRecordedRun(path("both.trace"));
        ASSERT_TRUE(opened.has_value()) << opened.error().toStdString();
        EXPECT_EQ(opened->problem, QString());
        const ui::Run again(opened->content);
        EXPECT_TRUE(again.isMadeOfOthers());
        EXPECT_EQ(again.name(), QStringLiteral("for the report"));
        ASSERT_THAT(again.arms(), SizeIs(2));
        EXPECT_EQ(again.arms()[0].experiment, both->arms()[0].experiment);
        EXPECT_EQ(again.arms()[1].experiment.workload, WorkloadKind::Bank);
        EXPECT_EQ(again.machineOf(1).processor, "Beta");
        EXPECT_EQ(again.resultOf(1).trials.size(), 1U);
        EXPECT_EQ(again.arms()[0].recording == nullptr, dropped);
        ASSERT_TRUE(again.arms()[1].recording);
        EXPECT_EQ(again.arms()[1].recording->tasksEnded(), 200U);
        EXPECT_EQ(again.arms()[1].trial, 1U);
        EXPECT_EQ(answerOf(again).headline, answerOf(*both).headline);
    }
}

TEST_F(RunSavingTest, TwoRunsSideBySideOpenAgainFromTheirResultsAlone)
{
    const auto both = ui::Run::comparing(*runOfTasks(10), *runOfTasks(10));
    EXPECT_FALSE(both->unsaved()) << "the two have what it shows";
    m_saving->setRun(both);
    saveAs(path("both.json"));
    ASSERT_TRUE(waitForEnd());
    const auto opened = runFromResultText(content("both.json"), QStringLiteral("both.json"));
    ASSERT_TRUE(opened.has_value()) << opened.error().toStdString();
    const ui::Run again(opened->content);
    EXPECT_TRUE(again.isMadeOfOthers());
    EXPECT_EQ(again.name(), both->name());
    EXPECT_FALSE(again.hasRecordings());
}

TEST_F(RunSavingTest, AUserWhoChangesHisMindSavesNothing)
{
    m_saving->setRun(runOfTasks(10));
    saveAs({});
    EXPECT_TRUE(m_saving->possible());
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(RunSavingTest, AFolderThatIsMissingIsNamedWithTheRemedy)
{
    m_saving->setRun(runOfTasks(10));
    saveAs(path("missing/one.trace"));
    ASSERT_TRUE(waitForEnd());
    ASSERT_THAT(m_problems, SizeIs(1));
    EXPECT_TRUE(m_problems.front().contains(path("missing/one.trace")));
    EXPECT_TRUE(m_problems.front().contains(QStringLiteral("check the name")));
    EXPECT_TRUE(m_saving->possible()) << "elsewhere";
}

TEST_F(RunSavingTest, WhereThereIsNoRoomTheOldFileStays)
{
    std::ofstream(m_folder.path() / "one.trace") << "what was there before";
    m_saving->setRun(runOfTasks(10'000));
    {
        const FileSizeLimit limit(100'000);
        saveAs(path("one.trace"));
        ASSERT_TRUE(waitForEnd());
    }
    ASSERT_THAT(m_problems, SizeIs(1));
    EXPECT_TRUE(m_problems.front().contains(path("one.trace")));
    EXPECT_TRUE(m_problems.front().contains(QStringLiteral("ulimit -f")));
    EXPECT_EQ(content("one.trace"), "what was there before");
    EXPECT_THAT(files(), SizeIs(1)) << "no temporary stays";
    EXPECT_TRUE(m_saving->possible()) << "again, when there is room";
}

TEST_F(RunSavingTest, OneFileIsWrittenAtATime)
{
    m_saving->setRun(runOfTasks(1'000));
    saveAs(path("one.trace"));
    EXPECT_FALSE(m_saving->possible());
    saveAs(path("two.trace"));
    ASSERT_TRUE(waitForEnd());
    EXPECT_TRUE(m_saving->possible());
    EXPECT_THAT(files(), ElementsAre("one.trace"));
}

TEST_F(RunSavingTest, SaysHowFarItIs)
{
    const QSignalSpy progress(m_saving.get(), &RunSaving::progressed);
    m_saving->setRun(runOfTasks(1'000'000));
    saveAs(path("one.trace"));
    ASSERT_TRUE(waitForEnd());
    ASSERT_GE(progress.count(), 2);
    EXPECT_EQ(progress.at(0).at(0).toString(), QStringLiteral("saving one.trace: 0 B written"));
    EXPECT_TRUE(progress.back().at(0).toString().contains(QStringLiteral("MiB")));
}

TEST_F(RunSavingTest, ARunThatIsForgottenIsWrittenToItsEnd)
{
    m_saving->setRun(runOfTasks(100'000));
    saveAs(path("one.trace"));
    m_saving->setRun({});
    ASSERT_TRUE(waitForEnd());
    const auto opened = openRecordedRun(path("one.trace"));
    ASSERT_TRUE(opened.has_value()) << opened.error().toStdString();
    EXPECT_EQ(opened->content.recordings.at(0)->tasksEnded(), 100'000U);
}

TEST_F(RunSavingTest, WhoLeavesMeanwhileFindsAWholeFileOrNone)
{
    m_saving->setRun(runOfTasks(1'000'000));
    saveAs(path("one.trace"));
    m_saving.reset();
    const std::vector<std::string> left = files();
    EXPECT_THAT(left, testing::AnyOf(IsEmpty(), ElementsAre("one.trace")));
    EXPECT_EQ(openRecordedRun(path("one.trace")).has_value(), !left.empty());
}

} // namespace
} // namespace interleave::ui
