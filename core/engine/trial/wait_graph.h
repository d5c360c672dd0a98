// Who waits for whom, as the engine sees it: workers that wait point to the lock, locks to their
// holder. A circle in it is a deadlock.
//
// The engine reads while the workers go on, so one look can show a circle that never was. A worker
// that waits without a break since the last look has the same number in `asks`; a circle of such
// workers was there all the time between the two looks.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/engine/plan/run_plan.h"
#include "core/engine/resources/trial_memory.h"
#include "core/trace/recording_writer.h"

#include <map>

namespace interleave {

class WaitGraph
{
public:
    WaitGraph(const RunPlan& plan, TrialMemory& memory, RecordingWriter& recording, Primitive sync)
        : m_plan(plan)
        , m_memory(memory)
        , m_recording(recording)
        , m_sync(sync)
    {
    }

    /// Notes the holders in the recording, for the window. The circle that was there at this look
    /// and at the last one; empty when there is none. O(workers + locks).
    [[nodiscard]] std::vector<DeadlockLink> look();

private:
    struct Edge
    {
        LockId lock;
        WorkerIndex holder;
        std::uint64_t asked; // the number of this wait
    };
    using Edges = std::map<WorkerIndex, Edge>; // by who waits

    void noteHolders();
    [[nodiscard]] Edges waitingNow();
    [[nodiscard]] static std::vector<WorkerIndex> findCircle(const Edges& edges);
    [[nodiscard]] DeadlockLink describe(WorkerIndex worker, const Edge& edge);

    const RunPlan& m_plan;
    TrialMemory& m_memory;
    RecordingWriter& m_recording;
    Primitive m_sync; // what guards the trial
    Edges m_before; // at the last look
};

} // namespace interleave
