// Runs, or the arms of runs, side by side: in what they differ, what each measured, and a verdict
// on each beside the base.
#pragma once

#include "app/interleave/comparison_options.h"
#include "core/analysis/verdict.h"
#include "core/base/json_fwd.h"

#include <span>
#include <string>
#include <vector>

namespace interleave {

inline constexpr std::size_t kMostSides = 8;

struct Side
{
    std::string name;
    ComparedArm arm;
};

/// All arms of the run, which is still there when they are used.
[[nodiscard]] std::vector<Side> sidesOf(const RunResult& run);

struct SideVerdict
{
    std::size_t side = 0; // of the sides
    Verdict verdict;
};

class SideBySide
{
public:
    /// `options.base` is one of them.
    SideBySide(std::vector<Side> sides, const ComparisonOptions& options);

    /// In what they differ; empty where in nothing.
    [[nodiscard]] std::string differences() const;
    [[nodiscard]] std::string table() const;
    [[nodiscard]] std::string verdicts() const;
    [[nodiscard]] Json json() const;
    /// `status`, unless it is a success and --fail-if-slower has its own.
    [[nodiscard]] int exitStatus(int status) const;

private:
    [[nodiscard]] const Side& base() const { return m_sides[m_options.base - 1]; }
    [[nodiscard]] bool hasLosses() const;

    std::vector<Side> m_sides;
    ComparisonOptions m_options;
    std::vector<RunSummary> m_summaries; // of the trials that count
    std::vector<SideVerdict> m_verdicts;
};

} // namespace interleave
