// What the trials of an arm measured, one number of each, for those who compare two arms.
#pragma once

#include "core/model/run_result.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// What is compared. Loss: the share of the updates that was lost, of trials that made some.
enum class Measure : std::uint8_t { WallTime, Throughput, Loss };

/// Trials of whose cores others took much (other_load.h).
enum class DisturbedTrials : std::uint8_t { Count, AreLeftOut };

struct TrialSample
{
    std::vector<double> values{}; // of complete trials that have one, in the order of their rounds
    std::vector<std::size_t> rounds{}; // of these, in which their arms took turns
    std::size_t disturbed = 0; // of these
    std::size_t leftOut = 0; // because they were disturbed
};

[[nodiscard]] TrialSample sampleOf(
    const RunResult& run, std::uint32_t arm, Measure measure, DisturbedTrials disturbed);

/// Of two arms of one run: the rounds that are in both, and nothing else.
void keepCommonRounds(TrialSample& a, TrialSample& b);

} // namespace interleave
