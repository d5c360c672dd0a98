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

/// Which share of the resamples lies beyond each end of a 95 % interval: 2.5 % of many values. Of
/// few, the percentiles are too close together, and these lie as much further out as Student's t
/// and the missing degree of freedom want (Hesterberg, What Teachers Should Know About the
/// Bootstrap, The American Statistician 69, 2015: the expanded percentile interval).
[[nodiscard]] inline double tailOf(std::size_t values)
{
    if (values < 2)
        return 0;
    const auto n = static_cast<double>(values);
    const double f = n - 1;
    constexpr double z = 1.959963984540054; // of the normal distribution, 97.5 %
    constexpr double z3 = z * z * z;
    constexpr double z5 = z3 * z * z;
    constexpr double z7 = z5 * z * z;
    // Student's t of f degrees: Abramowitz and Stegun 26.7.5.
    const double t = z + (z3 + z) / (4 * f) + (5 * z5 + 16 * z3 + 3 * z) / (96 * f * f)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * f * f * f);
    return 0.5 * std::erfc(std::sqrt(n / f) * t / std::sqrt(2.0));
}

} // namespace interleave
