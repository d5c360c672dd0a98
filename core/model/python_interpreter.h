// Which program runs Python's executors.
#pragma once

#include "core/base/system_error.h"

#include <string>
#include <string_view>

namespace interleave {

/// The path of the interpreter that an experiment names (a path or a name), or of python3 where it
/// names none: on PATH, or in /usr/bin. The failure names the remedy. Costs some looks at files.
[[nodiscard]] Result<std::string, SystemError> findPython(std::string_view named);

/// Whether a package (its module's name) is where the packages of that interpreter, and of this
/// system, are. Its folders are looked at, and no Python runs.
[[nodiscard]] bool hasPythonPackage(const std::string& interpreter, std::string_view package);

} // namespace interleave
