// Takes a snapshot of a trial from its recording.
#pragma once

#include "ui/models/live_snapshot.h"

namespace interleave::ui {

/// O(workers x histogram buckets): about 5 us per worker.
[[nodiscard]] LiveSnapshot readSnapshot(
    const Recording& recording, std::uint64_t trials, Counted counted);

} // namespace interleave::ui
