// Numbers the branches of a history by the depth at which they leave the trunk, and lists who is
// lost in each.
#pragma once

#include "core/evidence/history_memory.h"
#include "core/evidence/stop_check.h"

namespace interleave {

/// Takes rows as OverwriterBounds leaves them (`branch` is the row of the branch's first update,
/// which alone counts the victims) and gives each its branch and the branch's victims. Corrupt
/// when a branch leaves the trunk at its end: then it would have overwritten the final value.
[[nodiscard]] Result<void, EvidenceError> numberBranches(HistoryMemory& history, StopCheck& stop);

} // namespace interleave
