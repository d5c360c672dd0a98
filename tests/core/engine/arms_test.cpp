// What is compared within a run: arms, by turns.

#include "core/analysis/statistics.h"
#include "tests/support/engine_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::test {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

Experiment counter()
{
    return {.workload = WorkloadKind::Counter,
        .params = {{"increments", std::int64_t{500}}},
        .tasks = 20,
        .workers = 2};
}

Experiment compared(std::int64_t trials)
{
    Experiment experiment = counter();
    experiment.compare = {Primitive::None, Primitive::Lock, Primitive::Atomic};
    experiment.trials = trials;
    return experiment;
}

TEST(Arms, EveryRoundHasEachArmOnce)
{
    const auto order = orderOfArms(50, 3, 1);
    ASSERT_EQ(order.size(), 150U);
    for (std::size_t round = 0; round < 150; round += 3)
        EXPECT_THAT((std::set{order[round], order[round + 1], order[round + 2]}), SizeIs(3));
}

TEST(Arms, TakeTurnsInAnOrderThatTheSeedFixes)
{
    const auto order = orderOfArms(50, 3, 1);
    EXPECT_EQ(orderOfArms(50, 3, 1), order);
    int firsts = 0;
    for (std::size_t round = 0; round < 150; round += 3)
        firsts += order[round] == 0 ? 1 : 0;
    EXPECT_GT(firsts, 5);
    EXPECT_LT(firsts, 35);
    EXPECT_NE(orderOfArms(50, 3, 2), order);
}

TEST(Arms, EachHasItsOwnSummary)
{
    const RunResult run = runExperiment(compared(4));
    ASSERT_THAT(run.arms, SizeIs(3));
    EXPECT_THAT(run.trials, SizeIs(12));
    for (const ArmResult& arm : run.arms)
        EXPECT_EQ(arm.summary.trials, 4U) << nameOf(arm.arm.sync);
    for (const TrialResult& trial : run.trials) {
        const Primitive sync = run.arms.at(trial.arm).arm.sync;
        if (sync != Primitive::None) {
            EXPECT_EQ(trial.race.lost, 0U) << nameOf(sync);
        }
        const std::uint64_t acquisitions = sync == Primitive::Lock ? 20U * 500U : 0U;
        EXPECT_EQ(trial.sync.use.acquisitions, acquisitions) << nameOf(sync);
        EXPECT_LT(trial.sync.handOvers, std::max<std::uint64_t>(acquisitions, 1))
            << "the first to come has it of nobody";
    }
}

TEST(Arms, OneWorkerHandsNothingOver)
{
    Experiment experiment = counter();
    experiment.sync = Primitive::Lock;
    experiment.workers = 1;
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_GT(trial.sync.use.acquisitions, 0U);
    EXPECT_EQ(trial.sync.handOvers, 0U);
}

TEST(Arms, OneIsThereWhenNothingIsCompared)
{
    const RunResult run = runExperiment(counter());
    ASSERT_THAT(run.arms, SizeIs(1));
    EXPECT_EQ(run.arms[0].arm, (Arm{Primitive::Lock, Watch::Bare, 2}));
}

TEST(Arms, TheProbeIsMeasuredBareTaggedAndLogged)
{
    Experiment experiment = counter();
    experiment.sync = Primitive::None;
    experiment.probe = true;
    std::vector<Watch> watched;
    const RunPlan plan = makePlan(experiment).value();
    for (const Arm& arm : plan.arms)
        watched.push_back(arm.watch);
    EXPECT_EQ(watched, (std::vector{Watch::Bare, Watch::Tagged, Watch::Logged}));
}

Experiment ofPoolSizes(std::vector<std::int64_t> sizes)
{
    Experiment experiment = counter();
    experiment.varyWorkers = std::move(sizes);
    experiment.trials = 3;
    return experiment;
}

TEST(Arms, EachPoolSizeHasItsTrialsWithSoManyWorkers)
{
    const RunResult run = runExperiment(ofPoolSizes({1, 2, 4}));
    ASSERT_THAT(run.arms, SizeIs(3));
    ASSERT_THAT(run.trials, SizeIs(9));
    for (const TrialResult& trial : run.trials)
        EXPECT_EQ(trial.workers.size(), run.arms.at(trial.arm).arm.workers);
    EXPECT_EQ(run.experiment.varyWorkers, (std::vector<std::int64_t>{1, 2, 4}));
}

TEST(Arms, TheLargestPoolStandsForTheRun)
{
    const RunResult run = runExperiment(ofPoolSizes({1, 3, 2}));
    EXPECT_EQ(run.arms.at(mainArm(run)).arm.workers, 3U);
    EXPECT_EQ(run.summary.wallNs.median, run.arms.at(mainArm(run)).summary.wallNs.median);
}

