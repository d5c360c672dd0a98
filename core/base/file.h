// Whole files: read with a limit, written so that a reader never sees half of one.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/system_error.h"

namespace interleave {

/// The contents of `path`. Fails when the file is larger than `limit` bytes (nothing is read then).
[[nodiscard]] Result<std::string, SystemError> readFile(
    const std::filesystem::path& path, std::size_t limit);

/// Writes `text` to a temporary name beside `path` and renames it: `path` holds the old contents or the
/// new, never half. The temporary file is removed on failure.
[[nodiscard]] Result<void, SystemError> writeFileAtomically(
    const std::filesystem::path& path, std::string_view text);

/// Writes all bytes to `fd`, whatever write() takes at a time.
[[nodiscard]] Result<void, SystemError> writeAll(int fd, std::string_view bytes);

} // namespace interleave
