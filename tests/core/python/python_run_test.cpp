// Python's own systems as executors: the same tasks, results, recording and proof as ours.

#include "core/engine/python/joblib_folder.h"
#include "core/engine/python/python_trial.h"
#include "core/process/child_process.h"
#include "core/trace/recording.h"
#include "tests/core/python/python_test.h"
#include "tests/support/children.h"
#include "tests/support/pipes.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <optional>
#include <set>
#include <stdlib.h>

namespace interleave::test {

namespace {

class EveryPythonExecutor : public WithPythonExecutor
{
};

INSTANTIATE_TEST_SUITE_P(Executors, EveryPythonExecutor, ofSeveralWorkloads(), executorName);

std::vector<TraceEvent> tasksIn(const Recording& recording)
{
    std::vector<TraceEvent> tasks;
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        for (const std::span<const TraceEvent> run : recording.log(worker))
            std::ranges::copy(run, std::back_inserter(tasks));
    }
    return tasks;
}

std::vector<TraceEvent> recordedTasks(const Experiment& experiment)
{
    std::vector<TraceEvent> tasks;
    WatchedRun run;
    run.onTrialEnded([&](RunningTrial& ended) { tasks = tasksIn(ended.recording().value()); });
    run.run(experiment);
    return tasks;
}

} // namespace

