// From a task to the one beside it: before or after it on its worker, or at the same time on
// another. Pure functions of the index.
#pragma once

#include "core/timeline/timeline_index.h"

#include <optional>

namespace interleave::ui {

[[nodiscard]] std::optional<RecordedTask> nextTask(
    const TimelineIndex& index, const RecordedTask& task);
[[nodiscard]] std::optional<RecordedTask> previousTask(
    const TimelineIndex& index, const RecordedTask& task);

/// The task that this worker ran at `tick`, else the first one after.
[[nodiscard]] std::optional<RecordedTask> taskAtOrAfter(
    const TimelineIndex& index, unsigned worker, std::uint64_t tick);

} // namespace interleave::ui
