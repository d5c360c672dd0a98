// What the processor's caches and store buffers show.

#include "core/base/machine.h"
#include "tests/core/workload/problem_run.h"

#include <gtest/gtest.h>

namespace interleave::test {
namespace {

Problem storeBuffering(const std::string& fence)
{
    return {.workload = WorkloadKind::StoreBuffering, .params = {{"fence", fence}}, .tasks = 10};
}

TrialResult falseSharing(const std::string& layout)
{
    return solve({.workload = WorkloadKind::FalseSharing,
        .params = {{"layout", layout}},
        .tasks = 60,
        .pin = true});
}

} // namespace

TEST(StoreBuffering, AFenceForbidsThatBothReadZero)
{
    for (const char* fence : {"mfence", "seq-cst"}) {
        const TrialResult trial = solve(storeBuffering(fence));
        EXPECT_EQ(trial.tasks.succeeded, 10U);
        EXPECT_EQ(figure(trial, "both_zero"), 0) << fence;
        EXPECT_EQ(
            figure(trial, "first_zero") + figure(trial, "second_zero") + figure(trial, "both_one"),
            5'000);
    }
}

TEST(StoreBuffering, WithoutAFenceBothMayReadZero)
{
    if (usableCores() < 2)
        GTEST_SKIP() << "one core sees its own stores";
    const auto trial = solveUntilWrong(storeBuffering("none"));
    ASSERT_TRUE(trial.has_value());
    EXPECT_GT(figure(*trial, "both_zero"), 0);
}

TEST(StoreBuffering, EndsWhenAWorkerIsKilled)
{
    Experiment experiment = experimentOf(storeBuffering("mfence"));
    experiment.inject = {{.kind = FaultKind::Exit, .task = 2}};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_EQ(trial.tasks.succeeded, 9U); // also the other side of its rounds
    EXPECT_EQ(trial.tasks.failed, 1U);
    EXPECT_EQ(figure(trial, "both_zero"), 0);
}

TEST(FalseSharing, LosesNothingInEitherLayout)
{
    for (const char* layout : {"packed", "padded"}) {
        const TrialResult trial = falseSharing(layout);
        EXPECT_EQ(trial.race.actual, 6'000'000U);
        EXPECT_EQ(trial.race.expected, 6'000'000U);
        EXPECT_GT(figure(trial, "ns_per_increment"), 0);
        EXPECT_EQ(trial.outcome.charts.at(0).values.size(), 2U);
    }
}

} // namespace interleave::test
