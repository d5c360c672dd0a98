#include "core/analysis/statistics.h"

#include "core/analysis/resampler.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace interleave {

namespace {

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> bootstrapMedians(std::span<const double> values, std::uint64_t seed)
{
    std::vector<double> medians;
    std::vector<double> resample(values.size());
    Resampler resampler(seed);
    for (std::size_t i = 0; i < kResamples; ++i) {
        for (double& value : resample)
            value = resampler.draw(values);
        std::ranges::sort(resample);
        medians.push_back(quantile(resample, 0.5));
    }
    std::ranges::sort(medians);
    return medians;
}

} // namespace

double quantile(std::span<const double> sorted, double share)
{
    if (sorted.empty())
        return 0;
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - std::floor(place));
}

Spread describeSpread(std::vector<double> values, std::uint64_t seed)
{
    if (values.empty())
        return {};
    std::ranges::sort(values);
    Spread spread{
        .median = quantile(values, 0.5),
        .lowerQuartile = quantile(values, 0.25),
        .upperQuartile = quantile(values, 0.75),
        .low = values.front(),
        .high = values.back(),
    };
    if (values.size() >= 3) {
        const std::vector<double> medians = bootstrapMedians(values, seed);
        spread.low = quantile(medians, 0.025);
        spread.high = quantile(medians, 0.975);
    }
    return spread;
}

Ratio ratioOf(std::span<const double> numerators,
    std::span<const double> denominators,
    std::uint64_t seed,
    double tail)
{
    if (numerators.empty() || denominators.empty() || meanOf(denominators) == 0)
        return {};
    const double ratio = meanOf(numerators) / meanOf(denominators);
    if (std::min(numerators.size(), denominators.size()) == 1)
        return {.ratio = ratio, .low = ratio, .high = ratio, .defined = true};
    std::vector<double> ratios;
    Resampler resampler(seed);
    for (std::size_t i = 0; i < kResamples; ++i) {
        const double above = resampler.meanOf(numerators);
        const double below = resampler.meanOf(denominators);
        if (below > 0)
            ratios.push_back(above / below);
        else if (above > 0)
            ratios.push_back(std::numeric_limits<double>::infinity());
        else
            ratios.push_back(1); // nothing in either: no difference
    }
    std::ranges::sort(ratios);
    // By rank: between a number and infinity there is nothing to interpolate.
    const auto last = static_cast<double>(ratios.size() - 1);
    return {
        .ratio = ratio,
        .low = ratios[static_cast<std::size_t>(std::floor(tail * last))],
        .high = ratios[static_cast<std::size_t>(std::ceil((1 - tail) * last))],
        .defined = true,
    };
}

namespace {

// One number of each trial.
struct Series
{
    Spread RunSummary::*spread;
    double (*of)(const TrialResult&);
};

double shareOfBusy(const TrialResult& trial, std::uint64_t ns)
{
    std::uint64_t busyNs = 0;
    for (const WorkerResult& worker : trial.workers)
        busyNs += worker.busyNs;
    return busyNs == 0 ? 0 : static_cast<double>(ns) / static_cast<double>(busyNs);
}

double switchesOf(const TrialResult& trial)
{
    double switches = 0;
    for (const WorkerResult& worker : trial.workers)
        switches += static_cast<double>(worker.switches + worker.preempted);
    return switches;
}

constexpr std::array kSeries{
    Series{&RunSummary::wallNs, [](const TrialResult& t) { return static_cast<double>(t.wallNs); }},
    Series{&RunSummary::throughputPerS, [](const TrialResult& t) { return t.throughputPerS; }},
    Series{
        &RunSummary::lost, [](const TrialResult& t) { return static_cast<double>(t.race.lost); }},
    Series{&RunSummary::waitShare,
        [](const TrialResult& t) { return shareOfBusy(t, t.sync.use.waitNs); }},
    Series{&RunSummary::holdShare,
        // An estimate, and of two locks at a time counted twice: no part is more than all.
        [](const TrialResult& t) { return std::min(shareOfBusy(t, t.sync.use.holdNs), 1.0); }},
    Series{&RunSummary::spinShare,
        [](const TrialResult& t) { return shareOfBusy(t, t.sync.use.spinNs); }},
    Series{&RunSummary::fairness, [](const TrialResult& t) { return t.sync.fairness; }},
    Series{&RunSummary::switches, switchesOf},
};

} // namespace

RunSummary summarise(
    std::span<const TrialResult> trials, const std::function<Spread(std::vector<double>)>& describe)
{
    RunSummary summary;
    summary.trials = static_cast<std::uint64_t>(std::ranges::count_if(trials, isComplete));
    for (const Series& series : kSeries) {
        std::vector<double> values;
        for (const TrialResult& trial : trials) {
            if (isComplete(trial))
                values.push_back(series.of(trial));
        }
        summary.*series.spread = describe(std::move(values));
    }
    for (const TrialResult& trial : trials) {
        summary.tasks.total += trial.tasks.total;
        summary.tasks.succeeded += trial.tasks.succeeded;
        summary.tasks.failed += trial.tasks.failed;
        summary.tasks.timedOut += trial.tasks.timedOut;
        summary.tasks.cancelled += trial.tasks.cancelled;
    }
    return summary;
}

RunSummary summarise(std::span<const TrialResult> trials, std::uint64_t seed)
{
    return summarise(trials,
        [seed](std::vector<double> values) { return describeSpread(std::move(values), seed); });
}

namespace {

// Of each trial of the arm that was watched like this.
std::vector<double> lostShares(const RunResult& run, Watch watch)
{
    std::vector<double> shares;
    for (const TrialResult& trial : run.trials) {
        if (isComplete(trial) && run.arms[trial.arm].arm.watch == watch && trial.race.updates > 0)
            shares.push_back(
                static_cast<double>(trial.race.lost) / static_cast<double>(trial.race.updates));
    }
    return shares;
}

std::optional<ProbeEffect> probeEffect(const RunResult& run, std::uint64_t seed)
{
    if (!run.experiment.probe)
        return std::nullopt;
    const std::vector<double> bare = lostShares(run, Watch::Bare);
    return ProbeEffect{
        .tagged = ratioOf(lostShares(run, Watch::Tagged), bare, seed),
        .logged = ratioOf(lostShares(run, Watch::Logged), bare, seed),
    };
}

} // namespace

std::uint32_t mainArm(const RunResult& run)
{
    const auto most = std::ranges::max_element(
        run.arms, {}, [](const ArmResult& arm) { return arm.arm.workers; });
    return static_cast<std::uint32_t>(most - run.arms.begin());
}

void summariseArms(RunResult& run, std::span<const Arm> arms)
{
    const auto seed = static_cast<std::uint64_t>(run.experiment.seed);
    run.arms.clear();
    for (std::uint32_t arm = 0; arm < arms.size(); ++arm) {
        std::vector<TrialResult> its;
        std::ranges::copy_if(run.trials, std::back_inserter(its), [&](const TrialResult& trial) {
            return trial.arm == arm;
        });
        run.arms.push_back({arms[arm], summarise(its, seed)});
    }
    run.probe = probeEffect(run, seed);
    run.summary = run.arms.empty() ? summarise(run.trials, seed) : run.arms[mainArm(run)].summary;
}

} // namespace interleave
