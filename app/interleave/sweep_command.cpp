#include "app/interleave/sweep_command.h"

#include "app/interleave/brought_refusal.h"
#include "app/interleave/fitting.h"
#include "app/interleave/number_text.h"
#include "app/interleave/output_file.h"
#include "app/interleave/output_paths.h"
#include "app/interleave/sweep_findings.h"
#include "app/interleave/sweep_observer.h"
#include "app/interleave/sweep_text.h"
#include "core/base/json.h"
#include "core/base/messages.h"
#include "core/base/printable.h"
#include "core/engine/run/exit_status.h"
#include "core/model/applicability.h"
#include "core/model/run_result_json.h"
#include "core/model/run_verdict.h"
#include "core/process/beside_loop.h"
#include "core/process/stop_signals.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace interleave {

namespace {

// More are asked for.
constexpr std::size_t kManyCombinations = 100;
constexpr std::size_t kMostFields = 2;
// More are not planned: each takes memory before the first trial.
constexpr std::size_t kMostCombinations = 100'000;

bool hasTerminal()
{
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
}

std::size_t countOf(std::span<const SweptField> fields)
{
    std::size_t combinations = 1;
    for (const SweptField& field : fields)
        combinations *= field.values.size();
    return combinations;
}

// The signals are the loop's: they end the wait.
std::string lineFromTerminal(EventLoop& loop, StopSignals& signals)
{
    bool isThere = false;
    std::string line;
    if (!loop.watch(STDIN_FILENO, [&] { isThere = true; }))
        return line;
    const auto waited = loop.runUntil([&] { return isThere || signals.interrupted(); });
    loop.unwatch(STDIN_FILENO);
    if (waited && isThere)
        std::getline(std::cin, line);
    return line;
}

// One line that is rewritten, where there is a terminal.
class SweepProgressLine
{
public:
    SweepProgressLine(Messages& messages, bool quiet)
        : m_messages(messages)
        , m_shows(!quiet && ::isatty(STDERR_FILENO) != 0)
    {
    }
    void show(const SweepProgress& progress)
    {
        if (!m_shows)
            return;
        const std::chrono::duration<double, std::nano> soFar
            = std::chrono::steady_clock::now() - m_begin;
        const auto done = static_cast<double>(progress.trial);
        const std::string toGo = progress.trial == 0
            ? "?"
            : durationText(
                soFar.count() / done * static_cast<double>(progress.trials - progress.trial));
        write(fmt::format("trial {} of {}, {} so far, {} to go",
            progress.trial + 1,
            progress.trials,
            durationText(soFar.count()),
            toGo));
    }
    void clear()
    {
        if (m_shown > 0)
            m_messages.writeIfReady(fmt::format("\r{:{}}\r", "", m_shown));
        m_shown = 0;
    }

private:
    void write(const std::string& text)
    {
        m_messages.writeIfReady(fmt::format("\r{:{}}", text, m_shown));
        m_shown = text.size();
    }

