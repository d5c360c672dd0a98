#include "core/analysis/statistics.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr std::size_t kResamples = 2'000;

std::vector<double> bootstrapMedians(std::span<const double> values, std::uint64_t seed)
{
    std::vector<double> medians;
    std::vector<double> resample(values.size());
    std::uint64_t draw = 0;
    for (std::size_t i = 0; i < kResamples; ++i) {
        for (double& value : resample)
            value = values[static_cast<std::size_t>(
                uniformAt(seed, draw++) * static_cast<double>(values.size()))];
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

RunSummary summarise(std::span<const TrialResult> trials, std::uint64_t seed)
{
    RunSummary summary;
    summary.trials = trials.size();
    std::vector<double> wall;
    std::vector<double> throughput;
    std::vector<double> lost;
    for (const TrialResult& trial : trials) {
        wall.push_back(static_cast<double>(trial.wallNs));
        throughput.push_back(trial.throughputPerS);
        lost.push_back(static_cast<double>(trial.race.lost));
        summary.tasks.total += trial.tasks.total;
        summary.tasks.succeeded += trial.tasks.succeeded;
        summary.tasks.failed += trial.tasks.failed;
        summary.tasks.timedOut += trial.tasks.timedOut;
        summary.tasks.cancelled += trial.tasks.cancelled;
    }
    summary.wallNs = describeSpread(std::move(wall), seed);
    summary.throughputPerS = describeSpread(std::move(throughput), seed);
    summary.lost = describeSpread(std::move(lost), seed);
    return summary;
}

} // namespace interleave
