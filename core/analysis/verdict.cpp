#include "core/analysis/verdict.h"

#include "core/analysis/resampler.h"
#include "core/analysis/statistics.h"
#include "core/model/experiment_differences.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interleave {

namespace {

// So many times as many trials are still a few more.
constexpr double kWorthWhile = 10;
// How many times as many trials it takes to tell in four of five cases what these would tell in
// every other: ((1.96 + 0.84) / 1.96) squared.
constexpr double kToBeSure = 2.04;

bool areSame(const Ratio& ratio, double margin)
{
    return ratio.low >= 1 / (1 + margin) && ratio.high <= 1 + margin;
}

// How many trials of each would make the interval narrow enough to say that they differ as they
// seem to, or that they are the same. An interval's width falls with the root of their number.
double trialsToTell(const Ratio& ratio, std::size_t trials, double margin)
{
    const double width = std::log(ratio.high / ratio.low) / 2;
    const double effect = std::abs(std::log(ratio.ratio));
    const double room = std::max(effect, std::log1p(margin) - effect);
    return std::ceil(kToBeSure * static_cast<double>(trials) * std::pow(width / room, 2));
}

// Where most trials lose nothing a mean of 0 has no ratio: then the other way round. Shares of
// losses are skewed, and an interval of their means that is no wider holds too little
// (verdict_simulation_test.cpp).
Ratio lossRatio(const TrialSample& sample, const TrialSample& base, std::uint64_t seed)
{
    const double tail = tailOf(std::min(sample.values.size(), base.values.size())) / 2;
    if (const Ratio ratio = ratioOf(sample.values, base.values, seed, tail); ratio.defined)
        return ratio;
    const Ratio inverse = ratioOf(base.values, sample.values, seed, tail);
    if (!inverse.defined) // neither has lost anything
        return {.ratio = 1, .low = 1, .high = 1, .defined = true};
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    return {.ratio = kInfinite,
        .low = inverse.high > 0 ? 1 / inverse.high : kInfinite,
        .high = kInfinite,
        .defined = true};
}

// Every value of one below every one of the other.
bool lieApart(const std::vector<double>& a, const std::vector<double>& b)
{
    if (a.empty() || b.empty())
        return false;
    const auto [leastOfA, mostOfA] = std::ranges::minmax(a);
    const auto [leastOfB, mostOfB] = std::ranges::minmax(b);
    return mostOfA < leastOfB || mostOfB < leastOfA;
}

bool tellsByOrder(const Verdict& verdict, const TrialSample& sample, const TrialSample& base)
{
    return verdict.trials >= kFewestApart && lieApart(sample.values, base.values);
}

void say(Verdict& verdict, double margin, bool byOrder)
{
    const Ratio& ratio = verdict.ratio;
    const bool isClear = byOrder && ratio.excludesOne() && !areSame(ratio, margin);
    if (verdict.trials < kFewestTrials && !isClear) {
        verdict.kind = VerdictKind::TooFewTrials;
        verdict.moreTrials = kFewestTrials - verdict.trials;
    } else if (areSame(ratio, margin)) {
        verdict.kind = VerdictKind::Same;
    } else if (ratio.excludesOne()) {
        verdict.kind = ratio.high < 1 ? VerdictKind::Less : VerdictKind::More;
    } else {
        const auto now = static_cast<double>(verdict.trials);
        const double needed = std::max(trialsToTell(ratio, verdict.trials, margin), now + 1);
        const bool few = needed <= kWorthWhile * now;
        verdict.kind = few ? VerdictKind::TooFewTrials : VerdictKind::CannotBeTold;
        verdict.moreTrials = few ? static_cast<std::size_t>(needed - now) : 0;
    }
}

bool wereDisturbed(const TrialSample& sample)
{
    return 2 * sample.disturbed > sample.values.size();
}

bool isKnown(const ComparedArm& side)
{
    return std::ranges::all_of(side.run->trials,
        [&](const TrialResult& trial) { return trial.arm != side.arm || resultIsKnown(trial); });
}

// The tasks of the complete trials.
TaskCounts tasksDone(const ComparedArm& side)
{
    TaskCounts all;
    for (const TrialResult& trial : side.run->trials) {
        if (trial.arm != side.arm || !isComplete(trial))
            continue;
        all.total += trial.tasks.total;
        all.failed += trial.tasks.failed;
        all.timedOut += trial.tasks.timedOut;
    }
    return all;
}

// A task that fails at once is no faster one.
bool failedAlike(const ComparedArm& arm, const ComparedArm& base)
{
    const TaskCounts its = tasksDone(arm);
    const TaskCounts ofBase = tasksDone(base);
    return (its.failed + its.timedOut) * ofBase.total
        == (ofBase.failed + ofBase.timedOut) * its.total;
}

WorkloadKind workloadOf(const ComparedArm& side)
{
    return experimentOfArm(*side.run, side.arm).workload;
}

Incomparable whyNot(const ComparedArm& arm, const ComparedArm& base, bool anyway)
{
    const auto differ = [](const std::string& a, const std::string& b) {
        return !a.empty() && !b.empty() && a != b;
    };
    if (!isKnown(arm) || !isKnown(base))
        return Incomparable::Unknown;
    if (workloadOf(arm) != workloadOf(base))
        return Incomparable::Workload;
    if (!anyway && differ(arm.machine, base.machine))
        return Incomparable::Machine;
    if (!anyway && differ(arm.version, base.version))
        return Incomparable::Version;
    if (!anyway && !failedAlike(arm, base))
        return Incomparable::Failures;
    return Incomparable::No;
}

std::uint64_t tasksOf(const ComparedArm& side)
{
    const auto trial = std::ranges::find_if(side.run->trials,
        [&](const TrialResult& each) { return each.arm == side.arm && isComplete(each); });
    return trial == side.run->trials.end() ? 0 : trial->tasks.total;
}

} // namespace

