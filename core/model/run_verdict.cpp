#include "core/model/run_verdict.h"

#include "core/base/grouped_digits.h"
#include "core/model/deadlock_text.h"
#include "core/model/ledger_text.h"
#include "core/model/picture_account.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

using Reason = std::string (*)(const Experiment&, const TrialResult&); // empty: not of this trial

bool isNamed(const TrialResult& trial)
{
    return !trial.evidence || trial.evidence->doubt.empty();
}

// Of a system that is not ours.
std::string howPythonEnded(const TrialResult& trial)
{
    const auto told = std::ranges::find(trial.errors, "python", &TaskError::kind);
    return told == trial.errors.end() ? std::string() : told->message;
}

RunVerdict verdictOf(const TrialResult& trial)
{
    if (!resultIsKnown(trial) || !isNamed(trial))
        return RunVerdict::NotKnown;
    if (trial.shortage)
        return RunVerdict::NotAsAsked;
    const bool all = trial.tasks.succeeded == trial.tasks.total && howPythonEnded(trial).empty();
    return all ? RunVerdict::Succeeded : RunVerdict::TasksFailed;
}

template <std::string (*Why)(const TrialResult&)>
std::string ofAnyRun(const Experiment& /*experiment*/, const TrialResult& trial)
{
    return Why(trial);
}

std::string whyFailed(const TrialResult& trial)
{
    if (trial.end != TrialEnd::Failed)
        return {};
    const auto engines = std::ranges::find_if(
        trial.errors, [](const TaskError& error) { return !error.task.has_value(); });
    return engines == trial.errors.end() ? "the engine failed, and gave no reason"
                                         : engines->message;
}

std::string whyNotProved(const TrialResult& trial)
{
    return trial.ledger.proved || trial.end == TrialEnd::Failed ? std::string()
                                                                : ledgerText(trial, groupedDigits);
}

std::string whyNotNamed(const TrialResult& trial)
{
    return isNamed(trial) ? std::string()
                          : "the lost updates have no names: " + trial.evidence->doubt;
}

std::string whichShortage(const TrialResult& trial)
{
    return trial.shortage && trial.end != TrialEnd::Failed ? shortageText(*trial.shortage)
                                                           : std::string();
}

std::string whichDeadlock(const TrialResult& trial)
{
    return trial.deadlock.empty() ? std::string() : deadlockText(trial.deadlock);
}

std::string firstFailure(const Experiment& experiment, const TrialResult& trial)
{
    const auto first = std::ranges::find_if(
        trial.errors, [](const TaskError& error) { return error.task.has_value(); });
    if (first == trial.errors.end())
        return {};
    return failuresHaveNames(experiment)
        ? fmt::format("; {}: {}", first->kind, first->message)
        : fmt::format("; task {}, {}: {}", *first->task, first->kind, first->message);
}

// " (2 of 5 pictures; 3 tasks took too long)".
std::string whatFailed(const TrialResult& trial)
{
    const std::string pictures = failedPictures(trial);
    const std::uint64_t late = trial.tasks.timedOut;
    if (late == 0)
        return pictures.empty() ? std::string() : fmt::format(" ({})", pictures);
    if (pictures.empty())
        return fmt::format(" ({} of them took too long)", groupedDigits(late));
    return fmt::format(
        " ({}; {} task{} took too long)", pictures, groupedDigits(late), late == 1 ? "" : "s");
}

const char* thingsOf(const Experiment& experiment)
{
    return countedIn(experiment) == Counted::Pictures ? "pictures" : "tasks";
}

std::string whichFailed(const Experiment& experiment, const TrialResult& trial)
{
    const std::uint64_t failed = trial.tasks.failed + trial.tasks.timedOut;
    if (failed == 0)
        return {};
    return fmt::format("{} of {} {} failed{}{}",
        groupedDigits(failed),
        groupedDigits(trial.tasks.total),
        thingsOf(experiment),
        whatFailed(trial),
        firstFailure(experiment, trial));
}

