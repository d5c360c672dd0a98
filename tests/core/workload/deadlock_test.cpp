// Problems in which all may wait for each other.

#include "tests/core/workload/problem_run.h"
#include "tests/support/beats.h"

#include <gtest/gtest.h>

namespace interleave::test {
namespace {

Problem dining(const std::string& strategy)
{
    return {.workload = WorkloadKind::Philosophers,
        .params = {{"strategy", strategy},
            {"think_us", std::int64_t{20}},
            {"reach_us", std::int64_t{100}},
            {"eat_us", std::int64_t{20}}},
        .tasks = 200,
        .workers = 4};
}

void expectNoDeadlock(const std::string& strategy)
{
    const TrialResult trial = solve(dining(strategy));
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_TRUE(trial.deadlock.empty());
    EXPECT_EQ(trial.race.updates, 400U);
    EXPECT_EQ(trial.race.lost, 0U);
    EXPECT_EQ(figure(trial, "meals"), 200);
}

} // namespace

TEST(Philosophers, WhoTakeTheLeftForkFirstEndInADeadlock)
{
    Problem problem = dining("left-first");
    problem.tasks = 100'000; // it comes after some hundred at most
    const TrialResult trial = solve(problem);
    ASSERT_EQ(trial.end, TrialEnd::Deadlocked);
    EXPECT_LT(trial.tasks.succeeded, trial.tasks.total);
    ASSERT_EQ(trial.deadlock.size(), 4U);
    for (const DeadlockLink& link : trial.deadlock)
        EXPECT_EQ(link.heldBy, (link.worker + 1) % 4);
    EXPECT_EQ(trial.deadlock[0].waitsFor.substr(0, 5), "fork ");
    EXPECT_EQ(figure(trial, "deadlock"), 1);
    EXPECT_TRUE(std::ranges::none_of(trial.outcome.figures, [](const OutcomeFigure& each) {
        return each.name == "longest_hungry";
    })) << "it has no end";
    EXPECT_FALSE(trial.outcome.asWanted);
}

TEST(Philosophers, TheWaitsOfTheirDeadlockAreRecordedToTheEnd)
{
    Problem problem = dining("left-first");
    problem.tasks = 100'000;
    const TrialResult trial = solve(problem);
    ASSERT_EQ(trial.end, TrialEnd::Deadlocked);
    for (const WorkerResult& worker : trial.workers) {
        EXPECT_GT(worker.waitNs, 0U);
        EXPECT_LE(worker.waitNs, worker.busyNs);
        EXPECT_GE(worker.sync.longestWaitNs, 50'000'000U) << "two looks of the engine, at least";
        EXPECT_GE(worker.sync.contended, 1U);
    }
}

TEST(Philosophers, WhatTheyHoldInTheirDeadlockIsCountedAsTaken)
{
    Problem problem = dining("left-first");
    problem.tasks = 100'000;
    const TrialResult trial = solve(problem);
    ASSERT_EQ(trial.end, TrialEnd::Deadlocked);
    std::uint64_t ended = 0;
    for (const WorkerResult& worker : trial.workers) {
        EXPECT_GT(worker.sync.acquisitions, 2 * worker.tasks) << "the fork in its hand";
        ended += worker.tasks;
    }
    EXPECT_GE(trial.sync.use.acquisitions, trial.sync.handOvers);
    EXPECT_EQ(trial.sync.use.acquisitions, 2 * ended + trial.workers.size());
}

TEST(Philosophers, TheirDeadlockIsNamedWithinASecond)
{
    Problem problem = dining("left-first");
    problem.tasks = 100'000;
    const Beats beats;
    int lastMeal = 0;
    std::uint64_t meals = 0;
    WatchedRun run([&](interleave::Run&, const Recording& recording) {
        if (recording.tasksEnded() != meals)
            lastMeal = beats.count();
        meals = recording.tasksEnded();
    });
    while (meals == 0) // they may starve before anybody has eaten or looked
        EXPECT_EQ(run.run(experimentOf(problem)).trials.at(0).end, TrialEnd::Deadlocked);
    EXPECT_LT(beats.count() - lastMeal, 3 * Beats::kPerSecond / 2); // and the end of all processes
}

TEST(Philosophers, WhoKeepTheOrderEat)
{
    expectNoDeadlock("ordered");
}

TEST(Philosophers, WhoAskAWaiterEat)
{
    expectNoDeadlock("waiter");
}

TEST(Philosophers, WhoGiveForksBackEat)
{
    expectNoDeadlock("try-lock");
}

TEST(Philosophers, EatOnWhenOneIsKilled)
{
    Experiment experiment = experimentOf(dining("ordered"));
    experiment.inject = {{.kind = FaultKind::KillWorker}};
    const TrialResult trial = runExperiment(experiment).trials.at(0);
    EXPECT_EQ(trial.end, TrialEnd::Finished);
    EXPECT_GE(trial.tasks.succeeded, 199U);
    EXPECT_EQ(trial.race.lost, 0U);
}

TEST(Bank, TransfersThatLockThePayerFirstEndInADeadlock)
{
    const TrialResult trial = solve({.workload = WorkloadKind::Bank,
        .params = {{"locking", std::string("unordered")},
            {"accounts", std::int64_t{2}},
            {"delay_ns", std::int64_t{1'000}}},
        .tasks = 2'000});
    ASSERT_EQ(trial.end, TrialEnd::Deadlocked);
    EXPECT_EQ(trial.deadlock.size(), 2U);
    EXPECT_EQ(figure(trial, "deadlock"), 1);
    EXPECT_EQ(trial.race.actual, trial.race.expected); // nobody was in the middle of a transfer
}

} // namespace interleave::test
