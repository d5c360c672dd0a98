#include "app/interleave/code_command.h"

#include "app/interleave/output_file.h"
#include "core/base/messages.h"
#include "core/code/program_code.h"
#include "core/engine/plan/run_plan.h"
#include "core/engine/run/exit_status.h"

#include <CLI/CLI.hpp>

namespace interleave {

namespace {

// With numbers for "auto", and still with what it compares.
Result<Experiment, EngineError> planned(const Experiment& experiment)
{
    return makePlans(experiment).map([&](const std::vector<RunPlan>& plans) {
        Experiment numbers = plans.front().experiment;
        numbers.varyWorkers = experiment.varyWorkers;
        numbers.varyParam = experiment.varyParam;
        return numbers;
    });
}

} // namespace

CodeCommand::CodeCommand(CLI::App& app, Messages& messages, int& status)
    : m_messages(messages)
    , m_command(
          app.add_subcommand("code", "Prints the program that does the same as an experiment"))
    , m_experiment(*m_command)
{
    m_command->add_option("--language", m_language, "python, or c++ with the library Interleave")
        ->check(CLI::IsMember({"python", "c++"}));
    m_command->callback([this, &status] { status = execute(); });
}

int CodeCommand::execute() const
{
    const auto experiment = m_experiment.read();
    if (!experiment)
        return m_messages.complain(joinMessages(experiment.error()), kExitUsage);
    const auto numbers = planned(*experiment);
    if (!numbers)
        return m_messages.complain(numbers.error().message, exitStatusOf(numbers.error().kind));
    const auto program
        = programOf(*numbers, m_language == "python" ? CodeLanguage::Python : CodeLanguage::Cpp);
    if (!program)
        return m_messages.complain(std::string(program.error()), kExitUsage);
    return print(*program, kExitSuccess, m_messages);
}

} // namespace interleave
