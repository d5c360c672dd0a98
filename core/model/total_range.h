// Whether the total that tasks add up has room in its word.
#pragma once

#include "core/model/run_result.h"

namespace interleave {

/// Whether the shared total of all tasks of the trial is beyond 64 bits: what the trial says of it
/// is then modulo 2^64.
[[nodiscard]] bool totalIsModulo(WorkloadKind workload, const TrialResult& trial);

} // namespace interleave
