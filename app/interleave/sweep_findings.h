// What a sweep tells: how fast each combination was beside the first of its kind, which is best,
// and, of pool sizes, by which law throughput grows and from where on it does not.
#pragma once

#include "app/interleave/sweep.h"
#include "core/analysis/scaling_law.h"
#include "core/analysis/verdict.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave {

struct SweepRow
{
    RunSummary summary{}; // of the trials that count
    Verdict besideFirst{}; // its throughput: beside the fewest workers with the same other value,
                           // where these are swept, else beside the first combination
    std::optional<double> efficiency{}; // speed-up for each worker, of pool sizes
    std::optional<double> lostShare{}; // where updates were made
};

struct PayingPoint
{
    std::size_t row = 0; // no larger pool is faster
    std::optional<std::size_t> bestBeyond{}; // the fastest of these; nothing where there is none
    Verdict beyond{}; // of that, beside the row
};

struct SweepFindings
{
    std::vector<SweepRow> rows{}; // of each combination
    std::optional<std::size_t> best{}; // by its median; nothing where no trial is complete
    std::vector<std::size_t> notWorse{}; // that cannot be told from the best, or are the same
    std::optional<PayingPoint> paying{}; // of pool sizes alone
    std::optional<tl::expected<ScalingLaw, NoScalingLaw>> amdahl{};
    std::optional<tl::expected<ScalingLaw, NoScalingLaw>> universal{};
};

[[nodiscard]] SweepFindings findingsOf(const SweepResult& sweep, const ComparisonRules& rules);

} // namespace interleave
