// Which program runs Python's executors.
#pragma once

#include "core/base/system_error.h"

#include <string>
#include <string_view>

namespace interleave {

/// The path of the interpreter that an experiment names (a path or a name), or of python3 where it
/// names none: on PATH, or in /usr/bin. The failure names the remedy. Costs some looks at files.
[[nodiscard]] Result<std::string, SystemError> findPython(std::string_view named);

/// Whether a package (its module's name) is where that interpreter, isolated as the engine starts
/// it, looks for it: of a virtual environment in its own folder, of the system's in the system's.
/// Its folders are looked at, and no Python runs: of a script that leads to one (pyenv's) nobody
/// can tell, so that it counts as having all.
[[nodiscard]] bool hasPythonPackage(const std::string& interpreter, std::string_view package);

/// How that interpreter gets a package that it has not: "install the package python3-joblib", or,
/// where it is not the system's, "run /opt/python/bin/python3 -m pip install joblib".
[[nodiscard]] std::string howToGetPythonPackage(
    const std::string& interpreter, std::string_view package);

} // namespace interleave
