// Whether a log can be true at all, before anything is concluded from it.
#pragma once

#include "core/evidence/counted_set.h"
#include "core/evidence/operation_index.h"
#include "core/evidence/stop_check.h"

namespace interleave {

struct CheckedLog
{
    std::uint64_t operations = 0; // updates whose store took place
    std::uint64_t unsettled = 0; // of dead workers: nobody knows whether they stored
    /// By index: how many other workers have read this store. Each does so at most once, because
    /// its own next store comes after.
    std::vector<std::uint8_t> readers;
    CountedSet lost; // all updates yet
};

/// What is to be done about updates that a worker died in.
enum class CutOff {
    Strike, // those of which nobody knows whether they were stored
    Struck, // that was done before the log was saved: what is in it was stored
};

/// Every word read must have been stored by somebody, with that value. An update that a worker died
/// in is struck from the log when nobody has read its store: it may never have been.
[[nodiscard]] Result<CheckedLog, EvidenceError> checkLog(
    const OperationIndex& index, std::uint64_t finalWord, CutOff cutOff, StopCheck& stop);

} // namespace interleave
