// What a worker process does from its start to its end.
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/engine/resources/trial_resources.h"

namespace interleave {

/// Exit code of a worker that could not even reach the error log. (kWorkerNotReady: why stands
/// there.)
inline constexpr int kWorkerNotMapped = 4;

struct WorkerTask
{
    const RunPlan& plan;
    const Clock& clock;
    TrialMemory& memory;
    RecordingWriter& recording;
    const Doorbell& doorbell;
    UpdateLog* log = nullptr; // of a logged trial
    std::uint32_t place = 0; // of this process; its workers are those from place * plan.threads on
};

/// Runs in the worker process. Of a pool: waits at the gate, claims and runs tasks, leaves when
/// told to. With a process per task: runs what the engine has put into its slot. The result is its
/// exit code. Whatever is thrown outside of a task ends the process, and the error log says why.
[[nodiscard]] int workerMain(const WorkerTask& task);

} // namespace interleave
