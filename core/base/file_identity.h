// What a path stands for when all its links have been followed: a descriptor that this program was
// started with, or a file; and whether two of them are the same.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace interleave {

struct NamedFile
{
    /// No link any more, and its folder is absolute. It need not exist.
    std::filesystem::path path;
    /// What /dev/stdin, /dev/fd/N, /proc/self/fd/N or a link to one stands for. It is to be used as
    /// it is: opened by its path it may be refused (a socket, a pipe of another user) or be at
    /// another place of the same file.
    std::optional<int> descriptor;
};

[[nodiscard]] NamedFile followLinks(const std::filesystem::path& path);

/// Whether this program was started with `fd`: its own are close-on-exec.
[[nodiscard]] bool wasGiven(int fd);

struct FileIdentity
{
    dev_t device = 0;
    ino_t inode = 0; // of the folder, when the file does not exist
    std::string name; // empty when it exists

    bool operator==(const FileIdentity&) const = default;
};

/// Nothing for what cannot be found, and for devices: two may write to /dev/null.
[[nodiscard]] std::optional<FileIdentity> identityOf(const std::filesystem::path& path);
[[nodiscard]] std::optional<FileIdentity> identityOf(int fd);

} // namespace interleave
