// interleave compare A B...: sets runs of the history, or of files, side by side.
#pragma once

#include "app/interleave/comparison_options.h"

#include <string>
#include <vector>

namespace interleave {

class Messages;

/// Gives back the exit status. `jsonPath` as of OutputPaths; `quiet`: nothing is printed.
[[nodiscard]] int compareRuns(const std::vector<std::string>& references,
    const ComparisonOptions& options,
    const std::string& jsonPath,
    bool quiet,
    Messages& messages);

} // namespace interleave
