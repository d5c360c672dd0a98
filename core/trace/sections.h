// Where the parts of a recording lie: one after the other, each where its type wants to begin.
#pragma once

#include "core/trace/recording_layout.h"

namespace interleave {

struct Sections
{
    std::uint64_t end;

    Section take(std::uint64_t bytes, std::uint64_t alignment)
    {
        const std::uint64_t offset = (end + alignment - 1) / alignment * alignment;
        end = offset + bytes;
        return {offset, bytes};
    }
};

inline constexpr std::uint64_t kRecordingPage = 4096;

/// Places all parts of a recording whose numbers are in `layout`, with texts of these lengths.
inline void placeSections(
    RecordingLayout& layout, std::uint64_t experimentBytes, std::uint64_t resultBytes)
{
    Sections sections{sizeof(RecordingHeader)};
    layout.experiment = sections.take(experimentBytes, 8);
    layout.result = sections.take(resultBytes, 8);
    layout.coreNumbers = sections.take(layout.cores * sizeof(std::int32_t), 8);
    layout.counters = sections.take(layout.workers * sizeof(WorkerCounters), kCacheLine);
    layout.histograms = sections.take(layout.workers * sizeof(LatencyHistogram), kRecordingPage);
    layout.blockOwners = sections.take(layout.blocks * sizeof(std::uint32_t), kCacheLine);
    layout.events
        = sections.take(layout.blocks * layout.blockEvents * sizeof(TraceEvent), kRecordingPage);
    layout.frames
        = sections.take(std::uint64_t{layout.frameCapacity} * layout.frameStride, kRecordingPage);
    layout.totalBytes = sections.take(0, kRecordingPage).offset;
}

} // namespace interleave
