// The runs that were kept, as a terminal and other programs read them.
#pragma once

#include "core/base/json_fwd.h"
#include "core/history/history_run.h"

#include <string>

namespace interleave {

/// A line: number, when, name and answer.
[[nodiscard]] std::string historyLine(const HistoryRun& run);
/// Some lines: all that is known of it but what it gave.
[[nodiscard]] std::string historyHead(const HistoryRun& run);
[[nodiscard]] Json toJson(const HistoryRun& run, const HistoryDetails& details);
/// A line for each trial, with a header.
[[nodiscard]] std::string trialsCsv(const RunResult& result);

} // namespace interleave
