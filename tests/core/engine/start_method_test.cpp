// Every start method with every executor: workers that inherit nothing do the same work.

#include "tests/support/beats.h"
#include "tests/support/children.h"
#include "tests/support/engine_run.h"
#include "tests/support/process_tree.h"

#include <gtest/gtest.h>

#include <sys/wait.h>

namespace interleave::test {

namespace {

using Combination = std::tuple<StartMethod, ExecutorKind>;

class EveryStart : public testing::TestWithParam<Combination>
{
protected:
    static Experiment squares(std::int64_t tasks)
    {
        return {.workload = WorkloadKind::Squares,
            .tasks = tasks,
            .workers = 2,
            .executor = std::get<ExecutorKind>(GetParam()),
            .startMethod = std::get<StartMethod>(GetParam())};
    }
};

INSTANTIATE_TEST_SUITE_P(StartMethods,
    EveryStart,
    testing::Combine(
        testing::Values(StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer),
        testing::Values(ExecutorKind::Processes,
            ExecutorKind::ProcessPerTask,
            ExecutorKind::Threads,
            ExecutorKind::Serial)),
    [](const auto& combination) {
        auto name = std::string(nameOf(std::get<0>(combination.param))) + "_"
            + std::string(nameOf(std::get<1>(combination.param)));
        std::erase(name, '-');
        return name;
    });

} // namespace

TEST_P(EveryStart, AddsUpAllSquares)
{
    const TrialResult trial = runExperiment(squares(200)).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded, 200U);
    EXPECT_EQ(trial.race.actual, 2'646'700U);
    EXPECT_EQ(trial.events.recorded - trial.events.locks, 200U);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
    EXPECT_TRUE(eventually([] { return childrenOf(::getpid()).empty(); }));
}

TEST_P(EveryStart, GoesOnAfterACrash)
{
    Experiment experiment = squares(50);
    experiment.inject = {{FaultKind::Crash, 5}};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_GE(trial.tasks.succeeded, 48U); // with threads all in flight fail
    ASSERT_FALSE(trial.errors.empty());
    EXPECT_EQ(trial.errors.at(0).kind, "crashed");
    EXPECT_NE(trial.errors.at(0).message.find("SIGSEGV"), std::string::npos);
    EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
}

TEST_P(EveryStart, CancelTakesEffectWithinHalfASecond)
{
    const Beats beats;
    std::optional<int> cancelledAt;
    WatchedRun run([&](interleave::Run& self, const Recording& recording) {
        if (!cancelledAt && recording.elapsedNs() > 5'000'000) {
            cancelledAt = beats.count();
            self.cancel();
        }
    });
    Experiment experiment = squares(1'000);
    experiment.params = {{"work", std::int64_t{1'000'000'000}}};
    const TrialResult trial = run.run(experiment).trials.at(0);
    EXPECT_LT(beats.count() - cancelledAt.value(), Beats::kPerSecond / 2);
    EXPECT_EQ(trial.end, TrialEnd::Cancelled);
    EXPECT_TRUE(eventually([] { return childrenOf(::getpid()).empty(); }));
}

TEST(StartMethods, OfAPoolTellHowLongTheStartTook)
{
    for (const StartMethod method :
        {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer}) {
        const Experiment experiment{
            .workload = WorkloadKind::Squares, .tasks = 100, .workers = 2, .startMethod = method};
        EXPECT_GT(runExperiment(experiment).trials.at(0).startNs, 10'000U) << nameOf(method);
    }
}

TEST(StartMethods, WorkersThatReadTheExperimentThemselvesInjectTheSameFaults)
{
    const auto victim = [](StartMethod method) {
        const Experiment experiment{.workload = WorkloadKind::Squares,
            .tasks = 1'000,
            .workers = 2,
            .startMethod = method,
            .inject = {{FaultKind::KillLockHolder}}};
        return runExperiment(experiment).trials.at(0).errors.at(0).task;
    };
    EXPECT_EQ(victim(StartMethod::Fork), victim(StartMethod::Spawn));
}

} // namespace interleave::test
