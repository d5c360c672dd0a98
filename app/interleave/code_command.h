// interleave code: the Python or C++ program that does the same as an experiment.
#pragma once

#include "app/interleave/experiment_options.h"

#include <string>

namespace interleave {

class Messages;

class CodeCommand
{
public:
    /// Adds the command to `app`; when it was chosen, `status` becomes its exit status.
    CodeCommand(CLI::App& app, Messages& messages, int& status);

private:
    [[nodiscard]] int execute() const;

    Messages& m_messages;
    CLI::App* m_command;
    ExperimentOptions m_experiment;
    std::string m_language = "python";
};

} // namespace interleave
