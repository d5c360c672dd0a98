// What the engine has read it does not read again, however its workers start: they get the list of
// pictures from it. Paths are bytes.

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/model/experiment_json.h"
#include "core/model/run_result_json.h"
#include "core/workload/image/batch_journal.h"
#include "core/workload/image/sandbox.h"
#include "tests/support/engine_run.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace interleave::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::UnorderedElementsAre;

class EngineReadsOnce : public testing::TestWithParam<StartMethod>
{
protected:
    void useFolders(const std::string& input, const std::string& output)
    {
        m_input = m_folder.path() / input;
        m_output = m_folder.path() / output;
        fs::create_directory(m_input);
        fs::create_directory(m_output);
    }
    void addPicture(const std::string& name) const
    {
        std::ofstream(m_input / name, std::ios::binary) << "P6 2 2 255 "
                                                        << "123456789abc";
    }
    [[nodiscard]] Experiment experiment() const
    {
        return {.workload = WorkloadKind::ImageFilter,
            .params = {{"input", m_input.string()}, {"output", m_output.string()}},
            .workers = 2,
            .startMethod = GetParam()};
    }
    [[nodiscard]] std::vector<std::string> results() const
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(m_output)) {
            if (entry.path().filename() != kJournalName)
                names.push_back(entry.path().filename().string());
        }
        std::ranges::sort(names);
        return names;
    }

    TemporaryFolder m_folder;
    fs::path m_input;
    fs::path m_output;
};

INSTANTIATE_TEST_SUITE_P(Methods,
    EngineReadsOnce,
    testing::Values(StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer),
    [](const auto& method) { return std::string(nameOf(method.param)); });

} // namespace

TEST_P(EngineReadsOnce, F77_AFolderThatChangesMeanwhileChangesNoTask)
{
    useFolders("in", "out");
    addPicture("b.ppm");
    addPicture("c.ppm");
    const auto run = interleave::Run::plan(experiment()).value();
    addPicture("a.ppm"); // would be the first
    WatchedRun observer;
    EventLoop loop = EventLoop::create().value();
    const TrialResult trial = run->execute(loop, observer).value().trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 2U);
    EXPECT_EQ(trial.tasks.total, 2U);
    EXPECT_THAT(results(), ElementsAre("b.png", "c.png"));
}

TEST_P(EngineReadsOnce, F77_APictureThatIsGoneFailsItsTaskAlone)
{
    useFolders("in", "out");
    addPicture("b.ppm");
    addPicture("c.ppm");
    const auto run = interleave::Run::plan(experiment()).value();
    fs::remove(m_input / "b.ppm");
    WatchedRun observer;
    EventLoop loop = EventLoop::create().value();
    const TrialResult trial = run->execute(loop, observer).value().trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.errors.at(0).task, 0U);
    EXPECT_THAT(results(), ElementsAre("c.png"));
}

TEST_P(EngineReadsOnce, F307_AFolderThatIsGoneFailsEachOfItsPicturesByName)
{
    std::vector<std::string> gone{"in"};
    if (sandboxMeans().landlock > 0) // otherwise workers make that of the results again
        gone.emplace_back("out");
    useFolders("in", "out");
    addPicture("b.ppm");
    addPicture("c.ppm");
    for (const std::string& folder : gone) {
        const auto run = interleave::Run::plan(experiment()).value();
        fs::rename(m_folder.path() / folder, m_folder.path() / "renamed");
        WatchedRun observer;
        EventLoop loop = EventLoop::create().value();
        const TrialResult trial = run->execute(loop, observer).value().trials.at(0);
        fs::rename(m_folder.path() / "renamed", m_folder.path() / folder);
        EXPECT_EQ(trial.end, TrialEnd::Finished) << folder;
        EXPECT_EQ(trial.tasks.failed, 2U) << folder;
        std::vector<std::string> reasons;
        for (const TaskError& error : trial.errors)
            reasons.push_back(error.message);
        EXPECT_THAT(reasons,
            UnorderedElementsAre(AllOf(StartsWith("b.ppm: "), HasSubstr("No such file")),
                AllOf(StartsWith("c.ppm: "), HasSubstr("No such file"))));
    }
}

TEST_P(EngineReadsOnce, F308_ALinkThatLeadsElsewhereMeanwhileLeadsNoWorkerThere)
{
    if (sandboxMeans().landlock == 0)
        GTEST_SKIP() << "this kernel lets workers read everything";
    useFolders("in", "out");
    fs::create_directory(m_folder.path() / "other");
    addPicture("a.ppm");
    fs::copy_file(m_input / "a.ppm", m_folder.path() / "other/a.ppm");
    const fs::path link = m_folder.path() / "link";
    fs::create_directory_symlink(m_input, link);
    ASSERT_TRUE(writeFileAtomically(m_folder.path() / "list.txt", "link/a.ppm\n"));
    Experiment listed = experiment();
    listed.params["input"] = (m_folder.path() / "list.txt").string();
    const auto run = interleave::Run::plan(listed).value();
    fs::remove(link);
    fs::create_directory_symlink(m_folder.path() / "other", link);
    WatchedRun observer;
    EventLoop loop = EventLoop::create().value();
    const TrialResult trial = run->execute(loop, observer).value().trials.at(0);
    ASSERT_EQ(trial.tasks.failed, 1U) << "the engine followed the paths, workers do not again";
    EXPECT_THAT(trial.errors.at(0).message, HasSubstr("a.ppm"));
}