TEST_P(EveryPythonExecutor, AddsUpAllSquares)
{
    const TrialResult trial
        = runExperiment(inPython(GetParam(), WorkloadKind::Squares, 30)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
    EXPECT_EQ(trial.tasks.succeeded, 30U);
    EXPECT_EQ(trial.race.actual, 29U * 30U * 59U / 6U);
    EXPECT_EQ(trial.race.lost, 0U);
    EXPECT_EQ(trial.events.recorded, 30U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_EQ(trial.ledger.ranOnce, 30U);
    EXPECT_GT(trial.workers.at(0).pid, 0);
    EXPECT_TRUE(noChildIsLeft());
}

TEST_F(PythonTest, EventsStandOnTheSameClockAsOurs)
{
    const std::uint64_t before = Clock::monotonicNs();
    const std::vector<TraceEvent> tasks
        = recordedTasks(inPython(ExecutorKind::PythonPool, WorkloadKind::Cubes, 8));
    const std::uint64_t after = Clock::monotonicNs();
    ASSERT_EQ(tasks.size(), 8U);
    for (const TraceEvent& task : tasks) {
        EXPECT_LE(before, task.begin);
        EXPECT_LE(task.begin, task.end);
        EXPECT_LE(task.end, after);
    }
}

// Asked for the time, Python says one between ours before and ours after, in every round: the
// shortest one bounds by how much the clocks can differ.
TEST_F(PythonTest, ItsClockAnswersBetweenTwoReadsOfOurs)
{
    const PipeEnds question = makePipe();
    const PipeEnds answer = makePipe();
    const std::string python = findPython(pythonOfTests()).value();
    const std::array given{ChildProcess::Given{question.reader.get(), STDIN_FILENO},
        ChildProcess::Given{answer.writer.get(), STDOUT_FILENO}};
    auto child = ChildProcess::spawn(python,
        {python,
            "-I",
            "-c",
            "import os, struct, time\n"
            "while os.read(0, 1): os.write(1, struct.pack('=Q', time.monotonic_ns()))"},
        given);
    ASSERT_TRUE(child.has_value());
    constexpr std::uint64_t kMostApartNs = 50'000;
    std::uint64_t shortestNs = UINT64_MAX;
    for (int round = 0; round < 200; ++round) {
        std::uint64_t theirs = 0;
        const std::uint64_t before = Clock::monotonicNs();
        ASSERT_EQ(::write(question.writer.get(), "?", 1), 1);
        ASSERT_EQ(::read(answer.reader.get(), &theirs, sizeof theirs), 8);
        const std::uint64_t after = Clock::monotonicNs();
        EXPECT_LE(before, theirs);
        EXPECT_LE(theirs, after);
        shortestNs = std::min(shortestNs, after - before);
    }
    EXPECT_LT(shortestNs, kMostApartNs);
}

TEST_F(PythonTest, EveryCallHandsOutAllTasks)
{
    for (const ExecutorKind executor : {ExecutorKind::PythonPool, ExecutorKind::PythonProcesses}) {
        for (const PythonCall call : {PythonCall::AsCompleted, PythonCall::Each}) {
            Experiment experiment = inPython(executor, WorkloadKind::Squares, 20);
            experiment.call = call;
            const TrialResult trial = runExperiment(experiment).trials.at(0);
            EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
            EXPECT_EQ(trial.race.survived, 20U) << nameOf(executor) << " " << nameOf(call);
        }
    }
}

TEST_F(PythonTest, WorkersThatInheritNothingDoTheSame)
{
    for (const StartMethod method : {StartMethod::Spawn, StartMethod::ForkServer}) {
        Experiment experiment = inPython(ExecutorKind::PythonPool, WorkloadKind::Counter, 10);
        experiment.params = {{"increments", std::int64_t{10}}};
        experiment.startMethod = method;
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        EXPECT_EQ(trial.race.actual, 100U) << nameOf(method);
    }
}

TEST_F(PythonTest, APoolHasSoManyProcessesAndThreadsShareOne)
{
    std::set<std::int64_t> pids;
    Experiment experiment = sleepingPool(4, 0.05);
    TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_NE(trial.workers.at(0).pid, trial.workers.at(1).pid);
    experiment.executor = ExecutorKind::PythonThreads;
    trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.workers.at(0).pid, trial.workers.at(1).pid);
}

TEST_F(PythonTest, CoroutinesSleepAllAtOnceInOneThread)
{
    Experiment experiment = inPython(ExecutorKind::PythonAsyncio, WorkloadKind::Sleep, 4);
    experiment.params = {{"duration", 0.05}};
    experiment.workers = 4;
    const std::vector<TraceEvent> tasks = recordedTasks(experiment);
    ASSERT_EQ(tasks.size(), 4U);
    EXPECT_LT(std::ranges::max(tasks, {}, &TraceEvent::begin).begin,
        std::ranges::min(tasks, {}, &TraceEvent::end).end);
}

TEST_F(PythonTest, ATaskSleepsAsLongAsOurs)
{
    std::vector<std::uint64_t> ofOurs;
    std::vector<std::uint64_t> ofPython;
    Experiment experiment = inPython(ExecutorKind::PythonSerial, WorkloadKind::Sleep, 6);
    experiment.params = {{"duration", 0.001}, {"distribution", std::string("exponential")}};
    const auto resultsTo = [](std::vector<std::uint64_t>& results) {
        return [&results](RunningTrial& ended) {
            for (std::uint64_t task = 0; task < ended.ledger().tasks(); ++task)
                results.push_back(ended.ledger().result(task));
        };
    };
    WatchedRun python;
    python.onTrialEnded(resultsTo(ofPython));
    python.run(experiment);
    experiment.executor = ExecutorKind::Serial;
    WatchedRun ours;
    ours.onTrialEnded(resultsTo(ofOurs));
    ours.run(experiment);
    EXPECT_EQ(ofPython, ofOurs);
}

TEST_F(PythonTest, AGuardedCounterLosesNothing)
{
    for (const Primitive primitive : {Primitive::Lock,
             Primitive::RecursiveLock,
             Primitive::Semaphore,
             Primitive::BoundedSemaphore}) {
        Experiment experiment = inPython(ExecutorKind::PythonPool, WorkloadKind::Counter, 8);
        experiment.params = {{"increments", std::int64_t{200}}};
        experiment.sync = primitive;
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        EXPECT_EQ(trial.race.actual, 1'600U) << nameOf(primitive) << saidOfPython(trial);
        EXPECT_EQ(trial.race.lost, 0U) << nameOf(primitive);
    }
}

TEST_F(PythonTest, ARawValueLosesUpdatesAndTheyAreCounted)
{
    Experiment experiment = inPython(ExecutorKind::PythonPool, WorkloadKind::Counter, 2);
    experiment.chunk = 1;
    experiment.sync = Primitive::None;
    TrialResult trial;
    std::int64_t increments = 5'000;
    do { // until the two have met
        experiment.params = {{"increments", increments *= 2}};
        trial = runExperiment(experiment).trials.at(0);
    } while (trial.race.lost == 0 && !HasFailure());
    EXPECT_EQ(trial.race.expected, 2 * static_cast<std::uint64_t>(increments));
    EXPECT_EQ(trial.race.actual + trial.race.lost, trial.race.expected);
}

TEST_F(PythonTest, ResultsComeByQueueArrayOrPipeAsWell)
{
    for (const auto& [executor, way] : {std::pair(ExecutorKind::PythonPool, HandBack::Queue),
             std::pair(ExecutorKind::PythonProcesses, HandBack::Array),
             std::pair(ExecutorKind::PythonProcess, HandBack::Pipe),
             std::pair(ExecutorKind::PythonProcess, HandBack::Array),
             std::pair(ExecutorKind::PythonThreads, HandBack::Queue)}) {
        Experiment experiment = inPython(executor, WorkloadKind::Squares, 20);
        experiment.handBack = way;
        WatchedRun run;
        const TrialResult trial = run.run(experiment).trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
        EXPECT_THAT(
            run.logged, testing::HasSubstr("results came by " + std::string(nameOf(way)) + "\n"));
        EXPECT_EQ(trial.race.actual, 19U * 20U * 39U / 6U) << nameOf(executor) << nameOf(way);
        EXPECT_EQ(trial.race.survived, 20U) << nameOf(executor) << nameOf(way);
    }
}

TEST_F(PythonTest, JoblibsThreadsShareOneProcess)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    Experiment experiment = inPython(ExecutorKind::PythonJoblib, WorkloadKind::Sleep, 4);
    experiment.params = {{"duration", 0.05}};
    experiment.chunk = 1;
    experiment.joblibBackend = JoblibBackend::Threading;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 4U) << saidOfPython(trial);
    EXPECT_GT(trial.workers.at(0).pid, 0);
    EXPECT_EQ(trial.workers.at(0).pid, trial.workers.at(1).pid);
}

