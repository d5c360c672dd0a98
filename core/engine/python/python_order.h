// What Python is to do, as JSON: resources/python/interleave_runner reads it.
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/engine/python/python_logs.h"
#include "core/engine/python/python_pictures.h"

#include <cstdint>
#include <optional>
#include <string>

namespace interleave {

/// What only some runs have.
struct PythonMatter
{
    const PythonPictures* pictures = nullptr; // where tasks are these
    std::string joblibFolder{}; // of its Memory; empty: it has none
    std::optional<std::uint64_t> marks{}; // of items, where they are in the trial's memory
};

/// All that concerns a Python run, "auto" as numbers and parameters with their defaults.
[[nodiscard]] std::string pythonOrder(const RunPlan& plan,
    Primitive sync,
    const PythonLogs::Layout& layout,
    const PythonMatter& matter);

} // namespace interleave
