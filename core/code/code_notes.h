// What a program says of itself in its first comment.
#pragma once

#include "core/code/program_code.h"

#include <string>

namespace interleave {

/// Of what it is, then a sentence a line on what it leaves out or does by other means, and how it
/// is run.
[[nodiscard]] std::string aboutProgram(
    const Experiment& asked, const Experiment& experiment, CodeLanguage language);

} // namespace interleave
