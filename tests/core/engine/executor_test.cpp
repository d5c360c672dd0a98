// Every executor: the same tasks, results, recording and promises.

#include "tests/support/beats.h"
#include "tests/support/children.h"
#include "tests/support/engine_run.h"
#include "tests/support/slowness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <signal.h>

namespace interleave::test {

namespace {

Experiment squares(ExecutorKind executor, std::int64_t tasks)
{
    return {.workload = WorkloadKind::Squares, .tasks = tasks, .workers = 3, .executor = executor};
}

Experiment sleeping(ExecutorKind executor, std::int64_t tasks, double seconds)
{
    return {.workload = WorkloadKind::Sleep,
        .params = {{"duration", seconds}},
        .tasks = tasks,
        .workers = 3,
        .executor = executor,
        .chunk = 1};
}

class EveryExecutor : public testing::TestWithParam<ExecutorKind>
{
};

INSTANTIATE_TEST_SUITE_P(Executors,
    EveryExecutor,
    testing::Values(ExecutorKind::Processes,
        ExecutorKind::ProcessPerTask,
        ExecutorKind::Threads,
        ExecutorKind::Serial),
    [](const auto& executor) {
        std::string name(nameOf(executor.param));
        std::erase(name, '-');
        return name;
    });

} // namespace

TEST_P(EveryExecutor, AddsUpAllSquares)
{
    const TrialResult trial = runExperiment(squares(GetParam(), 200)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded, 200U);
    EXPECT_EQ(trial.race.actual, 199U * 200U * 399U / 6U);
    EXPECT_EQ(trial.events.recorded - trial.events.locks, 200U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_EQ(trial.ledger.ranOnce, 200U);
    EXPECT_TRUE(noChildIsLeft());
}

TEST_P(EveryExecutor, LosesNoUpdateUnderALock)
{
    Experiment experiment = squares(GetParam(), 200);
    experiment.workload = WorkloadKind::Counter;
    experiment.params = {{"increments", std::int64_t{2'000}}};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.race.actual, 400'000U);
    EXPECT_EQ(trial.race.lost, 0U);
}

TEST_P(EveryExecutor, CancelTakesEffectWithinHalfASecond)
{
    const Beats beats;
    std::optional<int> cancelledAt;
    WatchedRun run([&](interleave::Run& self, const Recording& recording) {
        if (!cancelledAt && recording.elapsedNs() > 5'000'000) {
            cancelledAt = beats.count();
            self.cancel();
        }
    });
    Experiment experiment = squares(GetParam(), 1'000);
    experiment.params = {{"work", std::int64_t{1'000'000'000}}}; // a task never looks
    const TrialResult trial = run.run(experiment).trials.at(0);
    EXPECT_LT(beats.count() - cancelledAt.value(), Beats::kPerSecond / 2);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.cancelled, 1'000U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_EQ(trial.ledger.cutOff + trial.ledger.never, trial.tasks.cancelled);
    EXPECT_TRUE(noChildIsLeft());
}

TEST_P(EveryExecutor, ATimeOutFailsOnlyTheTasksThatTakeTooLong)
{
    Experiment experiment = sleeping(GetParam(), 20, 0.01);
    experiment.inject = {{FaultKind::Hang, 3}, {FaultKind::Hang, 11}};
    experiment.timeout = kTimeOut;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded, 18U);
    EXPECT_EQ(trial.tasks.timedOut, 2U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

TEST_P(EveryExecutor, SurvivesTheDeathOfItsProcesses)
{
    int kills = 0;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        const unsigned worker = static_cast<unsigned>(kills) % recording.workers();
        const auto pid = static_cast<pid_t>(recording.worker(worker).pid);
        const bool there = recording.worker(worker).state != WorkerState::Ended;
        if (kills < 5 && pid > 0 && there
            && recording.tasksEnded() > static_cast<std::uint64_t>(3 * kills)) {
            ++kills;
            ::kill(pid, SIGKILL);
        }
    });
    Experiment experiment = sleeping(GetParam(), 60, 0.005);
    const TrialResult trial = runUntil(run, experiment, kills, 3);
    const auto tasks = static_cast<std::uint64_t>(experiment.tasks.value());
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed, tasks);
    EXPECT_LE(trial.tasks.failed,
        static_cast<std::uint64_t>(kills * 3)); // with threads all in flight die together
    EXPECT_EQ(trial.errors.size(), trial.tasks.failed);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_EQ(trial.ledger.ranOnce, tasks);
    EXPECT_TRUE(noChildIsLeft());
}

TEST(ProcessPerTask, GivesEveryTaskAProcessOfItsOwn)
{
    std::set<std::int64_t> pids;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        for (unsigned worker = 0; worker < recording.workers(); ++worker)
            pids.insert(recording.worker(worker).pid);
    });
    const TrialResult trial
        = run.run(sleeping(ExecutorKind::ProcessPerTask, 12, 0.01)).trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 12U);
    EXPECT_EQ(trial.workers.size(), 3U);
    pids.erase(0);
    EXPECT_EQ(pids.size(), 12U);
    EXPECT_EQ(trial.workers[0].respawned, 0U);
}

// Counts how many processes were in a task at once, at most.
struct AtOnce
{
    std::int64_t most = 0;
    WatchedRun run{[this](interleave::Run&, const Recording& recording) {
        std::int64_t now = 0;
        for (unsigned worker = 0; worker < recording.workers(); ++worker)
            now += recording.worker(worker).state == WorkerState::Working ? 1 : 0;
        most = std::max(most, now);
    }};
};

TEST(ProcessPerTask, RunsAsManyAtATimeAsThePoolSizeSays)
{
    AtOnce atOnce;
    Experiment experiment = sleeping(ExecutorKind::ProcessPerTask, 6, 0.2);
    experiment.workers = 6;
    EXPECT_EQ(atOnce.run.run(experiment).trials.at(0).tasks.succeeded, 6U);
    EXPECT_GT(atOnce.most, 1);
    experiment = sleeping(ExecutorKind::ProcessPerTask, 6, 0.05);
    experiment.workers = 1;
    EXPECT_GE(runExperiment(experiment).trials.at(0).wallNs, 6U * 50'000'000U);
}

TEST(ProcessPerTask, StartsAThousandAtOnceWhenAskedTo)
{
    AtOnce atOnce;
    Experiment experiment = sleeping(ExecutorKind::ProcessPerTask, 1'000, 0.3);
    experiment.allAtOnce = true;
    const TrialResult trial = atOnce.run.run(experiment).trials.at(0);
    EXPECT_EQ(trial.tasks.succeeded, 1'000U);
    EXPECT_EQ(trial.workers.size(), 1'000U);
    EXPECT_GT(atOnce.most, *experiment.workers) << "so many at once only when asked to";
    EXPECT_TRUE(noChildIsLeft());
}

TEST(Threads, ShareOneProcess)
{
    const TrialResult trial = runExperiment(squares(ExecutorKind::Threads, 1'000)).trials.at(0);
    ASSERT_EQ(trial.workers.size(), 3U);
    EXPECT_EQ(trial.workers[0].pid, trial.workers[1].pid);
    EXPECT_EQ(trial.workers[0].pid, trial.workers[2].pid);
}

TEST(Threads, TheTimeOfEachOnACoreIsItsOwn)
{
    Experiment experiment = squares(ExecutorKind::Threads, 30);
    experiment.params = {{"work", std::int64_t{3'000'000}}};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    for (const WorkerResult& worker : trial.workers) {
        EXPECT_GT(worker.cpuNs, 0U);
        EXPECT_LE(worker.cpuNs, trial.wallNs + 20'000'000);
    }
}

TEST(Threads, WhenOneTimesOutTheOthersRunAgainAndTheLedgerSaysWhy)
{
    // Task 0 never ends; the other two threads are in the middle of something when it is killed.
    Experiment experiment = sleeping(ExecutorKind::Threads, 100, 0.03);
    experiment.timeout
        = 1; // so much longer than a task that none takes too long for want of a core
    experiment.inject = {{FaultKind::Hang, 0}};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.tasks.timedOut, 1U);
    EXPECT_EQ(trial.tasks.succeeded, 99U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_GE(trial.ledger.again, 1U);
    ASSERT_EQ(trial.ledger.exceptions.size(), 1U);
    EXPECT_EQ(trial.ledger.exceptions[0].reason, LedgerReason::ProcessShared);
}

TEST(Threads, ThereMayBeAThousand)
{
    Experiment experiment = squares(ExecutorKind::Threads, 10'000);
    experiment.workers = kMaxWorkers;
    EXPECT_EQ(runExperiment(experiment).trials.at(0).tasks.succeeded, 10'000U);
}

TEST(Serial, HasOneWorkerWhateverThePoolSize)
{
    const RunResult result = runExperiment(squares(ExecutorKind::Serial, 100));
    EXPECT_EQ(result.trials.at(0).workers.size(), 1U);
    EXPECT_EQ(result.experiment.workers, 1);
    EXPECT_EQ(result.experiment.chunk, 100);
}

class EverySchedule : public testing::TestWithParam<Schedule>
{
};

INSTANTIATE_TEST_SUITE_P(Schedules,
    EverySchedule,
    testing::Values(Schedule::Auto, Schedule::Static, Schedule::Dynamic, Schedule::Guided),
    [](const auto& schedule) { return std::string(nameOf(schedule.param)); });

TEST_P(EverySchedule, RunsEachTaskOnceUnderRandomKills)
{
    std::uint64_t random = 7;
    int kills = 0;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        random = random * 6364136223846793005U + 1442695040888963407U;
        const auto worker = static_cast<unsigned>(random >> 33U) % recording.workers();
        const auto pid = static_cast<pid_t>(recording.worker(worker).pid);
        if (kills < 60 && pid > 0 && recording.state() == TrialState::Running) {
            ++kills;
            ::kill(pid, SIGKILL);
        }
    });
    Experiment experiment = squares(ExecutorKind::Processes, 200'000);
    experiment.params = {{"work", std::int64_t{500}}};
    experiment.schedule = GetParam();
    const TrialResult trial = runUntil(run, experiment, kills, 11);
    const auto tasks = static_cast<std::uint64_t>(experiment.tasks.value());
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.failed, tasks);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_EQ(trial.ledger.ranOnce, tasks);
    EXPECT_EQ(trial.race.lost, 0U);
}

} // namespace interleave::test
