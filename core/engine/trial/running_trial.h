// A trial as a run sees it: of our own workers (Trial), or of Python's (PythonTrial).
//
// Thread safety: the engine's one thread.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "core/work/claim_slot.h"
#include "core/work/task_ledger.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace interleave {

class RunningTrial
{
public:
    RunningTrial() = default;
    RunningTrial(const RunningTrial&) = delete;
    RunningTrial& operator=(const RunningTrial&) = delete;
    RunningTrial(RunningTrial&&) = delete;
    RunningTrial& operator=(RunningTrial&&) = delete;
    virtual ~RunningTrial() = default;

    [[nodiscard]] virtual bool done() const = 0;
    /// Ends it soon; what has not begun stays undone.
    virtual void cancel() = 0;
    /// After done(): what became of it, and its end for the window.
    [[nodiscard]] virtual TrialResult finish() = 0;

    /// To look at it, as long as the caller likes; it may outlive the trial.
    [[nodiscard]] virtual Result<Recording, RecordingError> recording() const = 0;
    /// Each task's mark and result, for --results.
    [[nodiscard]] virtual TaskLedger ledger() = 0;
    /// What the workload calls the thing that a task is about; empty where it has no name.
    [[nodiscard]] virtual std::string taskName(std::uint64_t task) = 0;
    /// Those of which some were begun; no other one was.
    [[nodiscard]] virtual std::vector<TaskRange> tasksTouched() = 0;
    /// Why tasks failed: of all of them, where a result has the first ones.
    [[nodiscard]] virtual std::map<std::uint64_t, std::string> failures() = 0;
};

} // namespace interleave
