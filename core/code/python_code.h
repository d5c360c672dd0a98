// An experiment as a Python program.
#pragma once

#include "core/model/experiment.h"

#include <string>

namespace interleave {

/// One that has no list to compare, with a workload that has a template; `about` is its docstring.
[[nodiscard]] std::string pythonProgram(const Experiment& experiment, const std::string& about);

} // namespace interleave
