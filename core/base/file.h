// Whole files: read with a limit, written so that a reader never sees half of one.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace interleave {

/// The contents of `path`. Fails when they are larger than `limit` bytes: a regular file is then
/// not even read, of anything else (a pipe) at most a block more than `limit`.
[[nodiscard]] Result<std::string, SystemError> readFile(
    const std::filesystem::path& path, std::size_t limit);

/// A file that appears under its name when it is complete: written under a temporary name beside
/// it, renamed by commit(), removed when that was never called. `path` holds the old contents or
/// the new, never half. A symbolic link stays one, a file keeps its permissions; what is no regular
/// file
/// (/dev/stdout, a pipe) is written to directly.
class AtomicFile
{
public:
    /// Fails when nothing can be created beside `path`.
    [[nodiscard]] static Result<AtomicFile, SystemError> create(const std::filesystem::path& path);
    /// Standard output as it is, written to directly: what it was redirected to is neither opened
    /// again, which waits for ever where nobody reads, nor replaced.
    [[nodiscard]] static Result<AtomicFile, SystemError> standardOutput();
    AtomicFile(AtomicFile&& other) noexcept = default;
    AtomicFile& operator=(AtomicFile&&) = delete;
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    [[nodiscard]] Result<void, SystemError> write(std::string_view text);
    [[nodiscard]] Result<void, SystemError> commit();

private:
    AtomicFile() = default;
    [[nodiscard]] std::string action() const;

    std::filesystem::path m_path;
    std::string m_temporary; // empty for what is no regular file
    mode_t m_permissions = 0;
    UniqueFd m_fd; // invalid once committed
};

/// An AtomicFile written at once.
[[nodiscard]] Result<void, SystemError> writeFileAtomically(
    const std::filesystem::path& path, std::string_view text);

/// Writes all bytes to `fd`, whatever write() takes at a time. `action` stands in the message of a
/// failure.
[[nodiscard]] Result<void, SystemError> writeAll(
    int fd, std::string_view bytes, std::string_view action = "write");

} // namespace interleave