TEST_F(PythonTest, WhatJoblibKeepsIsLookedUpInTheNextTrialAndGoneWithTheRun)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    Experiment experiment = inPython(ExecutorKind::PythonJoblib, WorkloadKind::Sleep, 2);
    constexpr double kLong = 0.5;
    experiment.params = {{"duration", kLong}};
    experiment.joblibBackend = JoblibBackend::Threading;
    experiment.joblibMemory = true;
    experiment.trials = 2;
    const TemporaryFolder folder;
    ::setenv("TMPDIR", folder.path().c_str(), 1);
    std::filesystem::create_directory(folder.path() / "interleave-joblib-killed");
    const auto another = JoblibFolder::create(); // of a run that goes on
    const RunResult result = runExperiment(experiment);
    ::unsetenv("TMPDIR");
    ASSERT_EQ(result.trials.size(), 2U);
    const auto longestNs = [&](std::size_t trial) { return result.trials.at(trial).latency.maxNs; };
    EXPECT_GE(longestNs(0), kLong * 1e9);
    EXPECT_LT(longestNs(1), kLong * 1e9);
    EXPECT_EQ(result.trials.at(1).race.survived, 2U);
    const std::filesystem::directory_iterator left(folder.path());
    EXPECT_EQ(std::distance(begin(left), end(left)), 1);
    EXPECT_TRUE(std::filesystem::exists(another.value().path()));
}

// A run that compares executors makes the folder for the arm that is joblib's.
TEST_F(PythonTest, ResultsAreKeptByJoblibAlone)
{
    Experiment experiment = inPython(ExecutorKind::PythonSerial, WorkloadKind::Squares, 2);
    experiment.workers = 1;
    const RunPlan plan = makePlan(experiment).value();
    const Clock clock;
    auto loop = EventLoop::create().value();
    CoreUsage cores = CoreUsage::open();
    WatchedRun observer;
    const TemporaryFolder folder;
    TrialTools tools{plan, clock, loop, cores, observer, nullptr};
    tools.joblibFolder = folder.path();
    const auto trial
        = PythonTrial::start(tools, {.number = 0, .armNumber = 0, .arm = plan.arms[0]});
    ASSERT_TRUE(trial.has_value());
    EXPECT_TRUE(loop.runUntil([&] { return (*trial)->done(); }));
    EXPECT_EQ((*trial)->finish().race.survived, 2U);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(PythonTest, JoblibMakesItsBatchesItselfUnlessAChunkIsGiven)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    const RunResult result
        = runExperiment(inPython(ExecutorKind::PythonJoblib, WorkloadKind::Squares, 20));
    EXPECT_EQ(result.trials.at(0).race.survived, 20U) << saidOfPython(result.trials.at(0));
    EXPECT_EQ(result.experiment.chunk, std::nullopt);
}

TEST_F(PythonTest, AResultSaysWhichPythonRanIt)
{
    const TrialResult trial
        = runExperiment(inPython(ExecutorKind::PythonSerial, WorkloadKind::Squares, 2))
              .trials.at(0);
    EXPECT_THAT(trial.python.value_or(""), testing::StartsWith("Python 3."));
    const Experiment ours{
        .workload = WorkloadKind::Squares, .tasks = 2, .executor = ExecutorKind::Serial};
    EXPECT_EQ(runExperiment(ours).trials.at(0).python, std::nullopt);
}

TEST_F(PythonTest, EveryTrialOfSeveralPoolSizesRuns)
{
    Experiment experiment = inPython(ExecutorKind::PythonThreads, WorkloadKind::Squares, 5);
    experiment.varyWorkers = {1, 2};
    const RunResult result = runExperiment(experiment);
    ASSERT_EQ(result.trials.size(), 2U);
    EXPECT_EQ(result.arms.size(), 2U);
    for (const TrialResult& trial : result.trials)
        EXPECT_EQ(trial.race.survived, 5U);
}

} // namespace interleave::test
