#include "core/base/json.h"
#include "core/model/run_result_text.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/experiment_files.h"
#include "ui/file_opening.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QTest>
#include <QWidget>

#include <fstream>
#include <sys/stat.h>
#include <vector>

namespace interleave::ui {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class ExperimentFilesTest : public testing::Test
{
protected:
    ExperimentFilesTest()
    {
        QObject::connect(
            &m_files, &ExperimentFiles::done, &m_window, [this](const QString& message) {
                m_done.push_back(message);
            });
        QObject::connect(
            &m_files, &ExperimentFiles::problem, &m_window, [this](const QString& message) {
                m_problems.push_back(message);
            });
    }
    QString path(const char* name) const
    {
        return QString::fromStdString((m_folder.path() / name).string());
    }
    /// Whether it is in a file then.
    [[nodiscard]] bool save()
    {
        const std::size_t before = m_done.size();
        m_files.save(sample());
        EXPECT_TRUE(QTest::qWaitFor([this] { return !m_files.writing(); }, kPatienceMs));
        return m_done.size() > before;
    }
    static QString problemOf(const QString& file)
    {
        const auto opened = readFileContent(file);
        return opened ? QString() : opened.error();
    }
    static Experiment sample()
    {
        Experiment experiment;
        experiment.workers = 3;
        experiment.sync = Primitive::None;
        return experiment;
    }

    TemporaryFolder m_folder;
    QWidget m_window;
    QString m_answer;
    QString m_suggestion;
    std::vector<QString> m_done;
    std::vector<QString> m_problems;
    ExperimentFiles m_files{&m_window,
        {.open = [this](QWidget*) { return m_answer; },
            .save =
                [this](QWidget*, const QString& suggestion) {
                    m_suggestion = suggestion;
                    return m_answer;
                }}};
};

TEST_F(ExperimentFilesTest, OpensWhatItSaved)
{
    m_answer = path("one.json");
    ASSERT_TRUE(save());
    const auto opened = readFileContent(m_files.askWhatToOpen());
    ASSERT_TRUE(opened) << opened.error().toStdString();
    ASSERT_TRUE(std::holds_alternative<Experiment>(*opened));
    EXPECT_EQ(std::get<Experiment>(*opened), sample());
    EXPECT_THAT(m_done, testing::ElementsAre(QStringLiteral("saved one.json")));
    EXPECT_THAT(m_problems, IsEmpty());
}

TEST_F(ExperimentFilesTest, TheWindowGoesOnWhileOneIsWritten)
{
    m_answer = path("one.json");
    m_files.save(sample());
    EXPECT_TRUE(m_files.writing());
    EXPECT_THAT(m_done, IsEmpty());
    EXPECT_EQ(m_files.name(), QString()) << "it is in no file yet";
    m_answer = path("two.json");
    m_files.save(sample());
    EXPECT_THAT(
        m_problems, testing::ElementsAre(QStringLiteral("one.json is still being written")));
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_files.writing(); }, kPatienceMs));
    EXPECT_EQ(m_files.name(), QStringLiteral("one.json"));
    EXPECT_FALSE(std::filesystem::exists(m_folder.path() / "two.json"));
}

TEST_F(ExperimentFilesTest, AFileThatIsOpenedWhileOneIsWrittenKeepsItsName)
{
    m_answer = path("one.json");
    m_files.save(sample());
    m_files.setFile(path("other.json"), {});
    ASSERT_TRUE(QTest::qWaitFor([this] { return !m_files.writing(); }, kPatienceMs));
    EXPECT_EQ(m_files.name(), QStringLiteral("other.json"));
    EXPECT_THAT(m_done, testing::ElementsAre(QStringLiteral("saved one.json")));
}

TEST_F(ExperimentFilesTest, F157_OpensAFileWhoseNameIsNoUtf8)
{
    m_answer = path("one.json");
    ASSERT_TRUE(save());
    const std::string file = m_folder.path() / "one\xff.json";
    std::filesystem::rename(m_folder.path() / "one.json", file);
    const QString asQtHasIt = QFile::decodeName(file.c_str());
    const auto opened = readFileContent(asQtHasIt);
    ASSERT_TRUE(opened) << opened.error().toStdString();
    EXPECT_EQ(std::get<Experiment>(*opened), sample());
    std::filesystem::copy(file, m_folder.path() / "one\xfe.json");
    EXPECT_FALSE(readFileContent(asQtHasIt)) << "which of the two is not known";
}

TEST_F(ExperimentFilesTest, F156_ANamedPipeIsRefusedByWhatItIs)
{
    ASSERT_EQ(::mkfifo((m_folder.path() / "pipe").c_str(), 0600), 0);
    EXPECT_TRUE(problemOf(path("pipe")).contains(QStringLiteral("it is a pipe, no file")));
    EXPECT_TRUE(problemOf(path(".")).contains(QStringLiteral("it is a folder")));
}

