// What befalls a run by Python: it ends, the tasks are accounted for, and what is Python's own way
// is said to be.

#include "core/trace/recording.h"
#include "tests/core/python/python_test.h"
#include "tests/support/children.h"
#include "tests/support/pipes.h"
#include "tests/support/slowness.h"

#include <array>
#include <csignal>

namespace interleave::test {

using testing::HasSubstr;

namespace {

std::vector<pid_t> workersIn(const Recording& recording)
{
    std::vector<pid_t> pids;
    for (unsigned worker = 0; worker < recording.workers(); ++worker) {
        if (recording.worker(worker).pid > 0)
            pids.push_back(static_cast<pid_t>(recording.worker(worker).pid));
    }
    return pids;
}

bool allHaveEnded(const std::vector<pid_t>& pids)
{
    return eventually(
        [&] { return std::ranges::none_of(pids, [](pid_t pid) { return isAlive(pid); }); });
}

Experiment faulty(ExecutorKind executor, FaultKind kind)
{
    Experiment experiment = inPython(executor, WorkloadKind::Squares, 12);
    experiment.inject = {{kind, 5}};
    experiment.chunk = 1;
    return experiment;
}

} // namespace

TEST_F(PythonTest, F500_AnExceptionFailsItsTaskAndComesThroughMap)
{
    const RunResult result = runExperiment(faulty(ExecutorKind::PythonPool, FaultKind::Raise));
    const TrialResult& trial = result.trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.tasks.succeeded, 11U);
    EXPECT_EQ(trial.race.lost, 0U) << "what did not come back was not lost in a race";
    EXPECT_THAT(saidOfPython(trial), HasSubstr("ValueError: injected by raise@5"));
    EXPECT_THAT(result.errors.at(0), HasSubstr("known behaviour"));
    const auto ofTask
        = std::ranges::find(trial.errors, std::optional<std::uint64_t>(5), &TaskError::task);
    ASSERT_NE(ofTask, trial.errors.end());
    EXPECT_EQ(ofTask->message, "ValueError: injected by raise@5");
}

TEST_F(PythonTest, F500_WhatStandsBehindAnExceptionInItsChunkNeverBegins)
{
    Experiment experiment = faulty(ExecutorKind::PythonPool, FaultKind::Raise);
    experiment.chunk = 4; // tasks 4 to 7
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_EQ(trial.tasks.cancelled, 2U);
    EXPECT_EQ(trial.ledger.never, 2U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

TEST_F(PythonTest, F501_AWorkerThatDiesUnderAPoolHangsItAndTheRunEnds)
{
    const TrialResult trial
        = runExperiment(faulty(ExecutorKind::PythonPool, FaultKind::Exit)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.tasks.succeeded, 11U);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("waits for its result for ever"));
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_TRUE(noChildIsLeft());
}

TEST_F(PythonTest, F502_AWorkerThatDiesBreaksAnExecutorOfProcesses)
{
    const TrialResult trial
        = runExperiment(faulty(ExecutorKind::PythonProcesses, FaultKind::Crash)).trials.at(0);
    EXPECT_GE(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed + trial.tasks.cancelled, 12U);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("BrokenProcessPool"));
    EXPECT_THAT(saidOfPython(trial), HasSubstr("known behaviour"));
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

TEST_F(PythonTest, F502_AWorkerOfJoblibsThatDiesDoesTheSame)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    const TrialResult trial
        = runExperiment(faulty(ExecutorKind::PythonJoblib, FaultKind::Crash)).trials.at(0);
    EXPECT_GE(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed + trial.tasks.cancelled, 12U);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("a worker of joblib died"));
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_TRUE(noChildIsLeft());
}

TEST_F(PythonTest, F503_AProcessOfItsOwnTakesNoOtherTaskWithIt)
{
    const TrialResult trial
        = runExperiment(faulty(ExecutorKind::PythonProcess, FaultKind::Crash)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_EQ(trial.tasks.succeeded, 11U);
}

TEST_F(PythonTest, F504_ACrashAmongThreadsEndsTheProgramAndTheRunSaysHow)
{
    Experiment experiment = faulty(ExecutorKind::PythonThreads, FaultKind::Crash);
    experiment.tasks = 10'000; // more than the other thread gets done before the crash
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_GE(trial.tasks.failed, 1U);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("SIGSEGV"));
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

TEST_F(PythonTest, F505_ATaskThatDoesNotEndIsTimedOutAndTheRunEnds)
{
    for (const ExecutorKind executor : {ExecutorKind::PythonPool, ExecutorKind::PythonJoblib}) {
        if (executor == ExecutorKind::PythonJoblib && !hasJoblib())
            continue;
        Experiment experiment = faulty(executor, FaultKind::Hang);
        experiment.timeout = kTimeOut;
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Cancelled) << nameOf(executor);
        EXPECT_EQ(trial.tasks.timedOut, 1U) << nameOf(executor);
        EXPECT_THAT(saidOfPython(trial), HasSubstr("task 5 took too long"));
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
        EXPECT_TRUE(noChildIsLeft());
    }
}

