#include "app/interleave/run_summary_text.h"

#include "app/interleave/comparison_text.h"
#include "app/interleave/number_text.h"
#include "app/interleave/outcome_text.h"
#include "core/model/applicability.h"
#include "core/model/codec_share.h"
#include "core/model/image_parameters.h"
#include "core/model/ledger_text.h"
#include "core/model/one_core.h"
#include "core/model/other_load.h"
#include "core/model/outcome_remark.h"
#include "core/model/overwritten_results.h"
#include "core/model/picture_account.h"
#include "core/model/python_executor.h"
#include "core/model/run_account.h"
#include "core/model/run_verdict.h"
#include "core/model/total_range.h"
#include "core/model/waiting_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>

namespace interleave {

namespace {

constexpr std::size_t kErrorsShown = 10;

// In the window's words.
std::string cancelledLine(const RunResult& result)
{
    if (endOf(result) != TrialEnd::Cancelled)
        return "";
    if (trialsWanted(result) > 1)
        return fmt::format("Cancelled: {} of {} trials are complete.\n",
            countText(completeTrials(result)),
            countText(trialsWanted(result)));
    const RunAccount account = accountOf(result);
    return fmt::format("Cancelled: {} of {} {} were done.\n",
        countText(account.counts.total - account.counts.cancelled),
        countText(account.counts.total),
        account.counted == Counted::Pictures ? "pictures" : "tasks");
}

// Of a function of the user's own. What Python has said of the run as a whole it says of results
// that did not come.
std::string resultsThatCame(const RunResult& result, const RaceOutcome& race)
{
    const bool known = std::ranges::none_of(result.trials, [](const TrialResult& trial) {
        return std::ranges::any_of(
            trial.errors, [](const TaskError& error) { return error.kind == "python"; });
    });
    return known ? fmt::format("{} of {} results came back.\n",
               countText(race.updates - race.lost),
               countText(race.updates))
                 : fmt::format("{} tasks gave a result; not all came back.\n",
                     countText(result.summary.tasks.succeeded));
}

// Empty where the workload's own sentence says it all.
std::string headline(const RunResult& result)
{
    const auto unknown = std::ranges::find_if_not(
        result.trials, [](const TrialResult& trial) { return resultIsKnown(trial); });
    if (unknown != result.trials.end())
        return fmt::format("The result is not known: {}.\n", whyNotKnown(*unknown));
    const RaceOutcome race = std::accumulate(result.trials.begin(),
        result.trials.end(),
        RaceOutcome{},
        [](RaceOutcome sum, const TrialResult& trial) {
            sum.lost += trial.race.lost;
            sum.updates += trial.race.updates;
            return sum;
        });
    const WorkloadInfo& workload = workloadInfo(result.experiment.workload);
    if (race.updates == 0 && nothingEnded(result.trials.back()))
        return "No update was made.\n";
    if (race.updates == 0 && result.summary.tasks.succeeded == 0)
        return "No task succeeded: what failed ones may have added is not known.\n";
    if (race.updates == 0) // as of a picture's strips, which count no brightness
        return {};
    if (needsPython(result.experiment.workload))
        return resultsThatCame(result, race);
    if (race.lost == 0)
        return result.trials.back().outcome.sentence.empty()
            ? fmt::format("No update of {} was lost.\n", workload.sharedState)
            : "";
    return fmt::format("{} of {} updates of {} were lost ({}).\n",
        countText(race.lost),
        countText(race.updates),
        workload.sharedState,
        percentText(static_cast<double>(race.lost) / static_cast<double>(race.updates)));
}

// What takes from the answer.
std::string caveats(const RunResult& result)
{
    std::string text;
    const auto add = [&](const std::string& said) { text += said.empty() ? "" : said + ".\n"; };
    add(outcomeRemark(result.trials));
    add(codecRemark(result).text());
    add(overwrittenRemark(result).text());
    add(oneCoreRemark(result).text());
    add(othersRemark(result.trials).text());
    for (const TrialResult& trial : result.trials) {
        if (!trial.shortage)
            continue;
        std::string sentence = shortageText(*trial.shortage);
        sentence.front() = 'O'; // of "only"
        return text + sentence + ".\n";
    }
    return text;
}

std::string trialsText(const RunResult& result)
{
    const std::size_t wanted = trialsWanted(result);
    const std::size_t complete = completeTrials(result);
    if (complete < wanted && wanted > 1)
        return fmt::format(", {} of {} trials are complete", complete, wanted);
    return wanted > 1 ? fmt::format(", {} trials", wanted) : "";
}

std::string taskLine(const TaskCounts& tasks)
{
    std::string text
        = fmt::format("{} of {} succeeded", countText(tasks.succeeded), countText(tasks.total));
    const auto add = [&](std::uint64_t count, const char* what) {
        if (count > 0)
            text += fmt::format(", {} {}", countText(count), what);
    };
    add(tasks.failed, "failed");
    add(tasks.timedOut, "timed out");
    add(tasks.cancelled, "cancelled");
    return text;
}

// "Python: Pool, 2 workers, by fork, map, chunk 25".
std::string pythonLine(const Experiment& experiment, const std::string& workers)
{
    const auto applies = [&](const char* field) { return findField(field)->applies(experiment); };
    std::string text(choiceOf(experiment.executor).title);
    if (hasPoolSize(experiment))
        text += fmt::format(", {} workers", workers);
    if (applies("start_method"))
        text += fmt::format(", by {}", nameOf(experiment.startMethod));
    if (applies("call"))
        text += fmt::format(", {}", choiceOf(experiment.call).title);
    if (applies("hand_back") && experiment.handBack != HandBack::Return)
        text += fmt::format(", results by {}", choiceOf(experiment.handBack).title);
    if (applies("joblib_backend"))
        text += fmt::format(", {}", choiceOf(experiment.joblibBackend).title);
    if (applies("joblib_memory") && experiment.joblibMemory)
        text += ", results kept";
    if (applies("chunk"))
        text += fmt::format(
            ", chunk {}", experiment.chunk ? std::to_string(*experiment.chunk) : "auto");
    return text;
}

// "2 workers, schedule auto, chunk 4096"; of the other executors what there is to choose.
std::string workersLine(const Experiment& experiment)
{
    const std::string workers = experiment.varyWorkers.empty() ? std::to_string(*experiment.workers)
                                                               : toText(experiment.varyWorkers);
    if (variesExecutor(experiment))
        return fmt::format("{} workers, where there are several", workers);
    switch (experiment.executor) {
    case ExecutorKind::Serial:
        return "serial";
    case ExecutorKind::ProcessPerTask:
        return fmt::format("a process per task, up to {} at a time", workers);
    case ExecutorKind::PythonPool:
    case ExecutorKind::PythonProcess:
    case ExecutorKind::PythonProcesses:
    case ExecutorKind::PythonThreads:
    case ExecutorKind::PythonAsyncio:
    case ExecutorKind::PythonSerial:
    case ExecutorKind::PythonJoblib:
        return pythonLine(experiment, workers);
    case ExecutorKind::Processes:
    case ExecutorKind::Threads:
        break;
    }
    return fmt::format("{} {}, schedule {}, chunk {}",
        workers,
        experiment.executor == ExecutorKind::Threads ? "threads" : "workers",
        nameOf(experiment.schedule),
        *experiment.chunk);
}

std::string primitivesLine(const Experiment& experiment)
{
    if (!usesPrimitive(experiment))
        return "no primitive is used here";
    return fmt::format("primitive {}",
        experiment.compare.empty() ? std::string(nameOf(experiment.sync))
                                   : toText(experiment.compare));
}

std::string startLine(const TrialResult& trial, const Experiment& experiment)
{
    return experiment.executor == ExecutorKind::ProcessPerTask
        ? "part of the wall time"
        : fmt::format(
            "{} until all workers were ready", durationText(static_cast<double>(trial.startNs)));
}

// Where no trial is complete, what the last one came to.
std::string spreadLine(const RunSummary& summary,
    Spread RunSummary::*which,
    double ofLast,
    std::string (*format)(double))
{
    const Spread& spread = summary.*which;
    if (summary.trials == 0)
        return format(ofLast);
    if (summary.trials < 3)
        return format(spread.median);
    return fmt::format("{} (median; 95 % interval {} to {})",
        format(spread.median),
        format(spread.low),
        format(spread.high));
}

std::string raceLine(const TrialResult& trial, const RunResult& result)
{
    const char* title = workloadInfo(result.experiment.workload).totalTitle.data();
    const auto delay = windowDelayNs(result.experiment);
    return fmt::format("{} expected {}, actual {}{}{}{}",
        title,
        countText(trial.race.expected),
        countText(trial.race.actual),
        totalIsModulo(result.experiment.workload, trial) ? " (modulo 2^64)" : "",
        trial.race.uncertain > 0 ? fmt::format("; {} tasks may have made up to {} updates more",
            trial.tasks.failed + trial.tasks.timedOut == 0 ? "cut-off" : "failed",
            countText(trial.race.uncertain))
                                 : "",
        delay > 0 ? fmt::format("; window widened by {} ns", delay) : "");
}

std::string coresLine(const TrialResult& trial)
{
    return trial.cores.empty() || trial.wallNs == 0
        ? ""
        : fmt::format("  cores      this run used {} of {}\n",
            numberText(coresUsed(trial)),
            trial.cores.size());
}

std::string unknownCoreLines(const TrialResult& trial)
{
    std::string cores;
    for (const CoreResult& core : trial.cores) {
        if (!core.utilisation)
            cores += fmt::format("{}core {}", cores.empty() ? "" : ", ", core.core);
    }
    return cores.empty() ? "" : fmt::format("  load       {}: not known\n", cores);
}

std::string workerLines(const TrialResult& trial)
{
    constexpr std::size_t kShown = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(trial.workers.size(), kShown); ++i) {
        const WorkerResult& worker = trial.workers[i];
        const double waiting = worker.busyNs == 0
            ? 0
            : static_cast<double>(worker.waitNs) / static_cast<double>(worker.busyNs);
        text += fmt::format(
            "  worker {:<3} pid {:<8} {:>12} tasks   on a core {:>9}   waiting {:>7}{}\n",
            i + 1,
            worker.pid,
            countText(worker.tasks),
            durationText(static_cast<double>(worker.cpuNs)),
            percentText(waiting),
            worker.respawned > 0 ? fmt::format("   replaced {} times", worker.respawned) : "");
    }
    if (trial.workers.size() > kShown)
        text += fmt::format("  and {} more workers\n", trial.workers.size() - kShown);
    return text;
}

std::string errorLines(const TrialResult& trial, bool named)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(trial.errors.size(), kErrorsShown); ++i) {
        const TaskError& error = trial.errors[i];
        text += fmt::format("  {}: {}\n",
            error.task && !named ? fmt::format("task {} {}", *error.task, error.kind) : error.kind,
            error.message);
    }
    const std::uint64_t more = trial.errors.size() > kErrorsShown
        ? trial.errors.size() - kErrorsShown + trial.errorsOmitted
        : trial.errorsOmitted;
    if (more > 0)
        text += fmt::format("  and {} more\n", countText(more));
    return text;
}

