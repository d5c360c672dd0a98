#include "app/interleave/run_command.h"

#include "app/interleave/complain.h"
#include "app/interleave/run_summary_text.h"
#include "app/interleave/terminal_observer.h"
#include "core/engine/exit_status.h"
#include "core/engine/run.h"
#include "core/engine/stop_signals.h"

#include <CLI/CLI.hpp>

#include <csignal>

namespace interleave {

RunCommand::RunCommand(CLI::App& app, int& status)
    : m_command(app.add_subcommand("run", "Runs an experiment"))
    , m_experiment(*m_command)
{
    m_command->add_option("--json",
        m_paths.json,
        "Writes the result as one JSON object to this file; - is standard output");
    m_command->add_option("--results",
        m_paths.results,
        "Writes every task's outcome and result as CSV to this file; - is standard output");
    m_command->add_option("--lost",
        m_paths.lost,
        "Writes every lost update by name as CSV to this file; - is standard output. Needs "
        "--evidence");
    m_command->add_option("--trace",
        m_paths.trace,
        "Writes the recording, every event of the last trial, to this file, which the window "
        "opens");
    m_command->add_flag("--quiet", m_quiet, "No progress and no summary");
    m_command->callback([this, &status] { status = execute(); });
}

int RunCommand::execute() const
{
    const auto experiment = m_experiment.read();
    if (!experiment)
        return complain(joinMessages(experiment.error()), kExitUsage);
    if (!m_paths.lost.empty() && !experiment->evidence)
        return complain("--lost has no names without --evidence; add it", kExitUsage);
    auto run = Run::plan(*experiment);
    if (!run)
        return complain(run.error().message, exitStatusOf(run.error().kind));
    // Who reads our output may go (| head): an error that is told, while the others are stored.
    std::signal(SIGPIPE, SIG_IGN);
    RunOutputs outputs;
    if (const auto opened = outputs.open(m_paths); !opened)
        return complain(opened.error().message, kExitUsage);
    return execute(**run, outputs);
}

int RunCommand::execute(Run& run, RunOutputs& outputs) const
{
    raiseDescriptorLimit();
    auto loop = EventLoop::create();
    if (!loop)
        return complain(loop.error().message, kExitEngineFailed);
    TerminalObserver observer(*loop, run.trials(), m_quiet);
    const auto signals = StopSignals::watch(*loop, [&] { run.cancel(); });
    if (outputs.wantsLostUpdates())
        observer.onEvidence([&](std::int64_t trial, const HistoryMemory& history) {
            outputs.writeLost(trial, history);
        });
    const auto result
        = run.execute(*loop, observer, [&](Trial& trial) { outputs.trialEnded(trial); });
    observer.clearProgress();
    if (!result)
        return complain(result.error().message, exitStatusOf(result.error().kind));
    const bool stored = outputs.finish(*result);
    if (!m_quiet)
        fmt::print(m_paths.takeStandardOutput() ? stderr : stdout, "{}", describeRun(*result));
    if (!stored)
        return kExitEngineFailed;
    return signals && signals->interrupted() ? kExitInterrupted : exitStatusOf(*result);
}

} // namespace interleave
