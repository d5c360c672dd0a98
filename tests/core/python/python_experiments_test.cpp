// The tutorials' own programs, as experiments in resources/experiments: they give what the
// tutorials say.

#include "core/base/file.h"
#include "core/base/machine.h"
#include "core/model/experiment_json.h"
#include "tests/core/python/python_test.h"

#include <algorithm>
#include <filesystem>

namespace interleave::test {

using testing::HasSubstr;

namespace {

std::filesystem::path experimentsFolder()
{
    return std::filesystem::path(__FILE__).parent_path() / "../../../resources/experiments";
}

Experiment experimentIn(const std::filesystem::path& file)
{
    const auto text = readRegularFile(file, 1U << 20U);
    EXPECT_TRUE(text.has_value()) << file;
    auto experiment = experimentFromText(text.value_or(""), file.filename().string());
    EXPECT_TRUE(experiment.has_value()) << joinMessages(experiment.error());
    Experiment read = experiment.value_or(Experiment{});
    read.python = pythonOfTests();
    return read;
}

RunResult runOf(const std::string& name)
{
    return runExperiment(experimentIn(experimentsFolder() / (name + ".json")));
}

double medianNs(const RunResult& result, std::size_t arm)
{
    return result.arms.at(arm).summary.wallNs.median;
}

} // namespace

TEST(Experiments, AllAreValid)
{
    std::size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(experimentsFolder())) {
        EXPECT_THAT(findProblems(experimentIn(file.path())), testing::IsEmpty()) << file.path();
        ++files;
    }
    EXPECT_GT(files, 10U);
}

TEST_F(PythonTest, IncrementsWithoutALockAreLostAndWithOneAreNot)
{
    TrialResult without;
    do { // until the two have met
        without = runOf("increments-without-lock").trials.at(0);
    } while (without.race.lost == 0 && !HasFailure());
    EXPECT_EQ(without.race.actual + without.race.lost, 2'000'000U);
    const TrialResult with = runOf("increments-with-lock").trials.at(0);
    EXPECT_EQ(with.race.actual, 200'000U);
}

// By how much the last task's end comes after the wall time.
std::int64_t endsLaterBy(const std::string& name)
{
    std::uint64_t last = 0;
    WatchedRun run;
    run.onTrialEnded([&](RunningTrial& ended) {
        const Recording recording = ended.recording().value();
        for (unsigned worker = 0; worker < recording.workers(); ++worker) {
            for (const std::span<const TraceEvent> events : recording.log(worker))
                for (const TraceEvent& event : events)
                    last = std::max(last, event.end - recording.range().begin);
        }
    });
    const TrialResult trial
        = run.run(experimentIn(experimentsFolder() / (name + ".json"))).trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 2U) << saidOfPython(trial);
    return static_cast<std::int64_t>(last) - static_cast<std::int64_t>(trial.wallNs);
}

TEST_F(PythonTest, WithoutJoinTheTimeIsTakenBeforeTheWorkIsDone)
{
    EXPECT_GT(endsLaterBy("sleep-without-join"), 0);
    EXPECT_LE(endsLaterBy("sleep-with-join"), 0);
}

TEST_F(PythonTest, FourThreadsThatWaitAreFasterThanOne)
{
    const RunResult result = runOf("threads-that-wait");
    EXPECT_GT(medianNs(result, 0), medianNs(result, 1));
}

TEST_F(PythonTest, WhatAProducerPutsIntoAQueueOrAPipeAConsumerGets)
{
    for (const char* name : {"producer-and-consumer-by-queue", "producer-and-consumer-by-pipe"}) {
        const TrialResult trial = runOf(name).trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        EXPECT_EQ(trial.outcome.sentence, "All 100 items arrived once") << name;
        EXPECT_EQ(trial.race.survived, 100U);
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    }
}

TEST_F(PythonTest, EveryWayOfTheTutorialsBringsAllResultsBack)
{
    for (const char* name : {"pool-squares",
             "cubes-apply-async",
             "cubes-as-completed",
             "squares-by-queue",
             "squares-by-pipe",
             "squares-in-an-array",
             "sleep-ten",
             "coroutines"}) {
        SCOPED_TRACE(name);
        const TrialResult trial = runOf(name).trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        EXPECT_EQ(trial.tasks.succeeded, trial.tasks.total);
        EXPECT_EQ(trial.race.survived, trial.tasks.total);
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    }
}

TEST_F(PythonTest, WhatJoblibsMemoryKeepsIsThereInTheSecondTrial)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    const RunResult result = runOf("joblib-memory");
    ASSERT_EQ(result.trials.size(), 2U) << testing::PrintToString(result.errors);
    EXPECT_EQ(result.trials[1].race.survived, 4U);
    EXPECT_LT(result.trials[1].latency.minNs, result.trials[0].latency.minNs);
}

TEST_F(PythonTest, ThreadsThatComputeTakeTurns)
{
    const RunResult result = runOf("threads-that-compute");
    if (result.trials.at(0).python.value_or("").ends_with("free-threaded"))
        GTEST_SKIP() << "these have no lock to take turns at";
    for (const TrialResult& trial : result.trials) {
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        std::uint64_t onCores = 0;
        for (const WorkerResult& worker : trial.workers)
            onCores += worker.cpuNs;
        EXPECT_LE(onCores, trial.wallNs + trial.wallNs / 4) << "one at a time";
    }
}

TEST_F(PythonTest, FourWorkersAreTwiceAsFastAsOneAndMoreWhereThereAreFourCores)
{
    if (usableCores() < 4)
        GTEST_SKIP() << "there are " << usableCores() << " cores";
    const RunResult result = runOf("four-workers");
    EXPECT_GT(medianNs(result, 0), 2 * medianNs(result, 1));
}

TEST_F(PythonTest, AnErrorAtFiveIsThatTasksAlone)
{
    const TrialResult trial = runOf("error-at-five").trials.at(0);
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.race.survived, 9U);
}

} // namespace interleave::test
