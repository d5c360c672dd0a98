// What Python is to do, as JSON: resources/python/interleave_runner reads it.
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/engine/python/python_logs.h"
#include "core/engine/python/python_pictures.h"

#include <string>

namespace interleave {

/// All that concerns a Python run, "auto" as numbers and parameters with their defaults. `pictures`
/// is null where tasks are none, `memory` the folder of joblib's Memory, empty where it has none.
[[nodiscard]] std::string pythonOrder(const RunPlan& plan,
    Primitive sync,
    const PythonLogs::Layout& layout,
    const PythonPictures* pictures,
    const std::string& memory);

} // namespace interleave
