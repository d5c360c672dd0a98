// Runs that are cancelled: in a task, while workers are started, between two trials.

#include "core/base/machine.h"
#include "core/engine/run/exit_status.h"
#include "core/engine/run/run.h"
#include "tests/support/children.h"
#include "tests/support/engine_run.h"
#include "tests/support/watched_engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sys/resource.h>

namespace interleave::test {

namespace {

// As a click does whose message comes when a trial has just ended.
class CancelsAfterATrial final : public RunObserver
{
public:
    explicit CancelsAfterATrial(Run& run)
        : m_run(run)
    {
    }
    void trialStarted(std::int64_t, const RecordingWriter&) override { }
    void trialFinished(std::int64_t, const TrialResult&) override { m_run.cancel(); }
    void log(LogLevel, const std::string&) override { }

private:
    Run& m_run;
};

// Which "nice" its first worker has, over that of the engine.
int nicenessAmong(std::int64_t workers)
{
    int nicer = -1;
    WatchedRun watched([&](interleave::Run& run, const Recording& recording) {
        if (nicer >= 0 || recording.state() != TrialState::Running)
            return;
        nicer = ::getpriority(PRIO_PROCESS, static_cast<id_t>(workersOf(recording).front()))
            - ::getpriority(PRIO_PROCESS, 0);
        run.cancel();
    });
    static_cast<void>(watched.run({.workload = WorkloadKind::Sleep,
        .params = {{"duration", 60.0}},
        .tasks = workers,
        .workers = workers}));
    return nicer;
}

Experiment cancelledSquares(std::int64_t tasks)
{
    return {.workload = WorkloadKind::Squares, .tasks = tasks, .workers = 2};
}

} // namespace

TEST(Run, CancelEndsTasksThatSleepForAMinute)
{
    WatchedRun run([](interleave::Run& self, const Recording& recording) {
        if (recording.state() == TrialState::Running)
            self.cancel();
    });
    const Experiment sleeping{.workload = WorkloadKind::Sleep,
        .params = {{"duration", 60.0}},
        .tasks = 10,
        .workers = 2,
        .chunk = 1};
    const TrialResult trial = run.run(sleeping).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_EQ(trial.tasks.cancelled, 10U) << "of none was the end waited for";
    EXPECT_TRUE(noChildIsLeft());
}

TEST(Run, CancelAlsoEndsATaskThatNeverLooks)
{
    WatchedRun run([](interleave::Run& self, const Recording& recording) {
        if (recording.elapsedNs() > 5'000'000)
            self.cancel();
    });
    Experiment experiment = cancelledSquares(1'000);
    experiment.params = {{"work", std::int64_t{1'000'000'000}}};
    const TrialResult trial = run.run(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_GT(trial.tasks.cancelled, 990U);
    EXPECT_EQ(trial.tasks.succeeded + trial.tasks.cancelled, 1'000U);
}

// The loop has its turn while workers are started: a signal that comes then does not wait for all.
TEST(Run, F234_CancelledWhileItsWorkersAreStartedItStartsNoMore)
{
    Experiment experiment = cancelledSquares(1000);
    experiment.workers = 100;
    const auto run = Run::plan(experiment);
    ASSERT_TRUE(run);
    EventLoop loop = EventLoop::create().value();
    const Doorbell signal = Doorbell::create().value();
    ASSERT_TRUE(loop.watch(signal.descriptor(), [&] {
        signal.acknowledge();
        (*run)->cancel();
    }));
    signal.ring();
    WatchedRun observer;
    const auto result = (*run)->execute(loop, observer);
    ASSERT_TRUE(result);
    const TrialResult& trial = result->trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    const auto started = std::ranges::count_if(
        trial.workers, [](const WorkerResult& worker) { return worker.pid != 0; });
    EXPECT_GT(started, 0);
    EXPECT_LT(started, 50);
}

// It would hear of a signal as late as any of them has its turn: after seconds.
TEST(Run, F225_ACrowdOfWorkersLetsTheEngineHaveItsTurn)
{
    const std::int64_t crowd = 32 * std::int64_t{usableCores()} + 1;
    EXPECT_EQ(nicenessAmong(2), 0);
    if (crowd > kMaxWorkers || ::getpriority(PRIO_PROCESS, 0) > 9)
        GTEST_SKIP() << "no crowd fits here";
    EXPECT_EQ(nicenessAmong(crowd), 10);
}

TEST(Run, F80_CancelledBetweenTwoTrialsItIsNoSuccess)
{
    Experiment experiment = cancelledSquares(100);
    experiment.trials = 3;
    const auto run = Run::plan(experiment);
    ASSERT_TRUE(run);
    EventLoop loop = EventLoop::create().value();
    CancelsAfterATrial observer(**run);
    const auto result = (*run)->execute(loop, observer);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->trials.size(), 1U);
    EXPECT_EQ(result->trials.front().end, TrialEnd::Finished);
    EXPECT_EQ(exitStatusOf(*result), kExitTasksFailed);
    EXPECT_EQ(result->errors, std::vector<std::string>{"2 of 3 trials were not begun"});
}

TEST(Run, F123_TasksOfTrialsThatNeverBeganAreCountedAsPlanned)
{
    Experiment experiment = cancelledSquares(300);
    experiment.trials = 20;
    EventLoop loop = EventLoop::create().value();
    auto run = interleave::Run::plan(experiment).value();
    CancelsAfterATrial observer(*run);
    const RunResult result = run->execute(loop, observer).value();
    EXPECT_EQ(result.trials.size(), 1U);
    EXPECT_EQ(result.summary.trials, 1U);
    EXPECT_EQ(result.summary.tasks.total, 6'000U);
    EXPECT_EQ(result.summary.tasks.succeeded, 300U);
    EXPECT_EQ(result.summary.tasks.cancelled, 5'700U);
    EXPECT_EQ(result.arms.at(0).summary.tasks.total, 6'000U);
}

} // namespace interleave::test
