#include "app/interleave/history_text.h"

#include "core/base/json.h"
#include "core/base/printable.h"
#include "core/history/history.h"
#include "core/model/run_verdict.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace interleave {

namespace {

constexpr std::int64_t kMsPerSecond = 1'000;

std::tm localTime(std::int64_t ms)
{
    return fmt::localtime(std::time_t{ms / kMsPerSecond});
}

// As ISO 8601 has it.
std::string inUtc(std::int64_t ms)
{
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
        fmt::gmtime(std::time_t{ms / kMsPerSecond}),
        ms % kMsPerSecond);
}

// A text of JSON that this program has written; null where that is damaged.
Json parsed(const std::string& text)
{
    auto json = parseJson(text, "the history");
    return json ? *std::move(json) : Json();
}

const char* endName(TrialEnd end)
{
    switch (end) {
    case TrialEnd::Cancelled:
        return "cancelled";
    case TrialEnd::Failed:
        return "failed";
    case TrialEnd::Deadlocked:
        return "deadlocked";
    case TrialEnd::Finished:
        break;
    }
    return "finished";
}

std::string trialLine(std::size_t number, const TrialResult& trial, const RunResult& result)
{
    const Arm arm = trial.arm < result.arms.size() ? result.arms[trial.arm].arm : Arm{};
    const VariedParameter& varied = result.experiment.varyParam;
    const std::string value
        = arm.value && *arm.value < varied.values.size() ? varied.values[*arm.value] : "";
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
        number,
        trial.arm,
        nameOf(arm.sync),
        arm.workers,
        value,
        endName(trial.end),
        trial.wallNs,
        trial.startNs,
        trial.throughputPerS,
        trial.tasks.total,
        trial.tasks.succeeded,
        trial.tasks.failed,
        trial.tasks.timedOut,
        trial.tasks.cancelled,
        trial.race.updates,
        trial.race.lost,
        trial.latency.p50Ns,
        trial.latency.p99Ns);
}

} // namespace

std::string historyLine(const HistoryRun& run)
{
    return fmt::format("{:>5}  {:%Y-%m-%d %H:%M} {} {:<24} {}{}\n",
        run.id,
        localTime(run.startedMs),
        run.star ? '*' : ' ',
        shown(run.name),
        run.answer,
        run.tags.empty() ? "" : fmt::format("  #{}", fmt::join(run.tags, " #")));
}

std::string historyHead(const HistoryRun& run)
{
    std::string text = fmt::format("Run {}: {}\n  began      {:%Y-%m-%d %H:%M:%S}\n",
        run.id,
        shown(run.name),
        localTime(run.startedMs));
    const auto add = [&](const char* what, const std::string& value) {
        if (!value.empty())
            text += fmt::format("  {:<10} {}\n", what, value);
    };
    add("deleted", run.deleted ? "yes; 'interleave history delete --undo' brings it back" : "");
    add("star", run.star ? "yes" : "");
    add("tags", toText(run.tags));
    add("note", run.note);
    add("version", run.version);
    add("machine", run.machine);
    add("file", run.file);
    return text;
}

Json toJson(const HistoryRun& run, const HistoryDetails& details)
{
    return {{"id", run.id},
        {"name", run.name},
        {"started", inUtc(run.startedMs)},
        {"started_ms", run.startedMs},
        {"words", run.words},
        {"answer", run.answer},
        {"outcome", run.outcome},
        {"version", run.version},
        {"machine", parsed(run.machine)},
        {"readings", parsed(details.readings)},
        {"seed", run.seed},
        {"trials", run.trials},
        {"star", run.star},
        {"tags", run.tags},
        {"note", run.note},
        {"file", run.file},
        {"bytes", run.bytes},
        {"experiment", parsed(details.experiment)}};
}

std::string trialsCsv(const RunResult& result)
{
    std::string text = "trial,arm,sync,workers,value,end,wall_ns,start_ns,throughput_per_s,tasks,"
                       "succeeded,failed,timed_out,cancelled,updates,lost,p50_ns,p99_ns\n";
    for (std::size_t i = 0; i < result.trials.size(); ++i)
        text += trialLine(i, result.trials[i], result);
    return text;
}

} // namespace interleave
