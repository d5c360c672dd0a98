// The names of a run's pictures as its result keeps them, so that whoever opens it elsewhere, or
// after the folder has changed, sees the same ones.
#pragma once

#include "core/base/failure.h"
#include "core/base/system_error.h"
#include "core/model/run_result.h"
#include "core/workload/image/picture_list.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace interleave {

/// All names of a result together: one that is larger than 256 MB nobody opens, and what is no
/// letter becomes up to six bytes of JSON.
inline constexpr std::size_t kMostNameBytesKept = std::size_t{8} << 20U;

/// The first kMostNamesKept. `arms`: whose tasks they are.
[[nodiscard]] PictureNames keptNames(const PictureList& list, std::vector<std::uint32_t> arms);

/// From what Workload::taskFiles() gives, which stays the workload's; nothing where that is none.
[[nodiscard]] std::optional<PictureNames> keptNames(int taskFiles, std::vector<std::uint32_t> arms);

/// Puts names beside those of other arms, or of the same pictures to these: of all together so many
/// as have room.
void addNames(std::vector<PictureNames>& kept, PictureNames names);

/// The list again, for who shows the run as it did while that went on; of more pictures than were
/// kept it has the first.
[[nodiscard]] Result<PictureList, SystemError> listOf(const PictureNames& names);

} // namespace interleave
