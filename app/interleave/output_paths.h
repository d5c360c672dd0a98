// Where a run's outputs go, and that no two things meet there.
#pragma once

#include "core/base/system_error.h"

#include <string>

namespace interleave {

/// Empty: not wanted; "-": standard output.
struct OutputPaths
{
    std::string json;
    std::string results;
    std::string lost;
    std::string trace;
};

/// What a run reads: the experiment's file and that of a function, "-" for standard input, and a
/// folder of pictures. Empty: nothing.
struct InputPaths
{
    std::string experiment;
    std::string function;
    std::string pictures;
};

/// Fails when two outputs are one file (under two names, too), when one would replace what the run
/// reads, or what standard output or error go to; the message names both.
[[nodiscard]] Result<void, SystemError> checkApart(
    const OutputPaths& paths, const InputPaths& inputs);

/// Whether one of them is standard output, by whatever name: it has no room for a summary then.
[[nodiscard]] bool takeStandardOutput(const OutputPaths& paths);

} // namespace interleave
