// What the engine does after a worker process has died: has its claims settled (core/work/claims.h
// says what becomes of its tasks), frees what it held, and remembers what to report.
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/engine/plan/run_observer.h"
#include "core/engine/plan/run_plan.h"
#include "core/engine/resources/trial_memory.h"
#include "core/process/child_process.h"
#include "core/trace/recording_writer.h"
#include "core/work/claims.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

class Recovery
{
public:
    /// `sync` is what guards the trial: what shared memory says of it is the workers' to write.
    Recovery(const RunPlan& plan,
        const Clock& clock,
        TrialMemory& memory,
        RecordingWriter& recording,
        RunObserver& observer,
        Primitive sync);

    [[nodiscard]] Claims& claims() { return m_claims; }
    [[nodiscard]] const Claims& claims() const { return m_claims; }

    /// A process and its workers, from `first` on.
    struct Dead
    {
        WorkerIndex first;
        std::uint32_t workers;
        pid_t pid;
        ExitStatus status;
        bool wasStopped = false; // that is why the engine has killed it

        /// "was killed by signal 9 (SIGKILL)", with the engine's reason.
        [[nodiscard]] std::string end() const;
        /// "worker 2 (pid 4711) was killed by signal 9 (SIGKILL)".
        [[nodiscard]] std::string text() const;
    };

    /// It has ended before its time.
    void settle(const Dead& dead);
    /// It has ended, as it should: its workers' books are closed, nothing of it runs again.
    void close(const Dead& dead);

    /// Its process could not be watched, and was killed: what it has ended counts, what it has
    /// begun runs again.
    void takeBack(WorkerIndex index);

    /// A task that a worker has begun will not come to its end, as somebody else has found out.
    void lose(WorkerIndex index, std::uint64_t task, TaskMark mark, TaskError error);

    /// Whether any process has ended before its time.
    [[nodiscard]] bool anyDeath() const { return m_anyDeath; }
    [[nodiscard]] const std::vector<TaskError>& errors() const { return m_errors; }
    /// Why tasks failed: what they threw, and for the others what errors() says.
    [[nodiscard]] std::map<std::uint64_t, std::string> failures();
    /// Tasks that ended because their worker died, with those that have no place in errors().
    [[nodiscard]] std::uint64_t failedTasks() const { return m_failedTasks; }
    /// The updates that these tasks may have made before they died.
    [[nodiscard]] std::uint64_t uncertainUpdates() const { return m_uncertainUpdates; }

private:
    void countLoss(const Dead& dead, const Claims::Hand& hand);
    [[nodiscard]] TaskError errorOf(const Dead& dead, const Claims::Hand& hand) const;
    void noteDeath(WorkerIndex index, std::optional<std::uint64_t> task);
    void countUncountedEnd(WorkerIndex index);
    void noteWaitWithoutEnd(WorkerIndex index);
    [[nodiscard]] TraceEvent endOf(WorkerIndex index, std::uint64_t task, TaskOutcome outcome);
    std::vector<LockId> freeWhatItHeld(WorkerIndex index);
    void tellWhatItHeld(
        WorkerIndex index, const std::vector<LockId>& held, const ExitStatus& status);
    void tell(const Dead& dead, const std::vector<Claims::Hand>& hands);

    const RunPlan& m_plan;
    Clock m_clock;
    TrialMemory& m_memory;
    Claims m_claims;
    RecordingWriter& m_recording;
    RunObserver& m_observer;
    Primitive m_sync;
    std::vector<TaskError> m_errors;
    std::uint64_t m_failedTasks = 0;
    std::uint64_t m_uncertainUpdates = 0;
    bool m_anyDeath = false;
};

} // namespace interleave
