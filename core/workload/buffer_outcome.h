// What came of producers and consumers: which items arrived, who waited, how full the buffer was.
#pragma once

#include "core/workload/buffer_area.h"
#include "core/workload/workload.h"

namespace interleave {

/// For when nobody writes any more; BufferArea is for those who do.
[[nodiscard]] BufferArea bufferAreaOf(const EndedTrial& trial, const BufferSize& size);
/// The first `producers` workers put items in. Where nobody has looked at the buffer, as Python's
/// workers do not, nothing is said of waits and of how full it was.
[[nodiscard]] WorkloadOutcome describeBuffer(
    const EndedTrial& trial, const BufferSize& size, std::uint64_t producers);
/// Of a channel that the engine cannot look into, when its trial was cut off: what has been put and
/// not received is still in it.
void markAllAsLeft(std::span<std::byte> area, const BufferSize& size, const TaskLedger& ledger);
/// Items that went through the buffer: that arrived, are still in it, or were in the hands of a
/// worker that died.
[[nodiscard]] std::uint64_t itemsKept(const EndedTrial& trial, const BufferSize& size);

} // namespace interleave
