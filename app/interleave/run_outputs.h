// The files that a run writes, each if its user asked for it: results as JSON, every task and every
// lost update as CSV, the recording of the last trial.
#pragma once

#include "app/interleave/output_file.h"
#include "core/engine/trial.h"
#include "core/evidence/history_memory.h"
#include "core/model/run_result.h"

namespace interleave {

/// Empty: not wanted; "-": standard output.
struct OutputPaths
{
    std::string json;
    std::string results;
    std::string lost;
    std::string trace;

    [[nodiscard]] bool takeStandardOutput() const
    {
        return json == "-" || results == "-" || lost == "-" || trace == "-";
    }
};

class RunOutputs
{
public:
    /// Before the run: a path that cannot be written is a failure that names it.
    [[nodiscard]] Result<void, SystemError> open(const OutputPaths& paths);

    [[nodiscard]] bool wantsLostUpdates() const { return m_lost.wanted(); }
    void writeLost(std::int64_t trial, const HistoryMemory& history);
    /// What is in the trial's memory, while that is there.
    void trialEnded(Trial& trial);
    /// Stores all that can be; complains about what cannot, and is false then.
    [[nodiscard]] bool finish(const RunResult& result);

private:
    void writeTrace(const RunResult& result);
    [[nodiscard]] bool commitAll();

    OutputFile m_json;
    OutputFile m_results;
    OutputFile m_lost;
    OutputFile m_trace;
    std::size_t m_trial = 0; // that ends next
    std::optional<Recording> m_recording; // of the trial that ended last; keeps its memory
};

} // namespace interleave
