// What the tasks of an experiment do. Made once by the engine, before it forks, then used by every
// worker.
//
// Process safety: const after construction; workers inherit it, threads share it. What tasks share
// is in WorkerContext. A task's exception is that task's failure.
#pragma once

#include "core/workload/worker_context.h"

#include <memory>
#include <string>

namespace interleave {

enum class WorkloadError { BadFolder, NoImageModule, NoSandbox };

class Workload
{
public:
    Workload() = default;
    Workload(const Workload&) = delete;
    Workload& operator=(const Workload&) = delete;
    Workload(Workload&&) = delete;
    Workload& operator=(Workload&&) = delete;
    virtual ~Workload() = default;

    /// How many tasks there are when the experiment does not say.
    [[nodiscard]] virtual std::uint64_t defaultTasks() const = 0;
    /// What a user should know before the run starts; empty when there is nothing.
    [[nodiscard]] virtual std::string remark() const { return {}; }
    /// Called once in each worker process before its first task, and before its threads begin.
    [[nodiscard]] virtual Result<void, WorkloadError> enterWorker(unsigned /*threads*/) const
    {
        return {};
    }
    virtual void run(TaskRange range, WorkerContext& worker) const = 0;
    /// Called in the engine when process `pid` died in `task`: removes what it left half done.
    virtual void workerDied(std::uint64_t /*task*/, std::int64_t /*pid*/) const { }

    /// What task `index`, which gave `result`, should have added to the shared state; computed
    /// without it.
    [[nodiscard]] virtual SharedSum expected(std::uint64_t index, std::uint64_t result) const = 0;
    /// What the shared state holds: its sum, and the updates that survived in it.
    [[nodiscard]] virtual SharedSum held(const SharedState& shared) const = 0;
};

/// Checks what the experiment names (folders) and loads what it needs. Needs a valid experiment.
[[nodiscard]] Result<std::unique_ptr<Workload>, WorkloadError> makeWorkload(
    const Experiment& experiment);

} // namespace interleave
