// What a worker process does from its fork to its end.
#pragma once

#include "core/engine/run_plan.h"
#include "core/engine/trial_memory.h"
#include "core/process/event_loop.h"

namespace interleave {

/// Exit codes of a worker that did not run to its end.
inline constexpr int kWorkerNotReady = 3; // enterWorker() failed; the error log says why

struct WorkerTask
{
    const RunPlan& plan;
    const Clock& clock;
    TrialMemory& memory;
    RecordingWriter& recording;
    const Doorbell& doorbell;
    WorkerIndex index = 0;
    std::optional<int> core; // to be pinned to
};

/// Runs in the worker process: waits at the gate, claims and runs tasks, leaves when told to. The
/// result is its exit code.
[[nodiscard]] int workerMain(const WorkerTask& task);

} // namespace interleave