TEST_F(PythonTest, F506_ACancelledRunLeavesNoWorkers)
{
    std::vector<pid_t> workers;
    WatchedRun run([&](interleave::Run& self, const Recording& recording) {
        if (!workers.empty() || recording.elapsedNs() == 0)
            return;
        workers = workersIn(recording);
        self.cancel();
    });
    const TrialResult trial = run.run(sleepingPool(4, 60)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_EQ(workers.size(), 2U);
    EXPECT_TRUE(allHaveEnded(workers));
    EXPECT_TRUE(noChildIsLeft());
}

namespace {

// The two of a run whose engine is killed as soon as they are there.
std::vector<pid_t> workersOfAKilledEngine(const Experiment& experiment)
{
    const PipeEnds found = makePipe();
    ChildProcess engine = startChild(
        [&] {
            bool told = false;
            WatchedRun run([&](interleave::Run&, const Recording& recording) {
                const std::vector<pid_t> pids = workersIn(recording);
                if (told || recording.elapsedNs() == 0 || pids.size() < 2)
                    return;
                told = ::write(found.writer.get(), pids.data(), 2 * sizeof(pid_t)) > 0;
            });
            run.run(experiment);
            return 0;
        },
        {found.writer.get()});
    std::vector<pid_t> workers(2);
    EXPECT_EQ(::read(found.reader.get(), workers.data(), 2 * sizeof(pid_t)),
        static_cast<ssize_t>(2 * sizeof(pid_t)));
    engine.signal(SIGKILL);
    return workers;
}

} // namespace

TEST_F(PythonTest, F507_AnEngineThatIsKilledTakesPythonsProcessesWithIt)
{
    for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn}) {
        Experiment experiment = sleepingPool(4, 60);
        experiment.startMethod = method;
        EXPECT_TRUE(allHaveEnded(workersOfAKilledEngine(experiment))) << nameOf(method);
    }
}

TEST_F(PythonTest, F529_AWorkerOfJoblibsThatHasHadNoTaskEndsWithAKilledEngineToo)
{
    if (!hasJoblib())
        GTEST_SKIP() << "joblib is not installed";
    Experiment experiment = sleepingPool(1, 60);
    experiment.executor = ExecutorKind::PythonJoblib;
    EXPECT_TRUE(allHaveEnded(workersOfAKilledEngine(experiment)));
}

TEST_F(PythonTest, F508_AProgramThatIsKilledEndsTheRunAndItsWorkers)
{
    std::vector<pid_t> workers;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        if (!workers.empty() || recording.elapsedNs() == 0)
            return;
        workers = workersIn(recording);
        ::kill(::getpgid(workers.at(0)), SIGKILL); // its leader is the program
    });
    const TrialResult trial = run.run(sleepingPool(4, 60)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("SIGKILL"));
    EXPECT_TRUE(allHaveEnded(workers));
}

TEST_F(PythonTest, F512_WhatACounterHeldIsSaidToBeUnknownWhereTheProgramWasKilled)
{
    pid_t program = 0;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        if (program != 0 || recording.elapsedNs() == 0 || recording.worker(0).tasks == 0)
            return;
        program = ::getpgid(workersIn(recording).at(0));
        ::kill(program, SIGKILL);
    });
    Experiment experiment = inPython(ExecutorKind::PythonPool, WorkloadKind::Counter, 10'000);
    experiment.params = {{"increments", std::int64_t{1'000}}};
    experiment.chunk = 1;
    const TrialResult trial = run.run(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("held in the end is not known"));
    EXPECT_GE(trial.race.uncertain, trial.race.updates);
    EXPECT_GT(trial.race.updates, 0U);
}

TEST_F(PythonTest, F513_WhoWaitsForTheItemsOfOneThatDiedDoesNotWaitForEver)
{
    Experiment experiment = inPython(ExecutorKind::PythonProcess, WorkloadKind::BoundedBuffer, 20);
    experiment.params = {{"channel", std::string("queue")}};
    experiment.inject = {{FaultKind::Crash, 5}}; // of the producer
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_THAT(saidOfPython(trial), HasSubstr("wait for its items for ever"));
    EXPECT_TRUE(noChildIsLeft());
}

// The last producer tells each consumer that nobody comes any more, and has to get rid of it.
TEST_F(PythonTest, MoreConsumersThanPlacesInTheQueueAllEnd)
{
    Experiment experiment = inPython(ExecutorKind::PythonProcess, WorkloadKind::BoundedBuffer, 30);
    experiment.params = {{"channel", std::string("queue")}, {"capacity", std::int64_t{1}}};
    experiment.workers = 3;
    experiment.timeout = 30;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished) << saidOfPython(trial);
    EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
    EXPECT_EQ(trial.tasks.succeeded, 30U);
    EXPECT_TRUE(noChildIsLeft());
}

// Items in the queue are not lost where a death ends the run, and nobody has measured any waits.
TEST_F(PythonTest, WhatIsInTheQueueWhenARunIsStoppedIsLeftThere)
{
    Experiment experiment = inPython(ExecutorKind::PythonProcess, WorkloadKind::BoundedBuffer, 20);
    experiment.params = {{"channel", std::string("queue")}};
    experiment.inject = {{FaultKind::Crash, 10}}; // of the consumer, before it takes anything
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_EQ(trial.race.lost, 0U);
    EXPECT_TRUE(trial.outcome.asWanted) << trial.outcome.sentence;
    EXPECT_THAT(trial.outcome.sentence, HasSubstr("left in the buffer"));
    EXPECT_TRUE(trial.outcome.charts.empty());
}

TEST_F(PythonTest, TheFirstFailureStopsARunThatIsToStop)
{
    Experiment experiment = sleepingPool(400, 0.01);
    experiment.inject = {{FaultKind::Raise, 0}};
    experiment.onError = OnError::Stop;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_GT(trial.tasks.cancelled, 0U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

} // namespace interleave::test
