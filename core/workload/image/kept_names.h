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

/// A result names so many pictures of an arm; a megabyte, of usual names.
inline constexpr std::size_t kMostNamesKept = 10'000;

/// `arms`: whose tasks they are.
[[nodiscard]] PictureNames keptNames(const PictureList& list, std::vector<std::uint32_t> arms);

/// From what Workload::taskFiles() gives, which stays the workload's; nothing where that is none.
[[nodiscard]] std::optional<PictureNames> keptNames(int taskFiles, std::vector<std::uint32_t> arms);

/// The list again, for who shows the run as it did while that went on; of more pictures than were
/// kept it has the first.
[[nodiscard]] Result<PictureList, SystemError> listOf(const PictureNames& names);

} // namespace interleave
