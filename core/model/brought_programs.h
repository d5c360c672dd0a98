// What an experiment would run that its own text names: a Python function, an interpreter. Each can
// do all that the user can, so whoever runs an experiment of somebody else's should have seen it.
#pragma once

#include "core/model/experiment.h"

#include <string>

namespace interleave {

struct BroughtPrograms
{
    std::string python{}; // the interpreter, as the experiment names it
    std::string code{}; // the function's text, unless it is what this program suggests itself

    [[nodiscard]] bool empty() const { return python.empty() && code.empty(); }
    auto operator<=>(const BroughtPrograms&) const = default;
};

/// With any executor that it compares.
[[nodiscard]] BroughtPrograms programsBroughtBy(const Experiment& experiment);

} // namespace interleave