std::string whichCancelled(const Experiment& experiment, const TrialResult& trial)
{
    if (trial.tasks.cancelled == 0 || trial.end == TrialEnd::Failed)
        return {};
    return fmt::format("{} of {} {} were cancelled",
        groupedDigits(trial.tasks.cancelled),
        groupedDigits(trial.tasks.total),
        thingsOf(experiment));
}

bool lacksTrials(const RunResult& run)
{
    return run.trials.size() < trialsWanted(run);
}

// The first trial of which it is true, and how many more there are.
std::string overAllTrials(const RunResult& run, Reason reason)
{
    std::string first;
    std::uint64_t more = 0;
    for (std::size_t trial = 0; trial < run.trials.size(); ++trial) {
        const std::string why = reason(run.experiment, run.trials[trial]);
        if (why.empty())
            continue;
        if (first.empty())
            first = run.trials.size() == 1 ? why : fmt::format("trial {}: {}", trial + 1, why);
        else
            ++more;
    }
    return more == 0 ? first : fmt::format("{} (and {} more trials)", first, groupedDigits(more));
}

} // namespace

bool resultIsKnown(const TrialResult& trial)
{
    return trial.end != TrialEnd::Failed && trial.ledger.proved;
}

bool resultIsKnown(const RunResult& run)
{
    return std::ranges::all_of(
        run.trials, [](const TrialResult& trial) { return resultIsKnown(trial); });
}

std::size_t trialsWanted(const RunResult& run)
{
    return static_cast<std::size_t>(run.experiment.trials)
        * std::max<std::size_t>(run.arms.size(), 1);
}

TrialEnd endOf(const RunResult& run)
{
    const TrialEnd last = run.trials.empty() ? TrialEnd::Cancelled : run.trials.back().end;
    return last == TrialEnd::Finished && lacksTrials(run) ? TrialEnd::Cancelled : last;
}

RunVerdict verdictOf(const RunResult& run)
{
    if (run.trials.empty())
        return run.errors.empty() ? RunVerdict::TasksFailed : RunVerdict::NotKnown;
    RunVerdict worst = lacksTrials(run) ? RunVerdict::TasksFailed : RunVerdict::Succeeded;
    for (const TrialResult& trial : run.trials)
        worst = std::max(worst, verdictOf(trial));
    return worst;
}

std::size_t completeTrials(const RunResult& run)
{
    return static_cast<std::size_t>(std::ranges::count_if(run.trials, isComplete));
}

std::string shortageText(const Shortage& shortage)
{
    const std::string had = groupedDigits(shortage.had);
    const std::string wanted = groupedDigits(shortage.wanted);
    if (shortage.atATime)
        return fmt::format("only {} of {} processes could run at a time: {}; times are those of {} "
                           "at a time",
            had,
            wanted,
            shortage.why,
            had);
    return shortage.had == 1
        ? fmt::format("only 1 of {} workers could start: {}; times are those of 1 worker",
            wanted,
            shortage.why)
        : fmt::format("only {} of {} workers could start: {}; times are those of {} workers",
            had,
            wanted,
            shortage.why,
            had);
}

std::string whyNotKnown(const TrialResult& trial)
{
    return trial.end == TrialEnd::Failed ? whyFailed(trial) : whyNotProved(trial);
}

std::vector<std::string> reasonsOf(const RunResult& run)
{
    if (run.trials.empty())
        return run.errors.empty() ? std::vector<std::string>{"cancelled before the first trial"}
                                  : run.errors;
    std::vector<std::string> reasons;
    constexpr Reason kReasons[] = {ofAnyRun<whyFailed>,
        ofAnyRun<howPythonEnded>,
        ofAnyRun<whyNotProved>,
        ofAnyRun<whyNotNamed>,
        ofAnyRun<whichShortage>,
        ofAnyRun<whichDeadlock>,
        whichFailed,
        whichCancelled};
    for (const Reason reason : kReasons) {
        if (std::string text = overAllTrials(run, reason); !text.empty())
            reasons.push_back(std::move(text));
    }
    if (lacksTrials(run))
        reasons.push_back(fmt::format("{} of {} trials were not begun",
            groupedDigits(trialsWanted(run) - run.trials.size()),
            groupedDigits(trialsWanted(run))));
    return reasons;
}

} // namespace interleave
