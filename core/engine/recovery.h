// What the engine does after a worker process has died: fails the task that it was in, gives the
// rest of its chunk back, frees what it held, and remembers what to report.
//
// With threads several tasks die together. If the process was killed because one of them took too
// long, that one is timed out and the others run again: they did nothing wrong. If it crashed,
// nobody can tell whose fault it was, and each of them fails with the reason.
//
// Every step reads what the dead worker had stored before it died, in an order that makes each
// prefix of its stores true (worker_main.cpp). What no store tells, a chunk that was claimed and
// not yet noted, shows in the ledger when all others are idle.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/engine/ledger_proof.h"
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

    /// A process and its workers, from `first` on.
    struct Dead
    {
        WorkerIndex first;
        std::uint32_t workers;
        pid_t pid;
        ExitStatus status;
    };

    /// It has ended before its time.
    void settle(const Dead& dead);
    /// Before either of the two: whether the worker died in the middle of its task.
    [[nodiscard]] bool diedInTask(WorkerIndex index) const;
    /// It has ended, as it should: its workers' books are closed, nothing of it runs again.
    void close(const Dead& dead);

    /// Puts tasks back that a worker had claimed and will not run.
    void giveBack(TaskRange range);

    /// To be called when all workers are idle: gives back what is still to be done. False when
    /// nothing is, and then every task has ended. O(tasks) after a death.
    [[nodiscard]] bool giveBackWhatIsLeft();

    [[nodiscard]] const std::vector<TaskError>& errors() const { return m_errors; }
    [[nodiscard]] const std::vector<RunAgain>& again() const { return m_again; }
    /// Tasks that ended because their worker died, with those that have no place in errors().
    [[nodiscard]] std::uint64_t failedTasks() const { return m_failedTasks; }
    /// The updates that these tasks may have made before they died.
    [[nodiscard]] std::uint64_t uncertainUpdates() const { return m_uncertainUpdates; }

private:
    /// What a worker had in hand: the task it was in, and the rest of its chunk.
    struct InHand
    {
        std::optional<std::uint64_t> task; // begun and not ended
        TaskRange rest; // not begun; empty when begin == end
    };

    [[nodiscard]] InHand takeFromHand(WorkerIndex index);
    void settleTask(const Dead& dead, WorkerIndex index, std::uint64_t task, bool anyOverdue);
    void startAgain(std::uint64_t task, LedgerReason reason);
    void failTask(const Dead& dead, WorkerIndex index, std::uint64_t task, bool timedOut);
    void noteDeath(WorkerIndex index, std::optional<std::uint64_t> task);
    void countUncountedEnd(WorkerIndex index);
    [[nodiscard]] Event endOf(WorkerIndex index, std::uint64_t task, TaskOutcome outcome);
    std::vector<LockId> freeWhatItHeld(WorkerIndex index);
    void tellWhatItHeld(WorkerIndex index, const std::vector<LockId>& held);
    void tell(const Dead& dead, const std::vector<std::uint64_t>& tasks);
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
    std::vector<RunAgain> m_again;
    std::uint64_t m_failedTasks = 0;
    std::uint64_t m_uncertainUpdates = 0;
    bool m_anyDeath = false;
};

} // namespace interleave
