// What bootstrap intervals are drawn by, and how far out they end.
#pragma once

#include "core/base/random.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace interleave {

inline constexpr std::size_t kResamples = 2'000;

/// The generator of one bootstrap: draw k of a seed is always the same.
class Resampler
{
public:
    explicit Resampler(std::uint64_t seed)
        : m_seed(seed)
    {
    }
    double draw(std::span<const double> values)
    {
        return values[static_cast<std::size_t>(
            uniformAt(m_seed, m_draw++) * static_cast<double>(values.size()))];
    }
    double meanOf(std::span<const double> values)
    {
        double sum = 0;
        for (std::size_t i = 0; i < values.size(); ++i)
            sum += draw(values);
        return sum / static_cast<double>(values.size());
    }

private:
    std::uint64_t m_seed;
    std::uint64_t m_draw = 0;
};

inline constexpr double kNormal95 = 1.959963984540054; // 97.5 % of the normal distribution

/// Student's t of so many degrees, where the normal distribution has `z`: Abramowitz and Stegun
/// 26.7.5.
[[nodiscard]] inline double studentT(double z, double degrees)
{
    const double z3 = z * z * z;
    const double z5 = z3 * z * z;
    const double z7 = z5 * z * z;
    const double f = degrees;
    return z + (z3 + z) / (4 * f) + (5 * z5 + 16 * z3 + 3 * z) / (96 * f * f)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * f * f * f);
}

/// Where a share of `tail`, at most half, of the normal distribution lies beyond.
[[nodiscard]] inline double normalBeyond(double tail)
{
    constexpr double kFarOut = 40;
    constexpr int kHalvings = 60;
    double low = 0;
    double high = kFarOut;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (low + high) / 2;
        (0.5 * std::erfc(middle / std::sqrt(2.0)) > tail ? low : high) = middle;
    }
    return high;
}

/// How many times as wide a 95 % interval of so many values is when all of `intervals` are to hold
/// together (Bonferroni). The resamples of few values have no percentiles so far out.
[[nodiscard]] inline double widthOfSeveral(std::size_t values, std::size_t intervals)
{
    if (values < 2 || intervals < 2)
        return 1;
    const auto f = static_cast<double>(values - 1);
    const double z = normalBeyond(0.025 / static_cast<double>(intervals));
    return studentT(z, f) / studentT(kNormal95, f);
}

/// Which share of the resamples lies beyond each end of a 95 % interval: 2.5 % of many values. Of
/// few, the percentiles are too close together, and these lie as much further out as Student's t
/// and the missing degree of freedom want (Hesterberg, What Teachers Should Know About the
/// Bootstrap, The American Statistician 69, 2015: the expanded percentile interval).
[[nodiscard]] inline double tailOf(std::size_t values)
{
    if (values < 2)
        return 0;
    const auto n = static_cast<double>(values);
    const double t = studentT(kNormal95, n - 1);
    return 0.5 * std::erfc(std::sqrt(n / (n - 1)) * t / std::sqrt(2.0));
}

} // namespace interleave