TEST_P(EngineReadsOnce, F316_FoldersThatALinkLedToStayThoseOfTheRun)
{
    useFolders("in", "out");
    addPicture("a.ppm");
    for (const char* other : {"otherIn", "otherOut"})
        fs::create_directory(m_folder.path() / other);
    std::ofstream(m_folder.path() / "otherIn/a.ppm", std::ios::binary) << "P6 1 1 255 123";
    const auto lead = [&](const char* link, const fs::path& folder) {
        fs::remove(m_folder.path() / link);
        fs::create_directory_symlink(folder, m_folder.path() / link);
    };
    lead("inLink", m_input);
    lead("outLink", m_output);
    Experiment linked = experiment();
    linked.params["input"] = (m_folder.path() / "inLink").string();
    linked.params["output"] = (m_folder.path() / "outLink").string();
    const auto run = interleave::Run::plan(linked).value();
    lead("inLink", m_folder.path() / "otherIn");
    lead("outLink", m_folder.path() / "otherOut");
    WatchedRun observer;
    EventLoop loop = EventLoop::create().value();
    const RunResult result = run->execute(loop, observer).value();
    for (const TaskError& error : result.trials.at(0).errors)
        ADD_FAILURE() << error.message;
    EXPECT_TRUE(fs::is_empty(m_folder.path() / "otherOut"));
    ASSERT_THAT(results(), ElementsAre("a.png"));
    const auto header = readFile(m_output / "a.png", 1'000).value().substr(16, 4);
    EXPECT_EQ(header, std::string("\0\0\0\2", 4)) << "pixels in a row";
    for (const char* asked : {"input", "output"})
        EXPECT_EQ(result.experiment.params.at(asked), linked.params.at(asked));
}

TEST_P(EngineReadsOnce, F316_AFolderIsNamedAsItWasAskedFor)
{
    useFolders("in", "out"); // without pictures
    fs::create_directory_symlink(m_input, m_folder.path() / "link");
    Experiment linked = experiment();
    linked.params["input"] = (m_folder.path() / "link").string();
    const auto run = interleave::Run::plan(linked);
    ASSERT_FALSE(run);
    EXPECT_THAT(run.error().message, HasSubstr((m_folder.path() / "link").string()));
}

TEST_P(EngineReadsOnce, F310_AnOutdatedResultThatWasCopiedIsReplacedByWorkersThatMayNotReadIt)
{
    useFolders("in", "out");
    addPicture("a.ppm");
    addPicture("b.ppm");
    Experiment batch = experiment();
    batch.params["resume"] = true;
    ASSERT_EQ(runExperiment(batch).summary.tasks.succeeded, 2U);
    const auto before = readFile(m_output / "a.png", 1'000);
    fs::copy(m_output, m_folder.path() / "copy");
    std::ofstream(m_input / "a.ppm", std::ios::binary) << "P6 2 2 255 cba987654321";
    m_output = m_folder.path() / "copy";
    batch.params["output"] = m_output.string();
    const RunResult run = runExperiment(batch);
    EXPECT_EQ(run.summary.tasks.total, 1U) << "b.png is done";
    EXPECT_EQ(run.summary.tasks.succeeded, 1U);
    for (const TaskError& error : run.trials.at(0).errors)
        ADD_FAILURE() << error.message;
    EXPECT_NE(readFile(m_output / "a.png", 1'000).value(), before.value());
}

TEST_P(EngineReadsOnce, F77_PathsAreBytes)
{
    useFolders("in \xff\n%41 file:", "out\xc3\x28");
    addPicture("a\xfe.ppm");
    addPicture("-b \n.ppm");
    const TrialResult trial = runExperiment(experiment()).trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 2U) << trial.errors.at(0).message;
    EXPECT_THAT(results(), ElementsAre("-b \n.png", "a\xfe.png"));
}

TEST_P(EngineReadsOnce, F77_TheExperimentOfAResultRunsAgain)
{
    useFolders("in\xff", "out\xff");
    addPicture("a.ppm");
    const RunResult result = runExperiment(experiment());
    const std::string text = dumpJson(toJson(result.experiment));
    auto again = experimentFromText(text, "the result");
    ASSERT_TRUE(again.has_value()) << text;
    EXPECT_EQ(*again, result.experiment);
    again->params["overwrite"] = true;
    EXPECT_EQ(runExperiment(*again).trials.at(0).tasks.succeeded, 1U);
}

TEST(PoolSizes, F77_AlsoForSeveralPoolSizes)
{
    const auto plans = makePlans({.workload = WorkloadKind::ImageFilter, .varyWorkers = {1, 2}});
    ASSERT_TRUE(plans.has_value());
    EXPECT_EQ(plans->at(0).workload, plans->at(1).workload);
}

} // namespace interleave::test
