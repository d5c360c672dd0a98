// An experiment as a C++ program that uses the library.
#pragma once

#include "core/model/experiment.h"

#include <string>

namespace interleave {

/// One that has no list to compare, with a workload that has a template; `about` is its comment.
[[nodiscard]] std::string cppProgram(const Experiment& experiment, const std::string& about);

} // namespace interleave
