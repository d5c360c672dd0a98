// Whether a run fits into the memory and the processes that this process may have: the kernel does
// not refuse what a control group does not have, it kills.
#pragma once

#include "core/base/control_group.h"
#include "core/engine/plan/run_plan.h"
#include "core/ipc/available_memory.h"

namespace interleave {

/// What a run takes at least, before its tasks do anything of their own.
struct RunNeeds
{
    std::uint64_t memoryBytes = 0;
    std::uint64_t processes = 0; // and threads, at the same time
};

[[nodiscard]] RunNeeds needsOf(const RunPlan& plan);

/// The failure says how much is needed and how much there is, whose limit that is, and the remedy.
[[nodiscard]] Result<void, EngineError> checkFit(
    const RunNeeds& needs, const AvailableMemory& memory, const GroupLimit& processes);

} // namespace interleave
