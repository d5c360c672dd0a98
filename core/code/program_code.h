// The program that does the same as an experiment, to be read, copied and run as it stands: in
// Python with its own modules, in C++ with the library.
#pragma once

#include "core/model/experiment.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace interleave {

enum class CodeLanguage { Python, Cpp };

/// It prints "expected E, found F, in S s": what the
/// shared state, or the results together, should be and are. Of several that are compared it is the
/// first one; what it leaves out, or does by other means, its first comment says. Where there is no
/// such program, a sentence that says why.
[[nodiscard]] tl::expected<std::string, std::string_view> programOf(
    const Experiment& experiment, CodeLanguage language);

} // namespace interleave
