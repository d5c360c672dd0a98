// Overwriting a file in place, where no other can take its place, and what belongs to it.
//
// The old contents are kept in another file until the new ones stand there: whatever ends this
// process in between, and whatever finds no room, one of both is whole.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"

#include <string>
#include <string_view>

namespace interleave {

/// Makes the contents of `file`, which is in `folder`, those of `source`. When it fails they are
/// what they were, or the message says where these are.
[[nodiscard]] Result<void, SystemError> overwriteFile(const UniqueFd& source,
    const UniqueFd& file,
    const UniqueFd& folder,
    const std::string& action);

/// Writes all that stands in `from` where `to` is at.
[[nodiscard]] Result<void, SystemError> copyBytes(
    const UniqueFd& from, const UniqueFd& to, std::string_view action);

/// To the disk. True also where that cannot be asked for: what is written is on its way, then.
[[nodiscard]] bool flushFile(const UniqueFd& file);

} // namespace interleave
