// A run as somebody names it: by its number or its name in the history, or by a file.
#pragma once

#include "core/history/history.h"
#include "core/model/run_result.h"

#include <string>

namespace interleave {

struct NamedRun
{
    std::string name;
    std::string machine; // of the history; empty where that does not know the run
    std::string version; // alike
    RunResult result;
};

/// Whose mistake it is when there is none.
enum class ReferenceError { OfUser, OfSystem };

/// A number is one of the history; what is called like a file is that; a name is one of the
/// history.
[[nodiscard]] Result<NamedRun, ReferenceError> findRun(const std::string& reference);

} // namespace interleave
