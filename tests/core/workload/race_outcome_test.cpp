// Problems that a race spoils and a primitive saves.

#include "tests/core/workload/problem_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace interleave::test {
namespace {

Problem histogram(Primitive sync)
{
    return {.workload = WorkloadKind::Histogram,
        .params = {{"buckets", std::int64_t{4}}},
        .sync = sync};
}

Problem bank(const std::string& locking, Primitive sync = Primitive::Lock)
{
    return {.workload = WorkloadKind::Bank, .params = {{"locking", locking}}, .sync = sync};
}

Problem tickets(Primitive sync)
{
    return {.workload = WorkloadKind::Tickets,
        .params = {{"seats", std::int64_t{2}}, {"delay_ns", std::int64_t{200}}},
        .tasks = 20,
        .sync = sync};
}

Problem readersWriters(Primitive sync)
{
    return {.workload = WorkloadKind::ReadersWriters, .sync = sync};
}

class WithAGuard : public testing::TestWithParam<Primitive>
{
};

INSTANTIATE_TEST_SUITE_P(Primitives,
    WithAGuard,
    testing::Values(Primitive::Lock, Primitive::Semaphore, Primitive::Spinlock),
    [](const auto& primitive) { return std::string(nameOf(primitive.param)); });

} // namespace

TEST_P(WithAGuard, NoSampleIsMissing)
{
    expectRight(histogram(GetParam()));
}

TEST_P(WithAGuard, MoneyIsNeitherMadeNorLost)
{
    expectRight(bank("primitive", GetParam()));
}

TEST_P(WithAGuard, NoTicketIsOversold)
{
    expectRight(tickets(GetParam()));
}

TEST_P(WithAGuard, NoReadIsTorn)
{
    expectRight(readersWriters(GetParam()));
}

TEST(RaceOutcome, ALockForEachAccountSavesTheMoneyToo)
{
    expectRight(bank("ordered"));
    expectRight(bank("try-lock"));
}

TEST(RaceOutcome, WithoutAPrimitiveSamplesAreMissing)
{
    const auto trial = solveUntilWrong(histogram(Primitive::None));
    ASSERT_TRUE(trial.has_value());
    EXPECT_EQ(figure(*trial, "missing"), static_cast<double>(trial->race.lost));
    EXPECT_NE(trial->outcome.sentence.find("samples are missing"), std::string::npos);
}

TEST(RaceOutcome, TheHistogramShowsEachBucket)
{
    const TrialResult trial = solve(histogram(Primitive::Lock));
    ASSERT_EQ(trial.outcome.charts.size(), 2U);
    double samples = 0;
    for (const double bucket : trial.outcome.charts[0].values)
        samples += bucket;
    EXPECT_EQ(samples, 40'000);
}

TEST(RaceOutcome, WithoutAPrimitiveTheTotalChanges)
{
    const auto trial = solveUntilWrong(bank("primitive", Primitive::None));
    ASSERT_TRUE(trial.has_value());
    EXPECT_NE(trial->race.actual, trial->race.expected);
    EXPECT_EQ(trial->race.expected, 8'000'000U);
    EXPECT_GT(trial->race.lost, 0U);
}

TEST(RaceOutcome, EveryAuditUnderTheGuardFindsTheSameTotal)
{
    const TrialResult trial = solve(bank("ordered"));
    EXPECT_EQ(figure(trial, "wrong_audits"), 0);
    ASSERT_EQ(trial.outcome.charts.at(0).values.size(), 40U);
    for (const double total : trial.outcome.charts[0].values)
        EXPECT_EQ(total, 8'000'000);
}

TEST(RaceOutcome, WhatTheNumbersUnderBarsNumberIsSaid)
{
    for (const auto& [workload, what] : {std::pair{WorkloadKind::Histogram, "bucket"},
             {WorkloadKind::Tickets, "tickets beyond the seats of a show"},
             {WorkloadKind::ReadersWriters, "worker"},
             {WorkloadKind::Philosophers, "philosopher"},
             {WorkloadKind::Phases, "worker"},
             {WorkloadKind::FalseSharing, "worker"}})
        EXPECT_EQ(solve({.workload = workload}).outcome.charts.at(0).xTitle, what)
            << nameOf(workload);
}

TEST(RaceOutcome, OfManyTasksItIsSaidAfterWhichTheMoneyIsCounted)
{
    Problem problem = bank("ordered");
    EXPECT_EQ(solve(problem).outcome.charts.at(0).xTitle, "time in ms");
    problem.tasks = 1'000;
    EXPECT_EQ(solve(problem).outcome.charts.at(0).xTitle,
        "time in ms (counted after one of every 3 tasks)");
}

TEST(RaceOutcome, WithoutAPrimitiveTicketsAreOversold)
{
    const auto trial = solveUntilWrong(tickets(Primitive::None));
    ASSERT_TRUE(trial.has_value());
    EXPECT_GT(figure(*trial, "oversold"), 0);
    const double perMillion = figure(*trial, "oversold_per_million");
    EXPECT_GT(perMillion, 0);
    EXPECT_EQ(perMillion, std::round(perMillion)) << "tickets";
    EXPECT_THAT(trial->outcome.sentence, testing::EndsWith(" in a million"));
}

TEST(RaceOutcome, OfPhilosophersTheFewestAndTheMostMealsAreSaid)
{
    const TrialResult trial = solve({.workload = WorkloadKind::Philosophers,
        .params = {{"strategy", std::string("ordered")}},
        .tasks = 120,
        .workers = 3});
    EXPECT_THAT(trial.outcome.sentence,
        testing::MatchesRegex("3 philosophers had 120 meals: from [0-9]+ to [0-9]+ each"));
}

TEST(RaceOutcome, AnAtomicAdditionOversellsAndLosesNoCount)
{
    const auto trial = solveUntilWrong(tickets(Primitive::Atomic));
    ASSERT_TRUE(trial.has_value());
    EXPECT_GT(figure(*trial, "oversold"), 0);
    EXPECT_EQ(trial->race.lost, 0U);
}

TEST(RaceOutcome, WithoutAPrimitiveReadsAreTorn)
{
    const auto trial = solveUntilWrong(readersWriters(Primitive::None));
    ASSERT_TRUE(trial.has_value());
    EXPECT_GT(figure(*trial, "torn_reads"), 0);
}

TEST(RaceOutcome, UnderALockOneReadsAtATime)
{
    EXPECT_EQ(figure(solve(readersWriters(Primitive::Lock)), "most_readers"), 1);
}

TEST(RaceOutcome, AKilledWorkerTakesNothingFromTheOthers)
{
    for (const Problem& problem : {histogram(Primitive::Lock),
             bank("primitive"),
             bank("ordered"),
             tickets(Primitive::Lock),
             readersWriters(Primitive::Lock)}) {
        Experiment experiment = experimentOf(problem);
        experiment.inject = {{.kind = FaultKind::KillWorker}};
        const TrialResult trial = runExperiment(experiment).trials.at(0);
        EXPECT_EQ(trial.end, TrialEnd::Finished);
        EXPECT_GE(trial.tasks.succeeded + 1, trial.tasks.total) << nameOf(problem.workload);
        EXPECT_EQ(trial.race.lost, 0U) << nameOf(problem.workload);
    }
}

} // namespace interleave::test
