#include "app/interleave/run_command.h"

#include "app/interleave/lost_updates_csv.h"
#include "app/interleave/run_summary_text.h"
#include "app/interleave/terminal_observer.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/engine/exit_status.h"
#include "core/engine/run.h"
#include "core/engine/stop_signals.h"
#include "core/model/run_result_json.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <initializer_list>
#include <optional>

namespace interleave {

namespace {

int complain(const std::string& message, int status)
{
    fmt::print(stderr, "interleave: {}\n", message);
    return status;
}

// An output that the user asked for: opened before anything runs, so that a bad path starts
// nothing.
class Output
{
public:
    /// An empty path is no output, "-" is standard output.
    [[nodiscard]] Result<void, SystemError> open(const std::string& path)
    {
        if (path.empty())
            return {};
        auto file = path == "-" ? AtomicFile::standardOutput() : AtomicFile::create(path);
        if (!file)
            return tl::unexpected(file.error());
        m_file.emplace(*std::move(file));
        return {};
    }
    [[nodiscard]] bool wanted() const { return m_file.has_value(); }
    // The first failure is kept for commit().
    Result<void, SystemError> write(std::string_view text)
    {
        if (m_file && m_written)
            m_written = m_file->write(text);
        return m_written;
    }
    // Nothing is stored, and commit() says why.
    void giveUp(const std::string& why)
    {
        if (m_written)
            m_written = fail(SystemError::Other, why);
    }
    [[nodiscard]] Result<void, SystemError> commit()
    {
        if (!m_file || !m_written)
            return m_written;
        return m_file->commit();
    }

private:
    std::optional<AtomicFile> m_file;
    Result<void, SystemError> m_written;
};

// Each on its own: a disk that is full for one may have room for the others.
bool commitAll(std::initializer_list<Output*> outputs)
{
    bool allStored = true;
    for (Output* output : outputs) {
        if (const auto stored = output->commit(); !stored) {
            complain(stored.error().message, kExitEngineFailed);
            allStored = false;
        }
    }
    return allStored;
}

// A list that lacks a trial reads like one of a trial that lost nothing.
bool everyLostUpdateHasItsName(const RunResult& run)
{
    bool every = true;
    for (std::size_t trial = 0; trial < run.trials.size(); ++trial) {
        const auto& evidence = run.trials[trial].evidence;
        if (!evidence || evidence->doubt.empty())
            continue;
        complain(fmt::format("--lost has no updates of trial {} that it could name: {}",
                     trial + 1,
                     evidence->doubt),
            kExitEngineFailed);
        every = false;
    }
    return every;
}

const char* markName(TaskMark mark)
{
    switch (mark) {
    case TaskMark::Succeeded:
        return "succeeded";
    case TaskMark::Failed:
        return "failed";
    case TaskMark::TimedOut:
        return "timed_out";
    case TaskMark::Started:
    case TaskMark::Untouched:
        break;
    }
    return "cancelled";
}

void writeResults(const TaskLedger& ledger, std::size_t trial, Output& output)
{
    constexpr std::size_t kBlock = 1U << 16U;
    std::string text;
    for (std::uint64_t task = 0; task < ledger.tasks(); ++task) {
        fmt::format_to(std::back_inserter(text),
            "{},{},{},{}\n",
            trial,
            task,
            markName(ledger.mark(task)),
            ledger.result(task));
        if (text.size() > kBlock) {
            output.write(text);
            text.clear();
        }
    }
    output.write(text);
}

// Its memory stays until it has been written.
std::optional<Recording> keepRecording(const Trial& ended, Output& trace)
{
    auto opened = ended.recording();
    if (opened)
        return *std::move(opened);
    trace.giveUp(opened.error().message);
    return std::nullopt;
}

void writeTrace(const std::optional<Recording>& recording, const RunResult& result, Output& trace)
{
    if (!recording)
        return trace.giveUp("--trace has nothing to write: no trial has ended");
    const auto write = [&](std::string_view bytes) { return trace.write(bytes); };
    if (const auto saved = recording->save(dumpJson(toJson(result)), write); !saved)
        trace.giveUp(saved.error().message);
}

} // namespace

RunCommand::RunCommand(CLI::App& app, int& status)
    : m_command(app.add_subcommand("run", "Runs an experiment"))
    , m_experiment(*m_command)
{
    m_command->add_option("--json",
        m_jsonPath,
        "Writes the result as one JSON object to this file; - is standard output");
    m_command->add_option("--results",
        m_resultsPath,
        "Writes every task's outcome and result as CSV to this file; - is standard output");
    m_command->add_option("--lost",
        m_lostPath,
        "Writes every lost update by name as CSV to this file; - is standard output. Needs "
        "--evidence");
    m_command->add_option("--trace",
        m_tracePath,
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
    if (!m_lostPath.empty() && !experiment->evidence)
        return complain("--lost has no names without --evidence; add it", kExitUsage);
    auto run = Run::plan(*experiment);
    if (!run)
        return complain(run.error().message, exitStatusOf(run.error().kind));
    Output json;
    Output results;
    Output lost;
    Output trace;
    if (const auto opened = json.open(m_jsonPath)
                                .and_then([&] { return results.open(m_resultsPath); })
                                .and_then([&] { return lost.open(m_lostPath); })
                                .and_then([&] { return trace.open(m_tracePath); });
        !opened)
        return complain(opened.error().message, kExitUsage);

    // Who reads our output may go (| head): an error that is told, while the others are stored.
    std::signal(SIGPIPE, SIG_IGN);
    raiseDescriptorLimit();
    auto loop = EventLoop::create();
    if (!loop)
        return complain(loop.error().message, kExitEngineFailed);
    TerminalObserver observer(*loop, (*run)->trials(), m_quiet);
    const auto signals = StopSignals::watch(*loop, [&] { (*run)->cancel(); });
    lost.write(kLostUpdatesHeader);
    if (lost.wanted())
        observer.onEvidence([&](std::int64_t number, const HistoryMemory& history) {
            writeLostUpdates(number, history, [&](std::string_view text) { lost.write(text); });
        });
    std::size_t trial = 0;
    std::optional<Recording> recording; // of the trial that ended last
    results.write("trial,task,outcome,result\n");
    const auto result = (*run)->execute(*loop, observer, [&](Trial& ended) {
        if (results.wanted())
            writeResults(ended.ledger(), trial, results);
        if (trace.wanted())
            recording = keepRecording(ended, trace);
        ++trial;
    });
    observer.clearProgress();
    if (!result)
        return complain(result.error().message, exitStatusOf(result.error().kind));
    if (json.wanted())
        json.write(dumpJson(toJson(*result), 2) + "\n");
    if (trace.wanted())
        writeTrace(recording, *result, trace);
    const bool stored = commitAll({&json, &results, &lost, &trace});
    const bool stdoutTaken
        = m_jsonPath == "-" || m_resultsPath == "-" || m_lostPath == "-" || m_tracePath == "-";
    if (!m_quiet)
        fmt::print(stdoutTaken ? stderr : stdout, "{}", describeRun(*result));
    const bool named = !lost.wanted() || everyLostUpdateHasItsName(*result);
    if (!stored || !named)
        return kExitEngineFailed;
    return signals && signals->interrupted() ? kExitInterrupted : exitStatusOf(*result);
}

} // namespace interleave
