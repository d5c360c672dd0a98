#include "core/analysis/verdict.h"
#include "core/base/random.h"
#include "tests/core/analysis/sample_trials.h"

#include <gtest/gtest.h>

#include <cmath>

namespace interleave::test {

namespace {

// Around `ms`, all within `spread` of it.
std::vector<double> around(double ms, double spread, std::size_t trials, std::uint64_t seed)
{
    std::vector<double> times;
    for (std::size_t i = 0; i < trials; ++i)
        times.push_back(ms * (1 + spread * (2 * uniformAt(seed, i) - 1)));
    return times;
}

Verdict timesOf(const RunResult& run, const RunResult& base, const ComparisonRules& rules = {})
{
    return compareArms({.run = &run}, {.run = &base}, Measure::WallTime, rules);
}

RunResult runThatLost(std::uint64_t lost, std::size_t trials)
{
    RunResult run = runOfTimes(std::vector<double>(trials, 100));
    for (std::size_t i = 0; i < trials; ++i)
        run.trials[i].race.lost = lost + (lost > 0 ? i : 0);
    return run;
}

Verdict lossesOf(const RunResult& run, const RunResult& base)
{
    return compareArms({.run = &run}, {.run = &base}, Measure::Loss, {});
}

TEST(Verdict, FasterAndSlowerWhereTheIntervalsSaySo)
{
    const RunResult slow = runOfTimes(around(120, 0.02, 10, 1));
    const RunResult fast = runOfTimes(around(100, 0.02, 10, 2));
    const Verdict faster = timesOf(fast, slow);
    EXPECT_EQ(faster.kind, VerdictKind::Less);
    EXPECT_TRUE(isFaster(faster));
    EXPECT_NEAR(faster.ratio.ratio, 100.0 / 120, 0.02);
    EXPECT_EQ(faster.trials, 10U);
    EXPECT_TRUE(isSlower(timesOf(slow, fast)));
}

// Their workloads are each its own, and nothing is paired.
TEST(Verdict, OfTwoRunsThatWereSavedSideBySideIsThatOfTwoRuns)
{
    RunResult saved = runOfTurns(around(100, 0.02, 10, 1), around(120, 0.02, 10, 2));
    const auto compared = [&] {
        return compareArms(
            {.run = &saved, .arm = 1}, {.run = &saved, .arm = 0}, Measure::WallTime, {});
    };
    EXPECT_EQ(compared().pairing, Pairing::ByRound);
    saved.madeOf.resize(2);
    EXPECT_EQ(compared().pairing, Pairing::Apart);
    saved.madeOf[1].experiment.workload = WorkloadKind::Sleep;
    EXPECT_EQ(compared().why, Incomparable::Workload);
}

TEST(Verdict, MoreThroughputIsFaster)
{
    const RunResult slow = runOfTimes(around(120, 0.02, 10, 1));
    const RunResult fast = runOfTimes(around(100, 0.02, 10, 2));
    const Verdict verdict = compareArms({.run = &fast}, {.run = &slow}, Measure::Throughput, {});
    EXPECT_EQ(verdict.kind, VerdictKind::More);
    EXPECT_TRUE(isFaster(verdict));
    EXPECT_FALSE(isSlower(verdict));
}

TEST(Verdict, TheSameWhereNoMoreThanTheMarginIsPossible)
{
    const RunResult a = runOfTimes(around(100, 0.005, 30, 1));
    const RunResult b = runOfTimes(around(100, 0.005, 30, 2));
    EXPECT_EQ(timesOf(a, b).kind, VerdictKind::Same);
    EXPECT_NE(timesOf(a, b, {.sameWithin = 0.0001}).kind, VerdictKind::Same);
}

// A difference that is certain and less than anyone asks for.
TEST(Verdict, TheSameAlsoWhereASmallDifferenceIsCertain)
{
    const RunResult a = runOfTimes(around(100.4, 0.0005, 30, 1));
    const RunResult b = runOfTimes(around(100, 0.0005, 30, 2));
    EXPECT_EQ(timesOf(a, b).kind, VerdictKind::Same);
    EXPECT_EQ(timesOf(a, b, {.sameWithin = 0.001}).kind, VerdictKind::More);
}

TEST(Verdict, FewTrialsTellNothingHoweverClearTheyLook)
{
    const RunResult fast = runOfTimes({100, 100, 100});
    const RunResult slow = runOfTimes({200, 200, 200, 200, 200, 200, 200});
    const Verdict verdict = timesOf(fast, slow);
    EXPECT_EQ(verdict.kind, VerdictKind::TooFewTrials);
    EXPECT_EQ(verdict.trials, 3U);
    EXPECT_EQ(verdict.moreTrials, 3U);
    EXPECT_EQ(timesOf(runOfTimes({}), slow).moreTrials, kFewestTrials);
}

TEST(Verdict, FourOfEachTellWhereEveryOneOfOneIsBelowEveryOneOfTheOther)
{
    const RunResult slow = runOfTimes({120, 125, 130, 122});
    EXPECT_TRUE(isFaster(timesOf(runOfTimes({100, 101, 119, 103}), slow)));
    EXPECT_TRUE(isSlower(timesOf(slow, runOfTimes({100, 101, 119, 103, 104}))));
    const Verdict overlapping = timesOf(runOfTimes({100, 101, 121, 103}), slow);
    EXPECT_EQ(overlapping.kind, VerdictKind::TooFewTrials);
    EXPECT_EQ(overlapping.moreTrials, 2U);
    EXPECT_EQ(timesOf(slow, slow).kind, VerdictKind::TooFewTrials);
    EXPECT_EQ(timesOf(runOfTimes({100, 101, 119, 103}), slow, {.comparisons = 2}).kind,
        VerdictKind::TooFewTrials);
}

TEST(Verdict, RunsOfWhichMoreTasksFailedAreNotComparable)
{
    RunResult a = runOfTimes(around(100, 0.02, 10, 1));
    RunResult b = runOfTimes(around(120, 0.02, 10, 2));
    a.trials[2].tasks.failed = 60;
    a.trials[3].tasks.timedOut = 40;
    EXPECT_EQ(timesOf(a, b).kind, VerdictKind::NotComparable);
    EXPECT_EQ(timesOf(a, b).why, Incomparable::Failures);
    EXPECT_EQ(timesOf(b, a).why, Incomparable::Failures);
    EXPECT_EQ(timesOf(a, b, {.anyway = true}).kind, VerdictKind::Less);
    b.trials[7].tasks.failed = 100;
    EXPECT_EQ(timesOf(a, b).kind, VerdictKind::Less) << "as many of both";
}

TEST(Verdict, LossesAreNeverComparedByRound)
{
    RunResult run = runOfTurns(around(100, 0.02, 10, 1), around(120, 0.02, 10, 2));
    const ComparedArm arm{.run = &run, .arm = 1};
    EXPECT_EQ(compareArms(arm, {.run = &run}, Measure::Loss, {}).pairing, Pairing::Apart);
    for (TrialResult& trial : run.trials)
        disturb(trial);
    EXPECT_EQ(compareArms(arm, {.run = &run}, Measure::Loss, {}).kind, VerdictKind::Same)
        << "they took turns";
}

// The first of the seeds of which 10 trials are too few to see a difference of 5 % in noise of 10
// %.
std::uint64_t seedOfTooFew()
{
    std::uint64_t seed = 0;
    while (timesOf(runOfTimes(around(105, 0.1, 10, 2 * seed)),
               runOfTimes(around(100, 0.1, 10, 2 * seed + 1)))
               .kind
        != VerdictKind::TooFewTrials)
        ++seed;
    return seed;
}

// With as many as were said, most repetitions of the comparison tell, if it is as it seems.
TEST(Verdict, AsManyTrialsAsWereSaidWouldMostlyTell)
{
    constexpr std::uint64_t kRepetitions = 40;
    const std::uint64_t seed = seedOfTooFew();
    const Verdict few = timesOf(
        runOfTimes(around(105, 0.1, 10, 2 * seed)), runOfTimes(around(100, 0.1, 10, 2 * seed + 1)));
    EXPECT_GE(few.moreTrials, 1U);
    EXPECT_LE(few.moreTrials, 9 * few.trials);
    const std::size_t trials = few.trials + few.moreTrials;
    std::uint64_t told = 0;
    for (std::uint64_t i = 0; i < kRepetitions; ++i)
        told += timesOf(runOfTimes(around(100 * few.ratio.ratio, 0.1, trials, 1'000 + i)),
                    runOfTimes(around(100, 0.1, trials, 2'000 + i)))
                    .kind
                == VerdictKind::TooFewTrials
            ? 0U
            : 1U;
    EXPECT_GE(told, kRepetitions * 6 / 10);
}

TEST(Verdict, CannotBeToldWhereTenTimesAsManyWouldNotTell)
{
    const RunResult a = runOfTimes(around(100, 0.5, 10, 3));
    const RunResult b = runOfTimes(around(100, 0.5, 10, 4));
    const Verdict verdict = timesOf(a, b, {.sameWithin = 0.001});
    const double width = std::log(verdict.ratio.high / verdict.ratio.low) / 2;
    ASSERT_GT(width, 4 * std::abs(std::log(verdict.ratio.ratio))) << "an unlucky seed";
    EXPECT_EQ(verdict.kind, VerdictKind::CannotBeTold);
    EXPECT_EQ(verdict.moreTrials, 0U);
}

TEST(Verdict, ArmsOfOneRunAreComparedByRound)
{
    std::vector<double> a = around(100, 0.002, 12, 1);
    std::vector<double> b = around(103, 0.002, 12, 2);
    for (std::size_t round = 0; round < a.size(); ++round) {
        a[round] *= 1 + 0.1 * static_cast<double>(round);
        b[round] *= 1 + 0.1 * static_cast<double>(round);
    }
    const RunResult run = runOfTurns(a, b);
    const Verdict verdict
        = compareArms({.run = &run, .arm = 1}, {.run = &run}, Measure::WallTime, {});
    EXPECT_EQ(verdict.pairing, Pairing::ByRound);
    EXPECT_EQ(verdict.kind, VerdictKind::More);
    const Verdict apart = timesOf(runOfTimes(b), runOfTimes(a));
    EXPECT_EQ(apart.pairing, Pairing::Apart);
    EXPECT_NE(apart.kind, VerdictKind::More);
}

TEST(Verdict, WithoutDisturbedTrialsSaysSo)
{
    RunResult a = runOfTimes(around(100, 0.02, 10, 1));
    const RunResult b = runOfTimes(around(120, 0.02, 10, 2));
    a.trials[0].wallNs *= 4;
    a.trials[0].othersShare = 0.5;
    EXPECT_EQ(timesOf(a, b).disturbed, 1U);
    const Verdict quiet = timesOf(a, b, {.disturbed = DisturbedTrials::AreLeftOut});
    EXPECT_EQ(quiet.kind, VerdictKind::Less);
    EXPECT_EQ(quiet.disturbed, 0U);
    EXPECT_EQ(quiet.leftOut, 1U);
    EXPECT_EQ(quiet.trials, 9U);
}

TEST(Verdict, RunsOfWhichMostWasDisturbedAreNotComparable)
{
    RunResult a = runOfTimes(around(100, 0.02, 10, 1));
    const RunResult b = runOfTimes(around(120, 0.02, 10, 2));
    for (std::size_t i = 0; i < 6; ++i)
        disturb(a.trials[i]);
    EXPECT_EQ(timesOf(a, b).kind, VerdictKind::NotComparable);
    EXPECT_EQ(timesOf(a, b).why, Incomparable::Disturbed);
    EXPECT_EQ(timesOf(a, b, {.anyway = true}).kind, VerdictKind::Less);
}

TEST(Verdict, ArmsThatTookTurnsWereDisturbedAlikeAndAreComparable)
{
    RunResult run = runOfTurns(around(100, 0.02, 10, 1), around(120, 0.02, 10, 2));
    for (TrialResult& trial : run.trials)
        disturb(trial);
    const Verdict verdict
        = compareArms({.run = &run, .arm = 1}, {.run = &run}, Measure::WallTime, {});
    EXPECT_EQ(verdict.kind, VerdictKind::More);
    EXPECT_EQ(verdict.disturbed, 20U);
}

TEST(Verdict, OtherMachinesVersionsAndWorkloadsAreNotComparable)
{
    const RunResult a = runOfTimes(around(100, 0.02, 10, 1));
    RunResult b = runOfTimes(around(120, 0.02, 10, 2));
    const auto compare = [&](const ComparedArm& arm, bool anyway) {
        const ComparedArm base{.run = &b, .machine = "{\"cores\":2}", .version = "0.9"};
        return compareArms(arm, base, Measure::WallTime, {.anyway = anyway});
    };
    const ComparedArm elsewhere{.run = &a, .machine = "{\"cores\":4}", .version = "0.9"};
    const ComparedArm later{.run = &a, .machine = "{\"cores\":2}", .version = "1.0"};
    EXPECT_EQ(compare(elsewhere, false).why, Incomparable::Machine);
    EXPECT_EQ(compare(elsewhere, true).kind, VerdictKind::Less);
    EXPECT_EQ(compare(later, false).why, Incomparable::Version);
    EXPECT_EQ(compare(later, true).kind, VerdictKind::Less);
    EXPECT_EQ(compare({.run = &a}, false).kind, VerdictKind::Less) << "of a file nobody knows more";
    b.experiment.workload = WorkloadKind::Sleep;
    EXPECT_EQ(compare({.run = &a}, true).kind, VerdictKind::NotComparable);
    EXPECT_EQ(compare({.run = &a}, true).why, Incomparable::Workload);
}

TEST(Verdict, ARunWhoseResultIsNotKnownIsNotComparable)
{
    RunResult a = runOfTimes(around(100, 0.02, 10, 1));
    const RunResult b = runOfTimes(around(120, 0.02, 10, 2));
    a.trials[2].ledger.doubt = "the counts do not agree";
    a.trials[2].ledger.proved = false;
    EXPECT_EQ(timesOf(a, b).why, Incomparable::Unknown);
}

TEST(Verdict, LossesAreLessMoreOrTheSame)
{
    const RunResult many = runThatLost(400, 10);
    const RunResult few = runThatLost(100, 10);
    EXPECT_EQ(lossesOf(few, many).kind, VerdictKind::Less);
    EXPECT_NEAR(lossesOf(few, many).ratio.ratio, 0.26, 0.01);
    EXPECT_EQ(lossesOf(many, few).kind, VerdictKind::More);
    EXPECT_FALSE(isSlower(lossesOf(many, few)));
    EXPECT_FALSE(isFaster(lossesOf(few, many)));
}

TEST(Verdict, LossesBesideNoneAreInfinitelyMore)
{
    const RunResult none = runThatLost(0, 10);
    const RunResult many = runThatLost(400, 10);
    EXPECT_EQ(lossesOf(none, many).kind, VerdictKind::Less);
    EXPECT_EQ(lossesOf(many, none).kind, VerdictKind::More);
    EXPECT_TRUE(std::isinf(lossesOf(many, none).ratio.ratio));
    EXPECT_EQ(lossesOf(none, none).kind, VerdictKind::Same);
}

// Two of ten trials: it could have been none.
TEST(Verdict, ARareLossCannotBeTold)
{
    RunResult rare = runThatLost(0, 10);
    rare.trials[3].race.lost = rare.trials[6].race.lost = 500;
    const Verdict verdict = lossesOf(rare, runThatLost(0, 10));
    EXPECT_EQ(verdict.kind, VerdictKind::CannotBeTold);
    EXPECT_EQ(verdict.moreTrials, 0U);
}

TEST(Verdict, ComparesThroughputWhereTheTasksAreNotAsMany)
{
    const RunResult a = runOfTimes({100, 100});
    RunResult b = runOfTimes({100, 100});
    EXPECT_EQ(speedMeasure({.run = &a}, {.run = &b}), Measure::WallTime);
    b.trials[0].tasks.total = 50;
    EXPECT_EQ(speedMeasure({.run = &a}, {.run = &b}), Measure::Throughput);
}

} // namespace

} // namespace interleave::test