TEST_F(ExperimentFilesTest, AUserWhoChangesHisMindChangesNothing)
{
    EXPECT_EQ(m_files.askWhatToOpen(), QString());
    EXPECT_FALSE(save());
    EXPECT_THAT(m_done, IsEmpty());
    EXPECT_THAT(m_problems, IsEmpty());
    EXPECT_EQ(m_files.name(), QString());
}

TEST_F(ExperimentFilesTest, ANameWithoutAnEndingGetsOne)
{
    m_answer = path("one");
    ASSERT_TRUE(save());
    EXPECT_TRUE(std::filesystem::exists(m_folder.path() / "one.json"));
    EXPECT_EQ(m_files.name(), QStringLiteral("one.json"));
}

TEST_F(ExperimentFilesTest, SuggestsTheFileThatWasOpened)
{
    m_answer = path("one.json");
    ASSERT_TRUE(save());
    EXPECT_EQ(m_suggestion, QStringLiteral("experiment.json"));
    ASSERT_TRUE(save());
    EXPECT_EQ(m_suggestion, path("one.json"));
}

TEST_F(ExperimentFilesTest, NeverSuggestsAFileThatIsAnother)
{
    m_answer = path("one.json");
    ASSERT_TRUE(save());
    EXPECT_FALSE(m_files.isModified(sample()));
    EXPECT_TRUE(m_files.isModified({}));
    m_files.setFile({}, {}); // a run was opened, say
    EXPECT_FALSE(m_files.isModified(sample()));
    ASSERT_TRUE(save());
    EXPECT_EQ(m_suggestion, QStringLiteral("experiment.json"));
}

TEST_F(ExperimentFilesTest, AParameterThatIsStatedAsItIsAnywayIsNoChange)
{
    Experiment stated;
    stated.params["increments"] = std::int64_t{10'000};
    m_files.setFile(path("one.json"), stated);
    EXPECT_FALSE(m_files.isModified({}));
    m_files.setFile(path("one.json"), {});
    EXPECT_FALSE(m_files.isModified(stated));
    stated.params["increments"] = std::int64_t{10'001};
    EXPECT_TRUE(m_files.isModified(stated));
}

TEST_F(ExperimentFilesTest, ASyntaxErrorIsNamedByLineAndColumn)
{
    std::ofstream(m_folder.path() / "bad.json") << "{\n  \"workers\": 2,,\n}\n";
    const QString problem = problemOf(path("bad.json"));
    EXPECT_TRUE(problem.contains(QStringLiteral("line 2"))) << problem.toStdString();
    EXPECT_TRUE(problem.contains(QStringLiteral("column")));
}

TEST_F(ExperimentFilesTest, AFieldThatIsWrongIsNamed)
{
    std::ofstream(m_folder.path() / "bad.json") << R"({"workers": 0})";
    const QString problem = problemOf(path("bad.json"));
    EXPECT_TRUE(problem.contains(QStringLiteral("workers")));
}

TEST_F(ExperimentFilesTest, AResultIsNoExperiment)
{
    std::ofstream(m_folder.path() / "result.json")
        << std::string(300, ' ') << R"({"schema": "interleave-run-1", "trials": []})";
    EXPECT_TRUE(problemOf(path("result.json"))
                    .endsWith(QStringLiteral("not a result: field 'experiment' is missing")));
}

// By name, in lines.
TEST_F(ExperimentFilesTest, OpensAResultThatAnotherProgramHasFormatted)
{
    RunResult run = runOf(Primitive::None, 1e9, 5);
    run.arms.emplace_back().summary = run.summary;
    const auto sorted = nlohmann::json::parse(runResultText(run));
    const std::string text = sorted.dump(4);
    ASSERT_GT(text.find("interleave-run-1"), 256U);
    std::ofstream(m_folder.path() / "result.json") << text;
    const auto opened = readFileContent(path("result.json"));
    ASSERT_TRUE(opened) << opened.error().toStdString();
    ASSERT_TRUE(std::holds_alternative<OpenedRun>(*opened));
    EXPECT_EQ(std::get<OpenedRun>(*opened).content.result->trials.front().race.lost, 5U);
}

TEST_F(ExperimentFilesTest, AFileThatIsNotThereIsNamed)
{
    const QString problem = problemOf(path("none.json"));
    EXPECT_TRUE(problem.contains(QStringLiteral("none.json")));
}

TEST_F(ExperimentFilesTest, AFolderThatIsNotThereCannotTakeAFile)
{
    m_answer = path("missing/one.json");
    EXPECT_FALSE(save());
    ASSERT_THAT(m_problems, SizeIs(1));
    EXPECT_TRUE(m_problems.front().contains(QStringLiteral("one.json")));
    EXPECT_EQ(m_files.name(), QString());
}

} // namespace
} // namespace interleave::ui
