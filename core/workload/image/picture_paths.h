// A text file with the paths of pictures, one a line: what somebody has chosen, wherever it is.
#pragma once

#include "core/base/failure.h"
#include "core/base/system_error.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

inline constexpr const char* kPathsEnding = ".txt";

/// Whether an input is such a file, by its name, unless it is a folder that is called so.
[[nodiscard]] bool namesPaths(const std::filesystem::path& input);

/// In the order of the lines, each path once and without "." and "..". Lines are bytes, and end in
/// newlines alone; empty ones say nothing. Relative paths begin at the folder of the file.
[[nodiscard]] Result<std::vector<std::filesystem::path>, SystemError> readPaths(
    const std::filesystem::path& file);

/// The text of such a file; nothing where a path has a newline in it.
[[nodiscard]] std::optional<std::string> textOfPaths(
    const std::vector<std::filesystem::path>& paths);

} // namespace interleave
