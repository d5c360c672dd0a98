// interleave run: runs an experiment in this terminal.
#pragma once

#include "app/interleave/experiment_options.h"
#include "app/interleave/run_outputs.h"

namespace interleave {

class Run;

class RunCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    RunCommand(CLI::App& app, int& status);

private:
    [[nodiscard]] int execute() const;
    [[nodiscard]] int execute(Run& run) const;
    [[nodiscard]] int reportWithout(const RunResult& result) const;
    [[nodiscard]] int report(RunResult result, RunOutputs& outputs, const GiveUp& giveUp) const;
    [[nodiscard]] int printSummary(const RunResult& result, int status, const GiveUp& giveUp) const;

    CLI::App* m_command;
    ExperimentOptions m_experiment;
    OutputPaths m_paths;
    bool m_quiet = false;
};

} // namespace interleave
