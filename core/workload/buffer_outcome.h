// What came of producers and consumers: which items arrived, who waited, how full the buffer was.
#pragma once

#include "core/workload/buffer_area.h"
#include "core/workload/workload.h"

namespace interleave {

/// For when nobody writes any more; BufferArea is for those who do.
[[nodiscard]] BufferArea bufferAreaOf(const EndedTrial& trial, const BufferSize& size);
/// The first `producers` workers put items in.
[[nodiscard]] WorkloadOutcome describeBuffer(
    const EndedTrial& trial, const BufferSize& size, std::uint64_t producers);
/// Items that went through the buffer: that arrived, are still in it, or were in the hands of a
/// worker that died.
[[nodiscard]] std::uint64_t itemsKept(const EndedTrial& trial, const BufferSize& size);

} // namespace interleave
