// The numbers behind the pictures of the counter's history.
#pragma once

#include "core/evidence/update_history.h"
#include "ui/evidence/depth_range.h"
#include "ui/widgets/number_table.h"

namespace interleave::ui {

/// What left the trunk in `range`, in at most `rows` stretches of equal length; where a stretch is
/// one value, also who wrote it.
[[nodiscard]] NumberTable historyNumbers(
    const UpdateHistory& history, const DepthRange& range, std::uint32_t rows);

/// What both workers did around a collision, in the order of their programs.
[[nodiscard]] NumberTable collisionNumbers(const Collision& collision);

} // namespace interleave::ui
