// The engine's part of injected faults: kills a worker, idle or busy, when a task asks for it that
// the seed has chosen. Which worker is the seed's choice as well.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/engine/plan/run_observer.h"
#include "core/engine/plan/run_plan.h"
#include "core/engine/resources/trial_memory.h"
#include "core/process/worker_crew.h"

namespace interleave {

class FaultInjector
{
public:
    FaultInjector(const RunPlan& plan, TrialMemory& memory, WorkerCrew& crew, RunObserver& observer)
        : m_plan(plan)
        , m_memory(memory)
        , m_crew(crew)
        , m_observer(observer)
    {
    }

    /// Kills one worker for each fault that has become due since the last call.
    void killAsWanted();

private:
    void killOne(std::size_t fault);

    const RunPlan& m_plan;
    TrialMemory& m_memory;
    WorkerCrew& m_crew;
    RunObserver& m_observer;
    std::uint64_t m_done = 0; // a bit for each fault, as TrialBlock::killsWanted
};

} // namespace interleave
