#include "core/analysis/time_ratio.h"

#include "core/analysis/resampler.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <vector>

namespace interleave {

namespace {

constexpr std::size_t kTrimmed = 5; // one of so many at each end

std::vector<double> logarithmsOf(std::span<const double> values)
{
    std::vector<double> logarithms;
    std::ranges::transform(
        values, std::back_inserter(logarithms), [](double value) { return std::log(value); });
    return logarithms;
}

// Changes their order.
double trimmedMean(std::vector<double>& values)
{
    const auto trimmed = static_cast<std::ptrdiff_t>(values.size() / kTrimmed);
    const auto first = values.begin() + trimmed;
    const auto last = values.end() - trimmed;
    if (trimmed > 0) {
        std::nth_element(values.begin(), first, values.end());
        std::nth_element(first, last - 1, values.end());
    }
    return std::accumulate(first, last, 0.0) / static_cast<double>(last - first);
}

void resample(std::span<const double> values, Resampler& resampler, std::vector<double>& drawn)
{
    drawn.resize(values.size());
    std::ranges::generate(drawn, [&] { return resampler.draw(values); });
}

// The values that an interval rests on, and of how many intervals it is one.
struct Certainty
{
    std::size_t values;
    std::size_t intervals;
};

// Of the logarithms of ratios, by how far apart those of the resamples lie.
Ratio ratioFrom(double middle, std::vector<double> resampled, const Certainty& certainty)
{
    if (certainty.values < 2) {
        const double ratio = std::exp(middle);
        return {.ratio = ratio, .low = ratio, .high = ratio, .defined = true};
    }
    std::ranges::sort(resampled);
    const double tail = tailOf(certainty.values) * static_cast<double>(resampled.size());
    const auto beyond = static_cast<std::size_t>(tail);
    const double width = widthOfSeveral(certainty.values, certainty.intervals);
    const auto end
        = [&](double resample) { return std::exp(middle + width * (resample - middle)); };
    return {.ratio = std::exp(middle),
        .low = end(resampled[beyond]),
        .high = end(resampled[resampled.size() - 1 - beyond]),
        .defined = true};
}

Ratio byRound(std::span<const double> times,
    std::span<const double> base,
    std::uint64_t seed,
    std::size_t intervals)
{
    std::vector<double> ratios = logarithmsOf(times);
    std::ranges::transform(ratios, base, ratios.begin(), [](double time, double other) {
        return time - std::log(other);
    });
    Resampler resampler(seed);
    std::vector<double> drawn;
    std::vector<double> resampled;
    for (std::size_t i = 0; i < kResamples; ++i) {
        resample(ratios, resampler, drawn);
        resampled.push_back(trimmedMean(drawn));
    }
    const double middle = trimmedMean(ratios);
    // Of what is left by the trim, as Tukey and McLaughlin count degrees of freedom: rounds vary in
    // one number, where two arms apart are compared as if the smaller were both.
    const std::size_t left = times.size() - 2 * (times.size() / kTrimmed);
    return ratioFrom(middle, std::move(resampled), {left, intervals});
}

Ratio apart(std::span<const double> times,
    std::span<const double> base,
    std::uint64_t seed,
    std::size_t intervals)
{
    std::vector<double> above = logarithmsOf(times);
    std::vector<double> below = logarithmsOf(base);
    Resampler resampler(seed);
    std::vector<double> drawn;
    std::vector<double> resampled;
    for (std::size_t i = 0; i < kResamples; ++i) {
        resample(above, resampler, drawn);
        const double ofAbove = trimmedMean(drawn);
        resample(below, resampler, drawn);
        resampled.push_back(ofAbove - trimmedMean(drawn));
    }
    const double middle = trimmedMean(above) - trimmedMean(below);
    return ratioFrom(
        middle, std::move(resampled), {std::min(times.size(), base.size()), intervals});
}

} // namespace

Ratio ratioOfTimes(std::span<const double> times,
    std::span<const double> base,
    Pairing pairing,
    std::uint64_t seed,
    std::size_t intervals)
{
    if (times.empty() || base.empty())
        return {};
    return pairing == Pairing::ByRound ? byRound(times, base, seed, intervals)
                                       : apart(times, base, seed, intervals);
}

} // namespace interleave
