#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/run_result_json.h"
#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/on_screen.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/run_saving.h"

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

SavedRun runOfTasks(std::uint64_t tasks)
{
    test::SyntheticRun events({.tasks = tasks});
    events.finish();
    RunResult result = runOf(Primitive::None, 40e6, 12'345);
    result.trials.front().overhead.window = WindowCost{.cpuShare = 0.25, .frames = 7};
    return {events.recording(), result.experiment, result};
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
    std::vector<QString> m_done;
    std::vector<QString> m_problems;
    std::unique_ptr<RunSaving> m_saving = std::make_unique<RunSaving>(
        &m_window, [this](QWidget*, const QString&) { return m_answer; });
};

TEST_F(RunSavingTest, IsPossibleWithARecordingAndAResult)
{
    EXPECT_FALSE(m_saving->possible());
    SavedRun run = runOfTasks(10);
    m_saving->setRun(run);
    EXPECT_TRUE(m_saving->possible());
    run.result->trials.clear(); // stopped before its first trial began
    m_saving->setRun(run);
    EXPECT_FALSE(m_saving->possible());
    m_saving->setRun({});
    EXPECT_FALSE(m_saving->possible());
}

TEST_F(RunSavingTest, WhatItSavedOpensAsTheSameRun)
{
    const SavedRun run = runOfTasks(1'000);
    m_saving->setRun(run);
    saveAs(path("one.trace"));
    ASSERT_TRUE(waitForEnd());
    EXPECT_THAT(m_done, ElementsAre(QStringLiteral("saved one.trace")));
    const auto opened = openSavedRun(path("one.trace"));
    ASSERT_TRUE(opened.has_value()) << opened.error().toStdString();
    EXPECT_EQ(opened->recording->tasksEnded(), 1'000U);
    ASSERT_TRUE(opened->result.has_value());
    EXPECT_EQ(toJson(*opened->result).dump(), toJson(*run.result).dump());
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
    const SavedRun run = runOfTasks(10);
    m_saving->setRun(run);
    saveAs(path("one.json"));
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(content("one.json"), dumpJson(toJson(*run.result), 2) + "\n");
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
    const auto opened = openSavedRun(path("one.trace"));
    ASSERT_TRUE(opened.has_value()) << opened.error().toStdString();
    EXPECT_EQ(opened->recording->tasksEnded(), 100'000U);
}

TEST_F(RunSavingTest, WhoLeavesMeanwhileFindsAWholeFileOrNone)
{
    m_saving->setRun(runOfTasks(1'000'000));
    saveAs(path("one.trace"));
    m_saving.reset();
    const std::vector<std::string> left = files();
    EXPECT_THAT(left, testing::AnyOf(IsEmpty(), ElementsAre("one.trace")));
    EXPECT_EQ(openSavedRun(path("one.trace")).has_value(), !left.empty());
}

} // namespace
} // namespace interleave::ui
