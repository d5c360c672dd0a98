// What Python is to do, as JSON: resources/python/interleave_runner reads it.
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/engine/python/python_logs.h"

#include <string>

namespace interleave {

/// All that concerns a Python run, "auto" as numbers and parameters with their defaults.
[[nodiscard]] std::string pythonOrder(
    const RunPlan& plan, Primitive sync, const PythonLogs::Layout& layout);

} // namespace interleave
