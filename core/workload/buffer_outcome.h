// What came of producers and consumers: which items arrived, who waited, how full the buffer was.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

/// The first `producers` workers put items in.
[[nodiscard]] WorkloadOutcome describeBuffer(const EndedTrial& trial, std::uint64_t producers);
/// Items that arrived at least once.
[[nodiscard]] std::uint64_t itemsReceived(const EndedTrial& trial);

} // namespace interleave
