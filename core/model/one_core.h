// What a run proves whose workers had one core between them.
#pragma once

#include "core/model/remark.h"
#include "core/model/run_result.h"

#include <span>

namespace interleave {

/// "All workers took turns on core 0, so few could meet: this run cannot show that it is safe. Give
/// it two cores (taskset, cpuset)"; where something went wrong, which proves something on one core
/// too, or nothing could, or nobody asks for it, or workers did meet, only the first part; of false
/// sharing that its cost cannot be seen. Of trials without a primitive that lost nothing, "In 2 of
/// 5 trials all workers took turns on one core, ..." where the others had more. Else empty where
/// trials with several workers had several cores, or there were none. `usableCores` of 0 is not
/// known.
[[nodiscard]] Remark oneCoreRemark(
    const Experiment& experiment, std::span<const TrialResult> trials, std::int64_t usableCores);
[[nodiscard]] Remark oneCoreRemark(const RunResult& run);

} // namespace interleave
