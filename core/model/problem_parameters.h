// The parameters of the canonical problems of concurrency, and of every workload with a window that
// can be widened.
#pragma once

#include "core/model/field_value.h"

#include <span>

namespace interleave {

/// delay_ns: how much longer a racing update lies open than the plain program leaves it.
[[nodiscard]] ValueSpec delayParameter();

[[nodiscard]] std::span<const ValueSpec> histogramParameters();
[[nodiscard]] std::span<const ValueSpec> bankParameters();
[[nodiscard]] std::span<const ValueSpec> ticketParameters();
[[nodiscard]] std::span<const ValueSpec> boundedBufferParameters();
[[nodiscard]] std::span<const ValueSpec> readersWritersParameters();
[[nodiscard]] std::span<const ValueSpec> philosopherParameters();
[[nodiscard]] std::span<const ValueSpec> phaseParameters();
[[nodiscard]] std::span<const ValueSpec> falseSharingParameters();
[[nodiscard]] std::span<const ValueSpec> storeBufferingParameters();

} // namespace interleave
