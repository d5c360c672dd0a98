// In what experiments differ: of runs that are set side by side, field by field.
#pragma once

#include "core/model/run_result.h"

#include <optional>
#include <span>
#include <vector>

namespace interleave {

/// What the trials of one of the run's arms ran: nothing is compared in it any more.
[[nodiscard]] Experiment experimentOfArm(const RunResult& run, std::uint32_t arm);

struct ExperimentDifference
{
    const ValueSpec* spec = nullptr; // of a field, or of a parameter
    std::vector<std::optional<FieldValue>>
        values{}; // of each experiment; nothing where it has none
};

/// In the order of the form. Fields that make no difference to any of them are left out.
[[nodiscard]] std::vector<ExperimentDifference> differencesOf(
    std::span<const Experiment> experiments);

} // namespace interleave
