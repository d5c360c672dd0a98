// Python's systems and ours compared in one run: each arm gets what it needs, whichever comes
// first.

#include "core/model/experiment.h"
#include "tests/core/python/python_test.h"
#include "tests/support/temporary_folder.h"

namespace interleave::test {

namespace {

using testing::IsEmpty;
using testing::SizeIs;

Experiment comparing(ExecutorKind executor, std::vector<std::string> executors)
{
    Experiment experiment = inPython(executor, WorkloadKind::Squares, 20);
    experiment.varyParam = {"executor", std::move(executors)};
    return experiment;
}

} // namespace

TEST_F(PythonTest, BesideWorkersOfOursThatAreSpawnedItRunsInEitherOrder)
{
    for (const auto& order : {std::vector<std::string>{"python-pool", "processes"},
             std::vector<std::string>{"processes", "python-pool"}}) {
        Experiment experiment = comparing(ExecutorKind::Processes, order);
        experiment.startMethod = StartMethod::Spawn;
        const RunResult result = runExperiment(experiment);
        ASSERT_THAT(result.trials, SizeIs(2)) << testing::PrintToString(result.errors);
        for (const TrialResult& trial : result.trials) {
            EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
            EXPECT_EQ(trial.tasks.succeeded, 20U);
            EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
        }
    }
}

TEST_F(PythonTest, ComparedExecutorsAreMeasuredInMemoryAndATasksWay)
{
    const std::vector<std::string> executors{
        "python-pool", "python-processes", "python-threads", "python-serial", "python-process"};
    Experiment experiment = comparing(ExecutorKind::PythonPool, executors);
    experiment.tasks = 6;
    const RunResult result = runExperiment(experiment);
    ASSERT_THAT(result.trials, SizeIs(executors.size())) << testing::PrintToString(result.errors);
    for (const TrialResult& trial : result.trials) {
        const std::string& name = executors[trial.arm];
        SCOPED_TRACE(name);
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
        EXPECT_EQ(trial.race.lost, 0U);
        EXPECT_GT(trial.roundTripNs.value_or(0), 0U);
        if (name != "python-process") // whose processes may all have ended before anybody looked
            EXPECT_GT(trial.memoryBytes.value_or(0), std::uint64_t{2} << 20U);
    }
}

TEST_F(PythonTest, ComparedCoroutinesAndJoblibsWorkersAreMeasuredTheSame)
{
    std::vector<std::string> executors{"python-asyncio", "python-threads"};
    if (hasJoblib())
        executors.emplace_back("python-joblib");
    Experiment experiment = inPython(ExecutorKind::PythonAsyncio, WorkloadKind::Sleep, 4);
    experiment.params = {{"duration", 0.01}};
    experiment.varyParam = {"executor", executors};
    const RunResult result = runExperiment(experiment);
    ASSERT_THAT(result.trials, SizeIs(executors.size())) << testing::PrintToString(result.errors);
    for (const TrialResult& trial : result.trials) {
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        EXPECT_GT(trial.roundTripNs.value_or(0), 0U) << executors[trial.arm];
        EXPECT_GT(trial.memoryBytes.value_or(0), std::uint64_t{2} << 20U) << executors[trial.arm];
    }
}

TEST_F(PythonTest, AloneItIsNotMeasuredInATasksWay)
{
    const TrialResult trial
        = runExperiment(inPython(ExecutorKind::PythonThreads, WorkloadKind::Squares, 4))
              .trials.at(0);
    EXPECT_EQ(trial.roundTripNs, std::nullopt);
    EXPECT_EQ(trial.memoryBytes, std::nullopt);
}

TEST(PythonArms, ThatWriteIntoOneFolderMustBeAllowedToReplaceFiles)
{
    const TemporaryFolder folder;
    Experiment experiment{.workload = WorkloadKind::ImageFilter,
        .tasks = 2,
        .varyParam = {"executor", {"processes", "python-pool"}}};
    EXPECT_THAT(findProblems(experiment), IsEmpty());
    experiment.params["output"] = folder.path().string();
    const auto problems = findProblems(experiment);
    ASSERT_THAT(problems, SizeIs(1));
    EXPECT_EQ(problems.front().field, "params.overwrite");
    experiment.params["overwrite"] = true;
    EXPECT_THAT(findProblems(experiment), IsEmpty());
}

TEST(PythonArms, OfPicturesHaveATaskForEach)
{
    const auto variants = variantsOf({.workload = WorkloadKind::ImageFilter,
        .varyParam = {"executor", {"processes", "python-pool"}}});
    ASSERT_THAT(variants, SizeIs(2));
    EXPECT_EQ(variants.front().tasks, std::nullopt);
}

} // namespace interleave::test
