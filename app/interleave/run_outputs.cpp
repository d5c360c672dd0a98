#include "app/interleave/run_outputs.h"

#include "app/interleave/lost_updates_csv.h"
#include "core/base/grouped_digits.h"
#include "core/base/printable.h"
#include "core/model/run_result_text.h"
#include "core/work/error_log.h"

#include <fmt/compile.h>

#include <map>

namespace interleave {

namespace {

// A list that lacks a trial reads like one of a trial that lost nothing.
bool everyLostUpdateHasItsName(RunResult& run)
{
    bool every = true;
    for (std::size_t trial = 0; trial < run.trials.size(); ++trial) {
        const auto& evidence = run.trials[trial].evidence;
        if (!evidence || evidence->doubt.empty())
            continue;
        run.errors.push_back(fmt::format("--lost has no updates of trial {} that it could name: {}",
            trial + 1,
            evidence->doubt));
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
    case TaskMark::FailedMidway:
    case TaskMark::Died:
        return "failed";
    case TaskMark::TimedOut:
    case TaskMark::Late:
        return "timed_out";
    case TaskMark::Started:
    case TaskMark::Untouched:
        break;
    }
    return "cancelled";
}

// As RFC 4180 has it, in one line.
std::string inQuotes(const std::string& text)
{
    std::string field = "\"";
    for (const char c : printable(text)) {
        if (c == '"')
            field += '"';
        field += c == '\n' || c == '\t' ? ' ' : c;
    }
    return field + '"';
}

class ResultLines
{
public:
    ResultLines(RunningTrial& trial, std::size_t number, Lines lines, bool withNames)
        : m_trial(trial)
        , m_number(number)
        , m_lines(lines)
        , m_withNames(withNames)
        , m_ledger(trial.ledger())
        , m_failures(trial.failures())
        , m_ranges(lines == Lines::OfAll ? std::vector{TaskRange{0, m_ledger.tasks()}}
                                         : trial.tasksTouched())
    {
    }

    // What cannot be written ends it: a hundred million lines take seconds.
    void write(OutputFile& output)
    {
        for (const TaskRange& range : m_ranges) {
            for (std::uint64_t task = range.begin; task < range.end; ++task) {
                add(task);
                if (m_text.size() < kOutputBlock)
                    continue;
                if (!output.write(m_text))
                    return;
                m_text.clear();
            }
        }
        output.write(m_text);
    }

private:
    // A task that failed has no result: there stands why.
    void add(std::uint64_t task)
    {
        const TaskMark mark = m_ledger.mark(task);
        if (mark == TaskMark::Untouched && m_lines == Lines::OfWhatHasBegun)
            return;
        const bool failed = isFailure(mark) || mark == TaskMark::TimedOut || mark == TaskMark::Late;
        const auto why = failed ? m_failures.find(task) : m_failures.end();
        const auto end = std::back_inserter(m_text);
        fmt::format_to(end, FMT_COMPILE("{},{},{},"), m_number, task, markName(mark));
        if (why != m_failures.end())
            m_text += inQuotes(why->second);
        else if (failed)
            fmt::format_to(end,
                FMT_COMPILE("\"not kept: only the first {} failures are in words\""),
                groupedDigits(ErrorLog::kMost));
        else
            fmt::format_to(end, FMT_COMPILE("{}"), m_ledger.result(task));
        if (m_withNames)
            m_text += ',' + inQuotes(m_trial.taskName(task));
        m_text += '\n';
    }

    RunningTrial& m_trial;
    std::size_t m_number;
    Lines m_lines;
    bool m_withNames;
    TaskLedger m_ledger;
    std::map<std::uint64_t, std::string> m_failures;
    std::vector<TaskRange> m_ranges;
    std::string m_text;
};

} // namespace

Result<void, SystemError> RunOutputs::open(
    const OutputPaths& paths, WorkloadKind workload, const GiveUp& giveUp)
{
    const auto opened = m_json.open(paths.json, giveUp)
                            .and_then([&] { return m_results.open(paths.results, giveUp); })
                            .and_then([&] { return m_lost.open(paths.lost, giveUp); })
                            .and_then([&] { return m_trace.open(paths.trace, giveUp); });
    if (!opened)
        return opened;
    m_tasksHaveNames = workload == WorkloadKind::ImageFilter;
    m_results.write(
        m_tasksHaveNames ? "trial,task,outcome,result,picture\n" : "trial,task,outcome,result\n");
    m_lost.write(kLostUpdatesHeader);
    return opened;
}

void RunOutputs::writeLost(std::int64_t trial, const HistoryMemory& history)
{
    writeLostUpdates(trial, history, [this](std::string_view text) { return m_lost.write(text); });
}

void RunOutputs::trialEnded(RunningTrial& trial, Lines lines)
{
    if (m_results.wanted())
        ResultLines(trial, m_trial, lines, m_tasksHaveNames).write(m_results);
    ++m_trial;
    if (!m_trace.wanted())
        return;
    m_recording.reset();
    if (auto opened = trial.recording())
        m_recording.emplace(*std::move(opened));
    else
        m_trace.giveUp(opened.error().message);
}

// Each on its own: a disk that is full for one may have room for the others. Those with a reader
// come last, so that one who sleeps keeps no file from being stored; and the JSON after the others,
// because it says what could not be written.
void RunOutputs::finish(RunResult& result, const std::function<void(RunResult&)>& beforeJson)
{
    m_stored = !m_lost.wanted() || everyLostUpdateHasItsName(result);
    if (m_trial == 0)
        keepOldFiles();
    for (const bool waits : {false, true}) {
        for (OutputFile* output : {&m_results, &m_lost, &m_trace, &m_json}) {
            if (!output->wanted() || output->mayWait() != waits)
                continue;
            if (output == &m_json)
                beforeJson(result);
            store(*output, result);
        }
    }
}

void RunOutputs::store(OutputFile& output, RunResult& result)
{
    if (&output == &m_json)
        m_json.write(runResultText(result, 2) + "\n");
    if (&output == &m_trace)
        writeTrace(result);
    if (const auto stored = output.commit(); !stored) {
        result.errors.push_back(stored.error().message);
        m_stored = false;
    }
}

// What is there already is worth more than a header.
void RunOutputs::keepOldFiles()
{
    m_results.giveUp("--results has nothing to write: no trial has ended");
    m_lost.giveUp("--lost has nothing to write: no trial has ended");
    m_trace.giveUp("--trace has nothing to write: no trial has ended");
}

void RunOutputs::writeTrace(const RunResult& result)
{
    if (!m_recording)
        return;
    const auto write = [this](std::string_view bytes) { return m_trace.write(bytes); };
    if (const auto saved = m_recording->save(runResultText(result), write); !saved)
        m_trace.giveUp(saved.error().message);
}

} // namespace interleave
