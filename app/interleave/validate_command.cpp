#include "app/interleave/validate_command.h"

#include "app/interleave/experiment_options.h"
#include "app/interleave/output_file.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/engine/plan/run_plan.h"
#include "core/engine/run/exit_status.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace interleave {

ValidateCommand::ValidateCommand(CLI::App& app, Messages& messages, int& status)
    : m_messages(messages)
{
    CLI::App* command = app.add_subcommand("validate", "Checks an experiment without running it");
    command->add_option("experiment", m_file, "The experiment as JSON; - is standard input")
        ->required()
        ->check(notEmpty());
    command->callback([this, &status] { status = execute(); });
}

int ValidateCommand::execute() const
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
