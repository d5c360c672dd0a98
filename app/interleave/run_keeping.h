// Keeps a run of the command line in the history.
#pragma once

#include "core/base/write_all.h"
#include "core/model/run_result.h"

#include <chrono>
#include <string>

namespace interleave {

class Messages;

/// `experimentFile` gives it a name, where there is one. What cannot be kept is told, and spoils
/// nothing. `giveUp` is asked while it is written; `patience` is for those who have locked the
/// history.
void keepInHistory(const RunResult& result,
    const std::string& experimentFile,
    Messages& messages,
    const GiveUp& giveUp,
    std::chrono::milliseconds patience);

} // namespace interleave
