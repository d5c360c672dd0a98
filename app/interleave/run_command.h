// interleave run: runs an experiment in this terminal. interleave compare: the same, of several
// that differ in one thing; or of runs that were kept.
#pragma once

#include "app/interleave/comparison_options.h"
#include "app/interleave/experiment_options.h"
#include "app/interleave/run_outputs.h"
#include "core/engine/plan/run_plan.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace interleave {

class EventLoop;
class Messages;
class Run;
class StopSignals;

class RunCommand
{
public:
    enum class Kind { Run, Compare };

    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    RunCommand(CLI::App& app, Kind kind, Messages& messages, int& status);

private:
    void addComparison();
    [[nodiscard]] int compareKept() const;
    [[nodiscard]] int execute() const;
    [[nodiscard]] Result<std::unique_ptr<Run>, EngineError> plan(
        const Experiment& experiment, EventLoop& loop, StopSignals& signals) const;
    [[nodiscard]] int execute(Run& run, EventLoop& loop, StopSignals& signals) const;
    int reportUnlessInterrupted(
        RunResult& result, RunOutputs& outputs, StopSignals& signals, const GiveUp& giveUp) const;
    int reportWithout(
        const Experiment& experiment, const std::string& why, const GiveUp& giveUp) const;
    [[nodiscard]] int report(
        RunResult result,
        RunOutputs& outputs,
        const GiveUp& giveUp,
        const std::function<void(RunResult&)>& beforeJson = [](RunResult&) {}) const;
    void keep(const RunResult& result, const GiveUp& giveUp) const;
    [[nodiscard]] int printSummary(
        const std::string& summary, int status, const GiveUp& giveUp) const;

    Messages& m_messages;
    CLI::App* m_command;
    ExperimentOptions m_experiment;
    ComparisonOptions m_comparison;
    std::vector<std::string> m_runs; // beside that which stands where an experiment does
    OutputPaths m_paths;
    bool m_allowsFunction = false;
    bool m_quiet = false;
    bool m_noHistory = false;
};

} // namespace interleave
