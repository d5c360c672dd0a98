// From the log of a race and the word that was left to who survived, who was lost, and by whom.
//
// Per update it costs some tens of nanoseconds, 8 bytes of log and up to 50 bytes of memory. The
// log stays as it is but for updates that a death cut off, which are struck from it.
#pragma once

#include "core/evidence/history_summary.h"
#include "core/evidence/log_check.h"
#include "core/evidence/update_log.h"

namespace interleave {

struct Reconstruction
{
    HistorySummary summary;
    HistoryMemory history; // for UpdateHistory, with the log
};

/// Once all workers have ended. Incomplete when a worker could not record; Corrupt when the log
/// contradicts itself, or when the survivors that were walked are not as many as the final value
/// counts.
/// Stopped some milliseconds after `stopWanted`, which is asked again and again, has said so.
[[nodiscard]] Result<Reconstruction, EvidenceError> reconstruct(UpdateLog& log,
    std::uint64_t finalWord,
    std::function<bool()> stopWanted = {},
    CutOff cutOff = CutOff::Strike);

} // namespace interleave
