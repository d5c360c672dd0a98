// The files that a run writes, each if its user asked for it: results as JSON, every task and every
// lost update as CSV, the recording of the last trial.
#pragma once

#include "app/interleave/output_file.h"
#include "app/interleave/output_paths.h"
#include "core/engine/trial/trial.h"
#include "core/evidence/history_memory.h"
#include "core/model/run_result.h"

#include <functional>

namespace interleave {

/// Which tasks have a line in --results: where a signal has ended the run nobody waits for those of
/// a hundred million tasks that nobody has begun.
enum class Lines { OfAll, OfWhatHasBegun };

class RunOutputs
{
public:
    /// Before a run of this workload: a path that cannot be written is a failure that names it.
    /// `giveUp` is asked while they are written.
    [[nodiscard]] Result<void, SystemError> open(
        const OutputPaths& paths, WorkloadKind workload, const GiveUp& giveUp);

    [[nodiscard]] bool wantsLostUpdates() const { return m_lost.wanted(); }
    void writeLost(std::int64_t trial, const HistoryMemory& history);
    /// What is in the trial's memory, while that is there.
    void trialEnded(RunningTrial& trial, Lines lines);
    /// Stores all that can be. What cannot is added to the run's errors; so is what `beforeJson`
    /// knows by then, which is asked where there is a JSON.
    void finish(RunResult& result, const std::function<void(RunResult&)>& beforeJson);
    /// After finish(): whether all was.
    [[nodiscard]] bool stored() const { return m_stored; }

private:
    void keepOldFiles();
    void writeTrace(const RunResult& result);
    void store(OutputFile& output, RunResult& result);

    OutputFile m_json;
    OutputFile m_results;
    OutputFile m_lost;
    OutputFile m_trace;
    bool m_stored = false;
    bool m_tasksHaveNames = false;
    std::size_t m_trial = 0; // that ends next
    std::optional<Recording> m_recording; // of the trial that ended last; keeps its memory
};

} // namespace interleave
