// interleave run: runs an experiment in this terminal.
#pragma once

#include "app/interleave/experiment_options.h"

namespace interleave {

class RunCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    RunCommand(CLI::App& app, int& status);

private:
    [[nodiscard]] int execute() const;

    CLI::App* m_command;
    ExperimentOptions m_experiment;
    std::string m_jsonPath;
    std::string m_resultsPath;
    std::string m_lostPath;
    std::string m_tracePath;
    bool m_quiet = false;
};

} // namespace interleave
