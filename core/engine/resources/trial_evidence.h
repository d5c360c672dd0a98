// What a watched trial proves about its lost updates: the log that its workers write, and what is
// found in it afterwards.
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/evidence/reconstruct.h"

#include <optional>

namespace interleave {

/// The log of a trial of this arm; nothing for arms that keep none. Takes each worker's fair share
/// of the memory when the workers start, the rest when it is needed.
[[nodiscard]] Result<std::optional<UpdateLog>, EngineError> makeEvidenceLog(
    const RunPlan& plan, const Arm& arm);

struct Evidence
{
    EvidenceResult result;
    std::optional<HistoryMemory> history; // nothing when the log is not to be believed
};

/// After all workers have ended. `expectedSurvivors` is what the arithmetic says. About 50 ns an
/// update; `stopWanted` is asked every few milliseconds. See core/evidence/reconstruct.h.
[[nodiscard]] Evidence examine(UpdateLog& log,
    std::uint64_t finalWord,
    std::uint64_t expectedSurvivors,
    std::function<bool()> stopWanted);

} // namespace interleave
