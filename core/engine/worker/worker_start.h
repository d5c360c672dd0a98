// Starts the processes of a trial's workers: by fork, which inherits all that they need, or by
// spawn or fork server, where a worker attaches to the trial's memory and recording by descriptor
// and is told the plan and what the workload has read: it looks at no folder again.
//
// Thread safety: the engine's one thread. A process ends with the engine, however it was started.
#pragma once

#include "core/engine/resources/trial_resources.h"

namespace interleave {

/// The process of a place.
[[nodiscard]] Result<ChildProcess, SystemError> startWorker(
    const TrialTools& tools, TrialResources& resources, std::uint32_t place);

} // namespace interleave
