#include "app/interleave/validate_command.h"

#include "app/interleave/experiment_options.h"
#include "app/interleave/output_file.h"
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/engine/plan/run_plan.h"
#include "core/engine/run/exit_status.h"
#include "core/model/experiment_schema.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace interleave {

ValidateCommand::ValidateCommand(CLI::App& app, Messages& messages, int& status)
    : m_messages(messages)
{
    CLI::App* command = app.add_subcommand("validate", "Checks an experiment without running it");
    CLI::Option* file
        = command->add_option("experiment", m_file, "The experiment as JSON; - is standard input")
              ->check(notEmpty());
    command
        ->add_flag(
            "--schema", m_schema, "Prints the JSON Schema of experiments instead of checking one")
        ->excludes(file);
    command->callback([this, &status] { status = execute(); });
}

int ValidateCommand::execute() const
{
    if (m_schema)
        return print(experimentSchema().dump(2) + "\n", kExitSuccess, m_messages);
    if (m_file.empty())
        return m_messages.complain("validate needs an experiment's file, or --schema", kExitUsage);
    return check();
}

int ValidateCommand::check() const
{
    const auto experiment = readExperimentFile(m_file);
    if (!experiment)
        return m_messages.complain(joinMessages(experiment.error()), kExitUsage);
    const auto plans = makePlans(*experiment);
    const std::string file = shownBothEnds(m_file);
    if (!plans)
        return m_messages.complain(
            fmt::format("{}: {}", file, plans.error().message), exitStatusOf(plans.error().kind));
    const RunPlan& plan = plans->back();
    const std::string text = fmt::format(
        "{}: a valid experiment: {}, {} tasks, {} workers, schedule {}, chunk {}, primitive {}\n",
        file,
        nameOf(plan.experiment.workload),
        plan.tasks,
        experiment->varyWorkers.empty() ? std::to_string(plan.workers)
                                        : toText(experiment->varyWorkers),
        nameOf(plan.experiment.schedule),
        plan.chunk,
        nameOf(plan.experiment.sync));
    return print(text, kExitSuccess, m_messages);
}

} // namespace interleave
