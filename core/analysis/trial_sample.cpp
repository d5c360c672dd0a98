#include "core/analysis/trial_sample.h"

#include "core/model/other_load.h"
#include "core/model/run_verdict.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace interleave {

namespace {

std::optional<double> measuredIn(const TrialResult& trial, Measure measure)
{
    const auto positive
        = [](double value) { return value > 0 ? std::optional(value) : std::nullopt; };
    if (!isComplete(trial) || !trial.measured)
        return std::nullopt;
    switch (measure) {
    case Measure::WallTime:
        return positive(static_cast<double>(trial.wallNs));
    case Measure::Throughput:
        return positive(trial.throughputPerS);
    case Measure::Loss:
        break;
    }
    if (trial.race.updates == 0)
        return std::nullopt;
    return static_cast<double>(trial.race.lost) / static_cast<double>(trial.race.updates);
}

void keepRounds(TrialSample& sample, const std::vector<std::size_t>& rounds)
{
    std::vector<double> values;
    for (std::size_t i = 0; i < sample.rounds.size(); ++i) {
        if (std::ranges::binary_search(rounds, sample.rounds[i]))
            values.push_back(sample.values[i]);
    }
    sample.values = std::move(values);
    sample.rounds = rounds;
}

} // namespace

TrialSample sampleOf(
    const RunResult& run, std::uint32_t arm, Measure measure, DisturbedTrials disturbed)
{
    TrialSample sample;
    std::size_t round = 0;
    for (const TrialResult& trial : run.trials) {
        if (trial.arm != arm)
            continue;
        const std::size_t its = round++;
        const auto value = measuredIn(trial, measure);
        if (!value)
            continue;
        if (wasDisturbed(trial) && disturbed == DisturbedTrials::AreLeftOut) {
            ++sample.leftOut;
            continue;
        }
        sample.disturbed += wasDisturbed(trial) ? 1U : 0U;
        sample.values.push_back(*value);
        sample.rounds.push_back(its);
    }
    return sample;
}

void keepCommonRounds(TrialSample& a, TrialSample& b)
{
    std::vector<std::size_t> common;
    std::ranges::set_intersection(a.rounds, b.rounds, std::back_inserter(common));
    keepRounds(a, common);
    keepRounds(b, common);
}

} // namespace interleave
