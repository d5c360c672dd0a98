// How throughput grows with workers: Amdahl's law, and the Universal Scalability Law (Gunther,
// Guerrilla Capacity Planning, 2007), fitted by least squares:
//
//     rate(n) = one * n / (1 + contention (n - 1) + coherency n (n - 1))
//
// Contention is the share of the work that only one can do at a time, coherency what each pair of
// workers costs; Amdahl's law has none. What of a machine with two cores is called contention is
// mostly that the third worker has no core.
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// What was measured with so many workers.
struct ScalingLevel
{
    double workers = 0;
    std::vector<double> rates{}; // of the trials
};

/// With its 95 % interval.
struct Estimate
{
    double value = 0;
    double low = 0;
    double high = 0;
};

enum class ScalingLawKind : std::uint8_t { Amdahl, Universal };

struct ScalingLaw
{
    ScalingLawKind kind = ScalingLawKind::Universal;
    Estimate oneWorker{}; // the rate of one
    Estimate contention{};
    Estimate coherency{}; // 0 in Amdahl's law
    std::vector<double> residuals{}; // of each level: its median rate less the law's

    [[nodiscard]] double rateOf(double workers) const;
    /// The last number of workers up to which the rate grows; infinite where more are always
    /// better.
    [[nodiscard]] double peak() const;
};

enum class NoScalingLaw : std::uint8_t {
    TooFewLevels,
    NegativeCoherency, // more workers help each other: no such law
    NegativeContention, // n workers do more than n times as much
    NoFit, // or the rates are too unsure for one
};

inline constexpr std::size_t kFewestLevels = 6;

/// Of the median rates of the levels. The intervals are of a bootstrap, as much wider as few trials
/// want: of the trials of each level, or, where it has fewer than three, of the residuals.
[[nodiscard]] tl::expected<ScalingLaw, NoScalingLaw> fitScalingLaw(
    std::span<const ScalingLevel> levels, ScalingLawKind kind, std::uint64_t seed);

} // namespace interleave
