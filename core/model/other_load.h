// What a run used of the cores, and what else ran on the machine meanwhile: its figures are then
// not its own alone.
#pragma once

#include "core/model/remark.h"
#include "core/model/run_result.h"

#include <optional>
#include <span>

namespace interleave {

/// How many cores the run itself used, on average over the wall time.
[[nodiscard]] double coresUsed(const TrialResult& trial);

/// A trial from whose cores others took more is marked.
inline constexpr double kMuchOfTheCores = 0.05;

/// Of the `cores` that a run could use (0 to 1): what was busy on them, less `ours`, the time of
/// workers and engine on all of them together, in cores. Not core by core: on which core a worker
/// had its time is only sampled. Nothing where a core is not known.
[[nodiscard]] std::optional<double> othersShare(std::span<const CoreResult> cores, double ours);

/// Whether others took more than kMuchOfTheCores, and more than can be an error of the kernel's
/// count, which is in steps of 10 ms.
[[nodiscard]] bool wasDisturbed(const TrialResult& trial);

/// "Others took 31 % of the cores meanwhile", "Others took up to 31 % of the cores in 2 of 5
/// trials"; empty where no trial was disturbed.
[[nodiscard]] Remark othersRemark(std::span<const TrialResult> trials);

} // namespace interleave
