// What belongs to a file besides its contents, and what a folder allows.
#pragma once

#include "core/base/unique_fd.h"

#include <filesystem>
#include <sys/types.h>

namespace interleave {

/// What chmod(2) can set.
inline constexpr mode_t kPermissions = 07777;

/// Gives `now` what `old` has: owner, permissions, access control list and extended attributes.
/// False where the file system or the kernel refuses one of them: whoever overwrites `old` in place
/// keeps them all.
///
/// Left out is what this user cannot read, and what a write into the old file would have taken from
/// it or made anew: capabilities, and the kernel's own sums over the contents.
[[nodiscard]] bool keepAttributes(const UniqueFd& old, const UniqueFd& now);

/// Whether in `folder` nothing can be renamed or deleted (chattr +a), as far as its file system
/// tells. New names it takes.
[[nodiscard]] bool keepsAllNames(const UniqueFd& folder);

/// Where an open folder is now; empty where /proc is not there.
[[nodiscard]] std::filesystem::path pathOfFolder(const UniqueFd& folder);

} // namespace interleave
