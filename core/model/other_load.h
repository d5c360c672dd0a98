// What else ran on the machine while a run was measured: its figures are then not its own alone.
#pragma once

#include "core/model/run_result.h"

#include <optional>
#include <span>
#include <string>

namespace interleave {

/// A trial from whose cores others took more is marked.
inline constexpr double kMuchOfTheCores = 0.05;

/// Of the `cores` (0 to 1), busy minus the run's own share and the engine's, of all together;
/// nothing where no core is known.
[[nodiscard]] std::optional<double> othersShare(
    std::span<const CoreResult> cores, double engineCpuShare);

/// Whether others took more than kMuchOfTheCores, and more than can be an error of the kernel's
/// count, which is in steps of 10 ms.
[[nodiscard]] bool wasDisturbed(const TrialResult& trial);

/// "Others took 31 % of the cores meanwhile", "Others took up to 31 % of the cores in 2 of 5
/// trials"; empty where no trial was disturbed.
[[nodiscard]] std::string othersRemark(std::span<const TrialResult> trials);

} // namespace interleave