Verdict judge(const TrialSample& sample,
    const TrialSample& base,
    Measure measure,
    Pairing pairing,
    const ComparisonRules& rules,
    std::uint64_t seed)
{
    Verdict verdict{.measure = measure,
        .pairing = pairing,
        .trials = std::min(sample.values.size(), base.values.size()),
        .disturbed = sample.disturbed + base.disturbed,
        .leftOut = sample.leftOut + base.leftOut};
    verdict.ratio = measure == Measure::Loss
        ? lossRatio(sample, base, seed)
        : ratioOfTimes(sample.values, base.values, pairing, seed, rules.comparisons);
    say(verdict, rules.sameWithin, rules.comparisons < 2 && tellsByOrder(verdict, sample, base));
    return verdict;
}

Verdict compareArms(
    const ComparedArm& arm, const ComparedArm& base, Measure measure, const ComparisonRules& rules)
{
    const Incomparable why = whyNot(arm, base, rules.anyway);
    if (why != Incomparable::No)
        return {.measure = measure, .why = why};
    TrialSample its = sampleOf(*arm.run, arm.arm, measure, rules.disturbed);
    TrialSample ofBase = sampleOf(*base.run, base.arm, measure, rules.disturbed);
    const bool tookTurns = arm.run == base.run && arm.run->madeOf.empty();
    const Pairing pairing
        = tookTurns && measure != Measure::Loss ? Pairing::ByRound : Pairing::Apart;
    if (pairing == Pairing::ByRound)
        keepCommonRounds(its, ofBase);
    else if (!tookTurns && !rules.anyway && (wereDisturbed(its) || wereDisturbed(ofBase)))
        return {.measure = measure,
            .why = Incomparable::Disturbed,
            .disturbed = its.disturbed + ofBase.disturbed};
    const auto seed = static_cast<std::uint64_t>(base.run->experiment.seed);
    return judge(its, ofBase, measure, pairing, rules, seed);
}

Measure speedMeasure(const ComparedArm& arm, const ComparedArm& base)
{
    return tasksOf(arm) == tasksOf(base) ? Measure::WallTime : Measure::Throughput;
}

bool isFaster(const Verdict& verdict)
{
    return verdict.measure == Measure::WallTime
        ? verdict.kind == VerdictKind::Less
        : verdict.measure == Measure::Throughput && verdict.kind == VerdictKind::More;
}

bool isSlower(const Verdict& verdict)
{
    return verdict.measure == Measure::WallTime
        ? verdict.kind == VerdictKind::More
        : verdict.measure == Measure::Throughput && verdict.kind == VerdictKind::Less;
}

} // namespace interleave
