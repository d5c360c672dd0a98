// Starts the processes of a trial's workers: by fork, which inherits all that they need, or by
// spawn or fork server, where a worker attaches to the trial's memory and recording by descriptor
// and is told the plan and what the workload has read: it looks at no folder again.
//
// Thread safety: the engine's one thread. A process ends with the engine, however it was started.
#pragma once

#include "core/engine/run_plan.h"
#include "core/engine/trial_resources.h"
#include "core/process/context.h"

namespace interleave {

class WorkerStart
{
public:
    /// `context` is for the start methods other than fork, and may be empty for that.
    WorkerStart(const RunPlan& plan,
        const Clock& clock,
        TrialResources& resources,
        std::shared_ptr<Context> context)
        : m_plan(plan)
        , m_clock(clock)
        , m_resources(resources)
        , m_context(std::move(context))
    {
    }

    [[nodiscard]] Result<ChildProcess, SystemError> start(std::uint32_t place);

private:
    const RunPlan& m_plan;
    Clock m_clock;
    TrialResources& m_resources;
    std::shared_ptr<Context> m_context;
};

} // namespace interleave
