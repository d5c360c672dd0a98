// A task as it stands in a recording, with its place there.
#pragma once

#include "core/trace/event.h"

#include <cstdint>

namespace interleave {

struct RecordedTask
{
    unsigned worker = 0;
    std::uint64_t position = 0; // in the worker's log: with the worker, what tells tasks apart
    TraceEvent event{};
};

} // namespace interleave
