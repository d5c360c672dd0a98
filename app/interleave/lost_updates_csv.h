// The lost updates of a trial as CSV, a line each.
#pragma once

#include "core/base/system_error.h"
#include "core/evidence/history_memory.h"

#include <functional>
#include <string_view>

namespace interleave {

inline constexpr std::string_view kLostUpdatesHeader
    = "trial,worker,sequence,read,written,collided_worker,collided_sequence,overwriter_from,"
      "overwriter_to,overwriter_known,branch,victims\n";

/// Calls `write` with some lines at a time, until it fails. Workers count from 1 as everywhere,
/// updates from 0.
void writeLostUpdates(std::int64_t trial,
    const HistoryMemory& history,
    const std::function<Result<void, SystemError>(std::string_view)>& write);

} // namespace interleave