// What is to be known of tasks that succeeded: each says which it is about.
std::string noteLines(const TrialResult& trial)
{
    if (!trial.outcome.remark)
        return "";
    const OutcomeRemark& remark = *trial.outcome.remark;
    const std::size_t shown = std::min(remark.tasks.size(), kErrorsShown);
    std::string text;
    for (const TaskNote& note : std::span(remark.tasks).first(shown))
        text += fmt::format("  note       {}\n", note.text);
    const std::uint64_t more = remark.tasks.size() - shown + remark.tasksOmitted;
    if (more > 0)
        text += fmt::format("  and {} more\n", countText(more));
    return text;
}

// Where a picture is many tasks.
bool isInStrips(const Experiment& experiment)
{
    return experiment.workload == WorkloadKind::ImageFilter && inStrips(experiment);
}

std::string runLines(const RunResult& result)
{
    const TrialResult& last = result.trials.back();
    std::string text;
    if (const Remark remark = lineRemark(result); !remark.empty())
        text += fmt::format("  remark     {}\n", remark.text());
    text += fmt::format("  workload   {}, {}, {}{}\n",
        nameOf(result.experiment.workload),
        workersLine(result.experiment),
        primitivesLine(result.experiment),
        trialsText(result));
    if (const std::string python = pythonOf(result.trials); !python.empty())
        text += fmt::format("  python     {}\n", python);
    if (!last.measured && nothingEnded(last) && result.trials.size() == 1)
        return text + fmt::format("  tasks      {} never began\n", countText(last.tasks.total));
    text += fmt::format("  tasks      {}\n", taskLine(result.summary.tasks));
    if (last.measured)
        text += fmt::format("  ledger     {}\n", ledgerText(result, countText));
    if (last.wallNs > 0 || result.summary.trials > 0)
        text += fmt::format("  wall time  {}\n  rate       {}{}\n",
            spreadLine(result.summary,
                &RunSummary::wallNs,
                static_cast<double>(last.wallNs),
                durationText),
            spreadLine(result.summary, &RunSummary::throughputPerS, last.throughputPerS, rateText),
            isInStrips(result.experiment) ? ", of tasks" : "");
    return text + probeLines(result) + armLines(result);
}

