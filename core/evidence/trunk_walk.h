// The survivors of a race: from the final word back through who read whose store, to the root.
//
// A survivor is an update whose store somebody read who survived; the last store survived. So the
// walk names one survivor for each value up to the final one, and every other update was lost. It
// needs no clock and no assumption but that there is one order of all stores to a word.
#pragma once

#include "core/evidence/counted_set.h"
#include "core/evidence/operation_index.h"
#include "core/evidence/stop_check.h"

namespace interleave {

/// Takes the survivors out of `lost` and writes their tags into `trunk`, which has room for one of
/// each value from 0 to the final one. Corrupt when the chain breaks.
[[nodiscard]] Result<void, EvidenceError> walkTrunk(const OperationIndex& index,
    std::uint64_t finalWord,
    std::span<std::uint32_t> trunk,
    CountedSet& lost,
    StopCheck& stop);

} // namespace interleave