TEST(Arms, PoolSizesThatAreComparedStartTheirWorkersInAnyWay)
{
    Experiment experiment = ofPoolSizes({1, 2});
    experiment.startMethod = StartMethod::Spawn;
    experiment.sync = Primitive::None;
    experiment.evidence = true;
    const RunResult run = runExperiment(experiment);
    ASSERT_THAT(run.trials, SizeIs(6));
    for (const TrialResult& trial : run.trials)
        EXPECT_TRUE(trial.evidence.value_or(EvidenceResult{}).agrees);
}

TEST(Arms, EachValueOfAParameterHasItsTrialsByTurns)
{
    const RunResult run = runExperiment({.workload = WorkloadKind::FalseSharing,
        .params = {{"increments", std::int64_t{1'000}}},
        .tasks = 20,
        .workers = 2,
        .varyParam = {"layout", {"packed", "padded"}},
        .trials = 3});
    ASSERT_THAT(run.arms, SizeIs(2));
    ASSERT_THAT(run.trials, SizeIs(6));
    EXPECT_EQ(run.arms[0].arm.value, 0U);
    EXPECT_EQ(run.arms[1].arm.value, 1U);
    EXPECT_EQ(run.arms[1].summary.trials, 3U);
    EXPECT_EQ(run.experiment.varyParam.name, "layout");
    EXPECT_FALSE(run.experiment.params.contains("layout")) << "it has no one value";
}

TEST(Arms, EachExecutorHasItsTrialsAndItsOwnWorkers)
{
    const RunResult run = runExperiment({.workload = WorkloadKind::Squares,
        .tasks = 20,
        .workers = 2,
        .varyParam = {"executor", {"threads", "serial"}}});
    ASSERT_THAT(run.arms, SizeIs(2));
    EXPECT_EQ(run.arms[0].arm.workers, 2U);
    EXPECT_EQ(run.arms[1].arm.workers, 1U);
    EXPECT_EQ(run.experiment.executor, ExecutorKind::Processes) << "the one that was asked for";
    EXPECT_EQ(run.experiment.workers, 2);
}

TEST(Arms, ComparedExecutorsAreMeasuredInMemoryAndATasksWay)
{
    Experiment experiment{.workload = WorkloadKind::Sleep,
        .params = {{"duration", 0.02}},
        .tasks = 8,
        .workers = 2,
        .varyParam = {"executor", {"processes", "threads", "serial", "process-per-task"}}};
    const RunResult run = runExperiment(experiment);
    ASSERT_THAT(run.trials, SizeIs(4));
    for (const TrialResult& trial : run.trials) {
        SCOPED_TRACE(run.experiment.varyParam.values[trial.arm]);
        EXPECT_EQ(trial.end, TrialEnd::Finished);
        EXPECT_TRUE(trial.ledger.proved) << trial.ledger.doubt;
        EXPECT_GT(trial.roundTripNs.value_or(0), 0U);
        EXPECT_LT(trial.roundTripNs.value_or(UINT64_MAX), trial.wallNs);
        EXPECT_GT(trial.memoryBytes.value_or(0), std::uint64_t{100} << 10U);
    }
    experiment.varyParam = {};
    const TrialResult alone = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(alone.roundTripNs, std::nullopt);
    EXPECT_EQ(alone.memoryBytes, std::nullopt);
}

TEST(Arms, EachValueMakesAWorkloadOfItsOwn)
{
    const auto plans = makePlans(
        {.workload = WorkloadKind::FalseSharing, .varyParam = {"layout", {"padded", "packed"}}});
    ASSERT_TRUE(plans);
    ASSERT_THAT(*plans, SizeIs(2));
    EXPECT_EQ(parameter<std::string>(plans->at(0).experiment, "layout"), "padded");
    EXPECT_NE(plans->at(0).workload, plans->at(1).workload);
    EXPECT_FALSE(makePlans(
        {.workload = WorkloadKind::FalseSharing, .varyParam = {"layout", {"padded", "loose"}}}));
}

TEST(Arms, PoolSizesAreRefusedWhereTheyMakeNoDifference)
{
    Experiment serial = ofPoolSizes({1, 2});
    serial.executor = ExecutorKind::Serial;
    EXPECT_FALSE(makePlans(serial));
    Experiment withPrimitives = ofPoolSizes({1, 2});
    withPrimitives.compare = {Primitive::None, Primitive::Lock};
    EXPECT_FALSE(makePlans(withPrimitives));
    Experiment tooFew = ofPoolSizes({1, 2});
    tooFew.workload = WorkloadKind::StoreBuffering;
    tooFew.params.clear();
    const auto refused = makePlans(tooFew);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("field 'vary_workers': 1 is not allowed"));
}

} // namespace
} // namespace interleave::test
