// The crew of a trial: fills its places with processes, and fills them again when those die.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/engine/resources/trial_resources.h"
#include "core/engine/trial/recovery.h"
#include "core/process/worker_crew.h"

#include <ranges>

namespace interleave {

class TrialCrew : public WorkerCrew
{
public:
    TrialCrew(const TrialTools& tools, TrialResources& resources, Recovery& recovery, Ended ended);

    /// Fills some places that have not been filled yet, and rings the doorbell where there are
    /// more. False when nobody could be started, or one of several that meet could not.
    [[nodiscard]] bool fillPool();
    [[nodiscard]] bool isFull() const { return m_filled == places(); }
    /// With a process per task: starts as many as there are places and tasks for. False when there
    /// is a task and nobody could be started for it.
    [[nodiscard]] bool fillForTasks();
    /// After the death of a place's process. A place that is given up stays empty. False when the
    /// trial cannot go on without it: it was the last one, or the others would wait for it
    /// (WorkloadInfo::together).
    [[nodiscard]] bool replace(std::uint32_t place, const ExitStatus& status);
    /// Fills the places whose pauses are over. False as replace().
    [[nodiscard]] bool fillAfterPauses();

    [[nodiscard]] WorkerIndex firstWorkerOf(std::uint32_t place) const
    {
        return place * m_plan.threads;
    }
    [[nodiscard]] auto workersOf(std::uint32_t place) const
    {
        return std::views::iota(firstWorkerOf(place), firstWorkerOf(place + 1));
    }
    [[nodiscard]] std::uint32_t placeOf(WorkerIndex index) const { return index / m_plan.threads; }

    /// Why a process could not start, or ended before it was ready, the last time.
    [[nodiscard]] const std::string& lastFailure() const { return m_lastFailure; }

    /// How many workers less than planned there were, and why; nothing where there were all.
    [[nodiscard]] std::optional<Shortage> shortage() const;
    /// Into the log, once, however many starts failed.
    void tellShortage();

    /// Of the engine, to start processes.
    [[nodiscard]] std::uint64_t cpuNs() const { return m_cpuNs; }

private:
    bool start(std::uint32_t place);
    void noteFailedStart(std::uint32_t place, const std::string& why);
    [[nodiscard]] bool abandon(std::uint32_t place);
    [[nodiscard]] bool tooFewWithoutOneMore() const;
    [[nodiscard]] std::string whyNotReady(const ExitStatus& status) const;
    [[nodiscard]] bool nobodyIsLeft() const;

    const RunPlan& m_plan;
    TrialResources& m_resources;
    Recovery& m_recovery;
    RunObserver& m_observer;
    std::uint32_t m_filled = 0; // places that have been filled once, without a process per task
    std::uint32_t m_next = 0; // the place to fill next, with a process per task
    std::uint64_t m_cpuNs = 0;
    std::string m_lastFailure;
    std::string m_whyShort;
    std::uint64_t m_failedStarts = 0;
    std::uint64_t m_toldMissing = 0; // failed starts and abandoned places that the log knows of
    std::uint32_t m_abandoned = 0; // places
    std::uint32_t m_mostAlive = 0; // processes at a time
};

/// What this process has used of all cores.
[[nodiscard]] std::uint64_t processCpuNs();

} // namespace interleave
