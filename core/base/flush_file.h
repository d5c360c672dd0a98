// Onto the disk, which may take as long as it likes, or not answer at all.
#pragma once

#include "core/base/unique_fd.h"
#include "core/base/write_all.h"

#include <string_view>

namespace interleave {

/// Succeeds also where that cannot be asked for: what is written is on its way, then. So it is once
/// `giveUp` says that there is no more time: it is asked at the begin and twenty times a second,
/// and the disk is left to a thread that ends when it answers, or with this process.
[[nodiscard]] Result<void, SystemError> flushFile(
    const UniqueFd& file, std::string_view action, const GiveUp& giveUp = {});

} // namespace interleave
