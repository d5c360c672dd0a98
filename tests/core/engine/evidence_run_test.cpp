// Runs whose lost updates are named: from the worker's log to the result.

#include "core/evidence/update_history.h"
#include "tests/support/engine_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <numeric>

namespace interleave::test {
namespace {

using testing::HasSubstr;

Experiment racing(WorkloadKind workload, std::int64_t tasks, std::int64_t increments)
{
    Experiment experiment{.workload = workload,
        .tasks = tasks,
        .workers = 2,
        .sync = Primitive::None,
        .evidence = true};
    if (workload == WorkloadKind::Counter)
        experiment.params = {{"increments", increments}};
    return experiment;
}

void expectBelieved(const TrialResult& trial)
{
    ASSERT_TRUE(trial.evidence.has_value());
    const EvidenceResult& evidence = *trial.evidence;
    EXPECT_EQ(evidence.doubt, "");
    EXPECT_TRUE(evidence.agrees);
    EXPECT_EQ(evidence.lost, trial.race.lost);
    EXPECT_EQ(evidence.survived, trial.race.survived);
    EXPECT_EQ(evidence.operations, trial.race.updates);
    const auto& perWorker = evidence.lostOfWorker;
    EXPECT_EQ(std::accumulate(perWorker.begin(), perWorker.end(), std::uint64_t{0}), evidence.lost);
}

TEST(EvidenceRun, EveryLostIncrementOfTheCounterIsNamed)
{
    Experiment experiment = racing(WorkloadKind::Counter, 200, 5'000);
    experiment.trials = 5;
    for (const TrialResult& trial : runExperiment(experiment).trials)
        expectBelieved(trial);
}

TEST(EvidenceRun, EveryLostSquareIsNamed)
{
    if (!survivorsAreExact())
        GTEST_SKIP() << "this processor cannot store a total and its tag in one step";
    Experiment experiment = racing(WorkloadKind::Squares, 100'000, 0);
    experiment.trials = 3;
    for (const TrialResult& trial : runExperiment(experiment).trials)
        expectBelieved(trial);
}

// A pause in the window makes the loss certain.
TEST(EvidenceRun, AWidenedWindowIsNamedToo)
{
    Experiment experiment = racing(WorkloadKind::Counter, 20, 200);
    experiment.params["delay_ns"] = std::int64_t{20'000};
    experiment.schedule = Schedule::Static;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    expectBelieved(trial);
    EXPECT_GT(trial.race.lost, 0U);
    EXPECT_FALSE(trial.evidence->collided.empty());
}

TEST(EvidenceRun, SpawnedWorkersAndThreadsLogToo)
{
    for (const StartMethod method : {StartMethod::Spawn, StartMethod::ForkServer}) {
        Experiment experiment = racing(WorkloadKind::Counter, 100, 1'000);
        experiment.startMethod = method;
        expectBelieved(runExperiment(experiment).trials.at(0));
    }
    Experiment experiment = racing(WorkloadKind::Counter, 100, 1'000);
    experiment.executor = ExecutorKind::Threads;
    expectBelieved(runExperiment(experiment).trials.at(0));
}

// The processes end between two tasks, having stored all that they recorded.
TEST(EvidenceRun, ProcessesForOneTaskEachLogAsOne)
{
    Experiment experiment = racing(WorkloadKind::Counter, 40, 2'000); // each longer than a start
    experiment.params["delay_ns"] = std::int64_t{10'000};
    experiment.executor = ExecutorKind::ProcessPerTask;
    TrialResult trial = runExperiment(experiment).trials.at(0);
    for (; trial.race.lost == 0; *experiment.tasks *= 2) // where they happened to run by turns
        trial = runExperiment(experiment).trials.at(0);
    expectBelieved(trial);
}

TEST(EvidenceRun, ALockLosesNothingAndTheLogSaysSo)
{
    Experiment experiment = racing(WorkloadKind::Counter, 100, 1'000);
    experiment.sync = Primitive::Lock;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    expectBelieved(trial);
    EXPECT_EQ(trial.evidence->lost, 0U);
}

TEST(EvidenceRun, AKilledWorkerLeavesALogThatIsBelieved)
{
    Experiment experiment = racing(WorkloadKind::Counter, 400, 2'000);
    experiment.inject = {{FaultKind::KillWorker}, {FaultKind::KillWorker}};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    ASSERT_TRUE(trial.evidence.has_value());
    EXPECT_EQ(trial.evidence->doubt, "");
    EXPECT_TRUE(trial.evidence->agrees);
    EXPECT_GE(trial.evidence->operations + trial.evidence->unsettled, trial.race.updates);
}

TEST(EvidenceRun, WithoutItThereIsNone)
{
    Experiment experiment = racing(WorkloadKind::Counter, 10, 10);
    experiment.evidence = false;
    EXPECT_FALSE(runExperiment(experiment).trials.at(0).evidence.has_value());
}

TEST(EvidenceRun, MoreWorkersThanTheTagNamesAreRefused)
{
    Experiment experiment = racing(WorkloadKind::Counter, 1'000, 1);
    experiment.workers = 257;
    const auto plan = makePlan(experiment);
    ASSERT_FALSE(plan.has_value());
    EXPECT_EQ(plan.error().kind, EngineError::Invalid);
    EXPECT_THAT(plan.error().message, HasSubstr("field 'evidence': 257 workers"));
}

TEST(EvidenceRun, MoreUpdatesThanTheTagCountsAreRefused)
{
    Experiment experiment = racing(WorkloadKind::Counter, 10'000'000, 1'000);
    const auto plan = makePlan(experiment);
    ASSERT_FALSE(plan.has_value());
    EXPECT_THAT(plan.error().message, HasSubstr("field 'evidence': 10000"));
}

TEST(EvidenceRun, TheProbeEffectIsARatioOverTheArms)
{
    Experiment experiment = racing(WorkloadKind::Counter, 20, 200);
    experiment.params["delay_ns"] = std::int64_t{10'000};
    experiment.schedule = Schedule::Static;
    experiment.evidence = false;
    experiment.probe = true;
    experiment.trials = 4;
    const RunResult run = runExperiment(experiment);
    ASSERT_TRUE(run.probe.has_value());
    EXPECT_EQ(run.arms.size(), 3U);
    for (const Ratio& ratio : {run.probe->tagged, run.probe->logged}) {
        ASSERT_TRUE(ratio.defined);
        EXPECT_LE(ratio.low, ratio.ratio);
        EXPECT_GE(ratio.high, ratio.ratio);
    }
    for (const TrialResult& trial : run.trials) {
        const Watch watch = run.arms.at(trial.arm).arm.watch;
        EXPECT_EQ(trial.evidence.has_value(), watch == Watch::Logged);
        EXPECT_EQ(trial.race.updates, 4'000U);
        EXPECT_EQ(trial.race.survived + trial.race.lost, 4'000U);
    }
}

// What the window gets.
class Collector final : public RunObserver
{
public:
    void trialStarted(std::int64_t, const RecordingWriter&) override { }
    void trialFinished(std::int64_t, const TrialResult&) override { }
    void log(LogLevel, const std::string&) override { }
    void evidenceFound(std::int64_t, const HistoryMemory& history, const UpdateLog& log) override
    {
        const auto copy = [](int fd) { return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0)); };
        auto attached = UpdateHistory::attach(copy(history.descriptor()), copy(log.descriptor()));
        ASSERT_TRUE(attached.has_value()) << attached.error().message;
        lost = attached->lost().size();
        found = true;
    }

    bool found = false;
    std::uint64_t lost = 0;
};

TEST(EvidenceRun, TheHistoryIsHandedOverBeforeTheTrialIsFinished)
{
    EventLoop loop = EventLoop::create().value();
    Collector observer;
    const auto run = interleave::Run::plan(racing(WorkloadKind::Counter, 100, 5'000)).value();
    const auto result = run->execute(loop, observer);
    ASSERT_TRUE(result.has_value());
    EXPECT_TRUE(observer.found);
    EXPECT_EQ(observer.lost, result->trials.at(0).race.lost);
}

} // namespace
} // namespace interleave::test
