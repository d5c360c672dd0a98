// What the engine does after a worker has died: fails the task it was in, gives the rest of its
// chunk back, frees what it held, and remembers what to report.
//
// Every step reads what the dead worker had stored before it died, in an order that makes each
// prefix of its stores true (worker_main.cpp). What no store tells, a chunk that was claimed and
// not yet noted, shows in the ledger when all others are idle.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/engine/run_observer.h"
#include "core/engine/run_plan.h"
#include "core/engine/trial_memory.h"
#include "core/process/child_process.h"
#include "core/trace/recording_writer.h"

#include <optional>
#include <vector>

namespace interleave {

class Recovery
{
public:
    Recovery(const RunPlan& plan,
        const Clock& clock,
        TrialMemory& memory,
        RecordingWriter& recording,
        RunObserver& observer);

    /// The worker is about to be killed because `task` takes too long.
    void expectTimeOut(WorkerIndex index, std::uint64_t task) { m_overdue[index] = task; }

    /// Worker `index`, process `pid`, has ended before its time.
    void settle(WorkerIndex index, pid_t pid, const ExitStatus& status);

    /// Frees the primitive that a dead worker held, if it held it.
    void freeWhatItHeld(WorkerIndex index);

    /// To be called when all workers are idle: gives back what is still to be done. False when
    /// nothing is, and then every task has ended. O(tasks) after a death.
    [[nodiscard]] bool giveBackWhatIsLeft();

    [[nodiscard]] const std::vector<TaskError>& errors() const { return m_errors; }
    /// Tasks that ended because their worker died, with those that have no place in errors().
    [[nodiscard]] std::uint64_t failedTasks() const { return m_failedTasks; }
    /// The updates that these tasks may have made before they died.
    [[nodiscard]] std::uint64_t uncertainUpdates() const { return m_uncertainUpdates; }

private:
    void startAgain(std::uint64_t task);
    void failTask(
        WorkerIndex index, pid_t pid, const ExitStatus& status, std::uint64_t task, bool timedOut);
    void recordEnd(WorkerIndex index, std::uint64_t task);
    void giveBack(TaskRange range);
    [[nodiscard]] bool giveBackOrphans();

    const RunPlan& m_plan;
    Clock m_clock;
    TrialMemory& m_memory;
    RecordingWriter& m_recording;
    RunObserver& m_observer;
    std::vector<std::optional<std::uint64_t>>
        m_overdue; // the task for which a worker is being killed
    std::vector<TaskRange> m_waitingRanges; // did not fit the queue's ring
    std::vector<TaskError> m_errors;
    std::uint64_t m_failedTasks = 0;
    std::uint64_t m_uncertainUpdates = 0;
    bool m_anyDeath = false;
};

} // namespace interleave
