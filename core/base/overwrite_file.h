// Overwriting a file in place, where no other can take its place, and what belongs to it.
//
// The old contents are kept in another file until the new ones stand there: whatever ends this
// process in between, and whatever finds no room, one of both is whole.
#pragma once

#include "core/base/system_error.h"
#include "core/base/unique_fd.h"
#include "core/base/write_all.h"

#include <string>
#include <string_view>

namespace interleave {

/// Makes the contents of `file`, which is in `folder`, those of `source`. When it fails they are
/// what they were, or the message says where these are. `giveUp` is asked before they change, and
/// while the disk is waited for.
[[nodiscard]] Result<void, SystemError> overwriteFile(const UniqueFd& source,
    const UniqueFd& file,
    const UniqueFd& folder,
    const std::string& action,
    const GiveUp& giveUp = {});

/// Writes all that stands in `from` where `to` is at.
[[nodiscard]] Result<void, SystemError> copyBytes(
    const UniqueFd& from, const UniqueFd& to, std::string_view action, const GiveUp& giveUp = {});

} // namespace interleave
