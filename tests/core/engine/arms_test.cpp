// What is compared within a run: arms, by turns.

#include "tests/support/engine_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::test {
namespace {

using testing::Each;
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
    const RunPlan plan = makePlan(compared(50)).value();
    const auto order = orderOfArms(plan);
    ASSERT_EQ(order.size(), 150U);
    for (std::size_t round = 0; round < 150; round += 3)
        EXPECT_THAT((std::set{order[round], order[round + 1], order[round + 2]}), SizeIs(3));
}

TEST(Arms, TakeTurnsInAnOrderThatTheSeedFixes)
{
    Experiment experiment = compared(50);
    const auto order = orderOfArms(makePlan(experiment).value());
    EXPECT_EQ(orderOfArms(makePlan(experiment).value()), order);
    int firsts = 0;
    for (std::size_t round = 0; round < 150; round += 3)
        firsts += order[round] == 0 ? 1 : 0;
    EXPECT_GT(firsts, 5);
    EXPECT_LT(firsts, 35);
    experiment.seed = 2;
    EXPECT_NE(orderOfArms(makePlan(experiment).value()), order);
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
    }
}

TEST(Arms, OneIsThereWhenNothingIsCompared)
{
    const RunResult run = runExperiment(counter());
    ASSERT_THAT(run.arms, SizeIs(1));
    EXPECT_EQ(run.arms[0].arm, (Arm{Primitive::Lock, Watch::Bare}));
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

} // namespace
} // namespace interleave::test