std::string trialLines(const TrialResult& trial, const RunResult& result)
{
    std::string text = trialsWanted(result) > 1
        ? fmt::format("  trial {}, the last one\n", countText(result.trials.size()))
        : "";
    if (trial.wallNs > 0) // or it was cancelled while its workers started
        text += fmt::format("  start      {}\n", startLine(trial, result.experiment));
    if (!nothingEnded(trial))
        text += fmt::format("  a task     p50 {}, p90 {}, p99 {}, max {}\n",
            durationText(trial.latency.p50Ns),
            durationText(trial.latency.p90Ns),
            durationText(trial.latency.p99Ns),
            durationText(trial.latency.maxNs));
    if (trial.race.updates > 0)
        text += fmt::format("  state      {}\n", raceLine(trial, result));
    if (trial.events.dropped > 0)
        text += fmt::format(
            "  recording  {} events did not fit; totals are exact, the timeline has gaps\n",
            countText(trial.events.dropped));
    return text + syncLines(trial) + evidenceLines(trial) + coresLine(trial)
        + unknownCoreLines(trial) + workerLines(trial)
        + errorLines(trial, failuresHaveNames(result.experiment)) + noteLines(trial);
}

} // namespace

std::string describeRun(const RunResult& result)
{
    if (result.trials.empty())
        return verdictOf(result) == RunVerdict::NotKnown ? "The run could not begin.\n"
                                                         : "Cancelled before the first trial.\n";
    const TrialResult& last = result.trials.back();
    const std::string text = cancelledLine(result) + picturesLine(result) + headline(result)
        + outcomeLines(last, trialsWanted(result)) + caveats(result) + runLines(result);
    return last.measured ? text + trialLines(last, result) : text;
}

} // namespace interleave
