// What can be said of two arms, or two runs: one of six verdicts on each thing that is measured of
// both, with the ratio on which it stands and what would tell where nothing can be told.
#pragma once

#include "core/analysis/time_ratio.h"
#include "core/analysis/trial_sample.h"
#include "core/model/run_result.h"

#include <cstdint>
#include <string>

namespace interleave {

/// Of what is measured. Less time is faster, and so is more throughput.
enum class VerdictKind : std::uint8_t {
    Less, // than the base has, by more than chance
    More,
    Same, // within the margin
    CannotBeTold, // and ten times as many trials would hardly tell
    TooFewTrials, // to tell; so many more would do
    NotComparable,
};

/// Why two are not compared.
enum class Incomparable : std::uint8_t {
    No,
    Workload, // they do different work
    Machine,
    Version,
    Unknown, // what one of them gave
    Failures, // more tasks of one failed or timed out
    Disturbed, // by others, in more than half of the trials of one, and they took no turns
};

struct ComparisonRules
{
    double sameWithin = 0.01; // an interval of the ratio that differs from 1 by no more says "same"
    DisturbedTrials disturbed = DisturbedTrials::Count;
    bool anyway = false; // also of other machines and versions, and where more tasks failed
    std::size_t comparisons = 1; // of speed: of so many together none may be a false alarm
};

/// A side of a comparison.
struct ComparedArm
{
    const RunResult* run = nullptr;
    std::uint32_t arm = 0; // of the run's arms
    std::string machine{}; // machineKey(); empty: not known
    std::string version{}; // of the program that ran it; empty: not known
};

struct Verdict
{
    Measure measure = Measure::WallTime;
    VerdictKind kind = VerdictKind::NotComparable;
    Incomparable why = Incomparable::No;
    Ratio ratio{}; // to the base
    Pairing pairing = Pairing::Apart;
    std::size_t trials = 0; // of each; of the one that has fewer
    std::size_t moreTrials = 0; // of each, that would probably tell; of TooFewTrials
    std::size_t disturbed = 0; // of both
    std::size_t leftOut = 0; // of both, because they were disturbed
};

/// No fewer trials of each can tell where their values overlap.
inline constexpr std::size_t kFewestTrials = 6;
/// Nor fewer than these where all values of one are below all of the other: that comes by chance in
/// 2 of 70 orders of 4 and 4 values, but in 2 of 20 of 3 and 3. Of several comparisons together not
/// even these tell.
inline constexpr std::size_t kFewestApart = 4;

/// Of two samples that were taken under like conditions; by round, they have the same rounds.
[[nodiscard]] Verdict judge(const TrialSample& sample,
    const TrialSample& base,
    Measure measure,
    Pairing pairing,
    const ComparisonRules& rules,
    std::uint64_t seed);

/// By round where both are arms of one run, which took turns (of two that were saved side by side
/// they did not); of losses never: what the machine does to a round makes times longer, and losses
/// neither more nor less.
[[nodiscard]] Verdict compareArms(
    const ComparedArm& arm, const ComparedArm& base, Measure measure, const ComparisonRules& rules);

/// What is compared of how fast they were: wall times, or throughput where they had not as many
/// tasks.
[[nodiscard]] Measure speedMeasure(const ComparedArm& arm, const ComparedArm& base);

/// Whether it is faster; not of losses.
[[nodiscard]] bool isFaster(const Verdict& verdict);
[[nodiscard]] bool isSlower(const Verdict& verdict);

} // namespace interleave
