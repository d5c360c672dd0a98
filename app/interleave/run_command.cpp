#include "app/interleave/run_command.h"

#include "app/interleave/brought_refusal.h"
#include "app/interleave/calendar.h"
#include "app/interleave/compare_runs.h"
#include "app/interleave/fitting.h"
#include "app/interleave/run_keeping.h"
#include "app/interleave/run_summary_text.h"
#include "app/interleave/side_by_side.h"
#include "app/interleave/terminal_observer.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/base/system_error.h"
#include "core/engine/run/exit_status.h"
#include "core/engine/run/run.h"
#include "core/history/history.h"
#include "core/process/beside_loop.h"
#include "core/process/stop_signals.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <optional>

namespace interleave {

namespace {

std::string picturesOf(const Experiment& experiment)
{
    return findParameter(experiment.workload, "input") == nullptr
        ? std::string()
        : parameter<std::string>(experiment, "input");
}

std::string whyInterrupted(const StopSignals& signals)
{
    return "interrupted by " + signals.signalName();
}

} // namespace

RunCommand::RunCommand(CLI::App& app, Kind kind, Messages& messages, int& status)
    : m_messages(messages)
    , m_command(kind == Kind::Run
              ? app.add_subcommand("run", "Runs an experiment")
              : app.add_subcommand("compare",
                  "Runs an experiment with several values of one setting, by turns, or sets runs "
                  "side by side that were kept"))
    , m_experiment(*m_command)
{
    if (kind == Kind::Compare)
        addComparison();
    const auto addOutput = [&](const char* name, std::string& path, const char* help) {
        m_command->add_option(name, path, help)->check(notEmpty());
    };
    addOutput("--json",
        m_paths.json,
        "Writes the result as one JSON object to this file; - is standard output");
    addOutput("--results",
        m_paths.results,
        "Writes every task's outcome, its result or why it failed, and of pictures their names, as "
        "CSV to this file; - is standard output");
    addOutput("--lost",
        m_paths.lost,
        "Writes every lost update by name as CSV to this file; - is standard output. Needs "
        "--evidence");
    addOutput("--trace",
        m_paths.trace,
        "Writes the recording, every event of the last trial, to this file, which the window "
        "opens");
    m_command->add_flag("--allow-function",
        m_allowsFunction,
        "Runs the Python function that the experiment's file brings, without showing it first");
    m_command->add_flag("--no-history", m_noHistory, "The run is not kept in the history");
    m_command->add_flag("--quiet", m_quiet, "No progress and no summary");
    m_command->callback([this, kind, &status] {
        const bool kept = kind == Kind::Compare && !m_experiment.varies();
        status = kept ? compareKept() : execute();
    });
}

void RunCommand::addComparison()
{
    m_command->get_option("experiment")
        ->description("An experiment as JSON, for --vary; or a run: its number or name in "
                      "'interleave history list', or its file");
    m_command->add_option("runs", m_runs, "Further runs, up to eight in all");
    m_experiment.addVary(*m_command);
    m_comparison.addTo(*m_command);
}

int RunCommand::compareKept() const
{
    const bool runsOne = m_experiment.hasSettings() || !m_paths.results.empty()
        || !m_paths.lost.empty() || !m_paths.trace.empty();
    if (runsOne)
        return m_messages.complain(
            "settings and outputs of a run are for an experiment; add --vary and what is compared, "
            "as in --vary sync=none,lock, or leave them out",
            kExitUsage);
    std::vector<std::string> references = m_runs;
    if (!m_experiment.file().empty())
        references.insert(references.begin(), m_experiment.file());
    return fitting("the runs",
        [&] { return compareRuns(references, m_comparison, m_paths.json, m_quiet, m_messages); });
}

int RunCommand::execute() const
{
    if (!m_runs.empty())
        return m_messages.complain(
            fmt::format("--vary compares values of one experiment, and '{}' is another; leave one "
                        "of them out",
                shown(m_runs.front())),
            kExitUsage);
    const auto experiment = fitting("the experiment", [this] { return m_experiment.read(); });
    if (!experiment)
        return m_messages.complain(joinMessages(experiment.error()), kExitUsage);
    if (const auto refused = refuseBrought(m_experiment, *experiment, m_allowsFunction, m_messages))
        return *refused;
    if (!m_paths.lost.empty() && !experiment->evidence)
        return m_messages.complain("--lost has no names without --evidence; add it", kExitUsage);
    if (const auto apart = checkApart(
            m_paths, {m_experiment.file(), m_experiment.functionFile(), picturesOf(*experiment)});
        !apart)
        return m_messages.complain(apart.error().message, kExitUsage);
    raiseDescriptorLimit();
    auto loop = EventLoop::create();
    if (!loop)
        return reportWithout(*experiment, loop.error().message, {});
    std::unique_ptr<Run> run;
    const auto signals = StopSignals::watch(*loop, [&] {
        if (run)
            run->cancel();
    });
    if (!signals)
        return reportWithout(*experiment, signals.error().message, {});
    auto planned = plan(*experiment, *loop, **signals);
    if (!planned && planned.error().kind == EngineError::Invalid)
        return m_messages.complain(planned.error().message, kExitUsage);
    if (!planned)
        return reportWithout(*experiment, planned.error().message, {});
    run = *std::move(planned);
    if (m_experiment.varies() && m_comparison.base > run->armCount())
        return m_messages.complain(fmt::format("--base {} is none of the {}; give 1 to {}",
                                       m_comparison.base,
                                       run->armCount(),
                                       run->armCount()),
            kExitUsage);
    if ((*signals)->interrupted())
        run->cancel();
    return execute(*run, *loop, **signals);
}

// A folder may be large, or its file system answer late: a signal does not wait for it.
Result<std::unique_ptr<Run>, EngineError> RunCommand::plan(
    const Experiment& experiment, EventLoop& loop, StopSignals& signals) const
{
    const auto work
        = [&] { return fitting("the plan of the run", [&] { return Run::plan(experiment); }); };
    if (auto planned = resultBeside(loop, work, [&] { return signals.interrupted(); }))
        return *std::move(planned);
    reportWithout(experiment, whyInterrupted(signals), [&](std::chrono::nanoseconds idle) {
        return signals.noTimeLeft(idle);
    });
    std::_Exit(kExitInterrupted); // the work is not waited for
}

int RunCommand::execute(Run& run, EventLoop& loop, StopSignals& signals) const
{
    const auto interrupted = [&] { return signals.interrupted(); };
    // A reader may be slow, and a file large, until the run is to end.
    const GiveUp giveUp = [&](std::chrono::nanoseconds idle) { return signals.noTimeLeft(idle); };
    RunOutputs outputs;
    if (const auto opened = outputs.open(m_paths, run.experiment().workload, giveUp); !opened)
        return m_messages.complain(
            opened.error().message, interrupted() ? kExitInterrupted : kExitUsage);
    TerminalObserver observer(loop, m_messages, run, m_quiet);
    if (outputs.wantsLostUpdates())
        observer.onEvidence([&](std::int64_t trial, const HistoryMemory& history) {
            outputs.writeLost(trial, history);
        });
    const std::int64_t startedMs = millisecondsSince1970();
    auto result = run.execute(loop, observer, [&](RunningTrial& trial) {
        outputs.trialEnded(trial, interrupted() ? Lines::OfWhatHasBegun : Lines::OfAll);
    });
    observer.clearProgress();
    if (!result)
        return report(run.resultWithout(result.error().message), outputs, giveUp);
    result->startedMs = startedMs;
    result->pictures = observer.pictures();
    return reportUnlessInterrupted(*result, outputs, signals, giveUp);
}

// Of a signal that comes while the outputs are written the JSON says, too, for as long as it can.
// After that it changes the status no more.
int RunCommand::reportUnlessInterrupted(
    RunResult& result, RunOutputs& outputs, StopSignals& signals, const GiveUp& giveUp) const
{
    bool said = false;
    bool hasJson = false;
    const auto sayIt = [&](RunResult& of) {
        if (!said && signals.interrupted()) {
            of.errors.insert(of.errors.begin(), whyInterrupted(signals));
            said = true;
        }
    };
    sayIt(result);
    const int status = report(result, outputs, giveUp, [&](RunResult& written) {
        sayIt(written);
        hasJson = true;
    });
    if (said)
        return kExitInterrupted;
    const bool interrupted = signals.interrupted(); // taken, or it would end the program after all
    return hasJson || !interrupted ? status
                                   : m_messages.complain(whyInterrupted(signals), kExitInterrupted);
}

// A run that could not begin.
int RunCommand::reportWithout(
    const Experiment& experiment, const std::string& why, const GiveUp& giveUp) const
{
    RunOutputs outputs;
    if (const auto opened = outputs.open(m_paths, experiment.workload, giveUp); !opened)
        return m_messages.complain(opened.error().message, kExitUsage);
    return report({.experiment = experiment, .errors = {why}}, outputs, giveUp);
}

// Stores and prints what is known of the run, and says why it was no success, also when quiet.
int RunCommand::report(RunResult result,
    RunOutputs& outputs,
    const GiveUp& giveUp,
    const std::function<void(RunResult&)>& beforeJson) const
{
    fitting("the results", [&] { outputs.finish(result, beforeJson); });
    int status = outputs.stored() ? exitStatusOf(result) : kExitEngineFailed;
    std::optional<SideBySide> sides;
    if (m_experiment.varies() && m_comparison.base <= result.arms.size() && !result.trials.empty())
        sides.emplace(sidesOf(result), m_comparison);
    if (sides)
        status = sides->exitStatus(status);
    if (!m_quiet)
        status
            = printSummary(describeRun(result) + (sides ? sides->verdicts() : ""), status, giveUp);
    m_messages.say(result.errors);
    keep(result, giveUp);
    return status;
}

// Last: nobody waits for it to see the result. Who has interrupted the run waits for no other
// program, either.
void RunCommand::keep(const RunResult& result, const GiveUp& giveUp) const
{
    if (m_noHistory)
        return;
    const bool hurry = giveUp && giveUp(std::chrono::nanoseconds(0));
    try {
        keepInHistory(result,
            m_experiment.file(),
            m_messages,
            giveUp,
            hurry ? std::chrono::milliseconds(0) : History::kPatience);
    } catch (const std::bad_alloc&) {
        m_messages.say(describeNoMemory("the run's file in the history"));
    }
}

// Beside an output on standard output it is a message.
int RunCommand::printSummary(const std::string& summary, int status, const GiveUp& giveUp) const
{
    const std::string text = printable(summary);
    if (!takeStandardOutput(m_paths))
        return print(text, status, m_messages, giveUp);
    m_messages.write(text);
    return status;
}

} // namespace interleave