    Messages& m_messages;
    bool m_shows;
    std::size_t m_shown = 0;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

} // namespace

SweepCommand::SweepCommand(CLI::App& app, Messages& messages, int& status)
    : m_messages(messages)
    , m_experiment(*app.add_subcommand(
          "sweep", "Runs an experiment with many values of one or two settings, by turns"))
{
    CLI::App* command = app.get_subcommand("sweep");
    command
        ->add_option("--vary",
            m_vary,
            "What is swept, with its values: workers=1..8, 'chunk=1..4096 in powers', "
            "sync=none,lock, or a parameter; twice for all combinations of two")
        ->required()
        ->allow_extra_args(false);
    command
        ->add_option("--json",
            m_jsonPath,
            "Writes what was found as JSON to this file; - is standard output")
        ->check(notEmpty());
    command->add_flag_callback(
        "--quiet-trials",
        [this] { m_rules.disturbed = DisturbedTrials::AreLeftOut; },
        "Without the trials of whose cores other programs took more than 5 %");
    command->add_flag("--allow-function",
        m_allowsFunction,
        "Runs the Python function that the experiment's file brings, without showing it first");
    command->add_flag("--yes", m_yes, "Also more than 100 combinations, without a question");
    command->add_flag("--quiet", m_quiet, "No progress and no summary");
    command->callback([this, &status] { status = execute(); });
}

int SweepCommand::execute()
{
    auto experiment = fitting("the experiment", [this] { return m_experiment.read(); });
    if (!experiment)
        return m_messages.complain(joinMessages(experiment.error()), kExitUsage);
    if (comparesSeveral(*experiment) || experiment->evidence)
        return m_messages.complain(
            "a sweep compares what --vary says; leave compare, vary_workers, "
            "vary_param, probe and evidence out of the experiment",
            kExitUsage);
    if (!m_experiment.gives("trials") && experiment->trials == 1)
        experiment->trials = kFewestTrials;
    auto fields = fieldsOf(*experiment);
    if (!fields)
        return m_messages.complain(fields.error(), kExitUsage);
    if (const auto refused = refuseBroughtByAny(*experiment, *fields))
        return *refused;
    return planAndRun(*experiment, *std::move(fields));
}

tl::expected<std::vector<SweptField>, std::string> SweepCommand::fieldsOf(
    const Experiment& experiment) const
{
    if (m_vary.size() > kMostFields)
        return tl::unexpected(fmt::format(
            "option --vary: {} settings are too many to sweep; give two at most", m_vary.size()));
    std::vector<SweptField> fields;
    for (const std::string& text : m_vary) {
        auto field = sweptFieldFromText(text, experiment);
        if (!field)
            return tl::unexpected(field.error());
        if (!fields.empty() && fields.front().spec == field->spec)
            return tl::unexpected(
                fmt::format("option --vary: {} is there twice", field->spec->name));
        fields.push_back(*std::move(field));
    }
    if (const std::size_t all = countOf(fields); all > kMostCombinations)
        return tl::unexpected(fmt::format(
            "option --vary: {} combinations are more than {}; give fewer values, or powers, as in "
            "1..4096 in powers",
            countText(all),
            countText(kMostCombinations)));
    return fields;
}

// An executor that is swept runs what the file brings just as one of the file's own.
std::optional<int> SweepCommand::refuseBroughtByAny(
    const Experiment& experiment, const std::vector<SweptField>& fields) const
{
    for (const Combination& combination : combinationsOf(fields)) {
        Experiment one = withCombination(experiment, fields, combination);
        for (const SweptField& field : fields) { // which the user has named
            if (!field.isParameter && field.spec->name == "python")
                one.python.clear();
            if (field.isParameter && field.spec->name == "code")
                one.params.erase("code");
        }
        if (const auto refused = refuseBrought(m_experiment, one, m_allowsFunction, m_messages))
            return refused;
    }
    return std::nullopt;
}

int SweepCommand::planAndRun(const Experiment& experiment, std::vector<SweptField> fields)
{
    raiseDescriptorLimit();
    auto loop = EventLoop::create();
    if (!loop)
        return m_messages.complain(loop.error().message, kExitEngineFailed);
    Sweep* current = nullptr;
    const auto signals = StopSignals::watch(*loop, [&] {
        if (current != nullptr)
            current->cancel();
    });
    if (!signals)
        return m_messages.complain(signals.error().message, kExitEngineFailed);
    auto sweep = resultBeside(
        *loop,
        [&] { return fitting("the plan", [&] { return Sweep::plan(experiment, fields); }); },
        [&] { return (*signals)->interrupted(); });
    if (!sweep) {
        m_messages.say("interrupted by " + (*signals)->signalName());
        std::_Exit(kExitInterrupted); // the work is not waited for
    }
    if (!*sweep)
        return m_messages.complain(sweep->error().message, exitStatusOf(sweep->error().kind));
    current = &**sweep;
    OutputFile json;
    const auto opened = json.open(
        m_jsonPath, [&](std::chrono::nanoseconds idle) { return (*signals)->noTimeLeft(idle); });
    if (!opened)
        return m_messages.complain(opened.error().message, kExitUsage);
    if (const auto refused = askFor(**sweep, *loop, **signals))
        return *refused;
    return run(**sweep, *loop, **signals, json);
}

std::optional<int> SweepCommand::askFor(Sweep& sweep, EventLoop& loop, StopSignals& signals)
{
    if (m_yes || sweep.combinations() <= kManyCombinations)
        return std::nullopt;
    SweepObserver observer(m_messages, true);
    const double one = sweep.tryOne(loop, observer);
    const auto interrupted = [&] {
        return m_messages.complain("interrupted by " + signals.signalName(), kExitInterrupted);
    };
    if (signals.interrupted())
        return interrupted();
    const std::string time
        = fmt::format("{} combinations, {} trials in all, take about {}, by one trial of the first",
            countText(sweep.combinations()),
            countText(sweep.trials()),
            durationText(one * static_cast<double>(sweep.trials())));
    if (!hasTerminal())
        return m_messages.complain(time + "; add --yes if they are to run", kExitUsage);
    m_messages.write(time + ". Run them? [y/N] ");
    const std::string answer = lineFromTerminal(loop, signals);
    if (signals.interrupted())
        return interrupted();
    return answer == "y" || answer == "yes"
        ? std::nullopt
        : std::optional(m_messages.complain("nothing was swept", kExitUsage));
}

int SweepCommand::run(Sweep& sweep, EventLoop& loop, StopSignals& signals, OutputFile& json)
{
    SweepObserver observer(m_messages, m_quiet);
    SweepProgressLine line(m_messages, m_quiet);
    SweepResult result = sweep.execute(
        loop, observer, [&](const SweepProgress& progress) { line.show(progress); });
    line.clear();
    if (signals.interrupted())
        result.why = fmt::format("interrupted by {} after {} of {} trials",
            signals.signalName(),
            completeTrials(result.run),
            sweep.trials());
    return report(result, signals, json);
}

// What has been done is kept, whatever ended it.
int SweepCommand::report(const SweepResult& result, StopSignals& signals, OutputFile& json)
{
    const auto giveUp = [&](std::chrono::nanoseconds idle) { return signals.noTimeLeft(idle); };
    int status = signals.interrupted() ? kExitInterrupted
        : !result.why.empty()          ? kExitEngineFailed
                                       : exitStatusOf(result.run);
    const SweepFindings findings = findingsOf(result, m_rules);
    const double same = m_rules.sameWithin;
    if (json.wanted()) {
        json.write(dumpJson(sweepJson(result, findings, same), 2) + "\n");
        if (const auto stored = json.commit(); !stored)
            status = m_messages.complain(stored.error().message, kExitEngineFailed);
    }
    if (!m_quiet && !takeStandardOutput({.json = m_jsonPath}))
        status
            = print(printable(describeSweep(result, findings, same)), status, m_messages, giveUp);
    m_messages.say(result.why.empty() ? reasonsOf(result.run) : std::vector{result.why});
    return status;
}

} // namespace interleave
