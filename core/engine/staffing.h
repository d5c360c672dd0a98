// Who works where: fills a trial's places with processes, and fills them again when those die.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/engine/recovery.h"
#include "core/engine/trial_resources.h"
#include "core/engine/worker_pool.h"

namespace interleave {

class Staffing
{
public:
    Staffing(const RunPlan& plan,
        TrialResources& resources,
        WorkerPool& pool,
        Recovery& recovery,
        RunObserver& observer);

    /// False when nobody could be started, or one of several that meet could not.
    [[nodiscard]] bool fillPool();
    /// With a process per task: starts as many as there are places and tasks for. False when there
    /// is a task and nobody could be started for it.
    [[nodiscard]] bool fillForTasks();
    /// After the death of a place's process. A place whose processes die again and again before
    /// they are ready stays empty. False when the trial cannot go on without it: it was the
    /// last one, or the others would wait for it (WorkloadInfo::together).
    [[nodiscard]] bool replace(std::uint32_t place, const ExitStatus& status);
    /// Its process has ended as it should.
    void endedWell(std::uint32_t place) { m_failures[place] = 0; }

    /// Why a process could not start, or ended before it was ready, the last time.
    [[nodiscard]] const std::string& lastFailure() const { return m_lastFailure; }

    /// Of the engine, to start processes.
    [[nodiscard]] std::uint64_t cpuNs() const { return m_cpuNs; }

private:
    bool start(std::uint32_t place);
    [[nodiscard]] bool abandon(std::uint32_t place);
    [[nodiscard]] std::string whyNotReady(const ExitStatus& status) const;
    [[nodiscard]] bool nobodyIsLeft() const;
    [[nodiscard]] WorkerIndex firstWorkerOf(std::uint32_t place) const;

    const RunPlan& m_plan;
    TrialResources& m_resources;
    WorkerPool& m_pool;
    Recovery& m_recovery;
    RunObserver& m_observer;
    std::vector<std::uint32_t> m_failures; // per place, in a row
    std::uint32_t m_next = 0; // the place to fill next, with a process per task
    std::uint64_t m_cpuNs = 0;
    std::string m_lastFailure;
};

/// What this process has used of all cores.
[[nodiscard]] std::uint64_t processCpuNs();

} // namespace interleave
