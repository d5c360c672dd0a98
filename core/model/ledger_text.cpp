#include "core/model/ledger_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t kNamed = 4;

bool everyTaskOnce(const TrialResult& trial)
{
    return trial.ledger.proved && trial.ledger.ranOnce == trial.tasks.total;
}

// Which of those that began came to their end, the counts of tasks say.
const char* verbFor(const TrialResult& trial)
{
    return trial.tasks.failed + trial.tasks.timedOut > 0 ? "began" : "ran";
}

// "task 17", "tasks 17, 18", "1,200 tasks (the first is 17)".
std::string who(const LedgerException& exception, CountText count)
{
    const auto& examples = exception.examples;
    if (exception.tasks > std::min(kNamed, examples.size()))
        return fmt::format("{} tasks (the first is {})",
            count(exception.tasks),
            examples.empty() ? "?" : count(examples.front()));
    std::string text = exception.tasks == 1 ? "task " : "tasks ";
    for (std::size_t i = 0; i < exception.tasks; ++i)
        text += fmt::format("{}{}", i == 0 ? "" : ", ", count(examples[i]));
    return text;
}

const char* why(LedgerReason reason)
{
    switch (reason) {
    case LedgerReason::NotBegun:
        return "never began: the run was stopped";
    case LedgerReason::CutOff:
        return "began, then the run was stopped";
    case LedgerReason::SignalHitNextTask:
        return "ran again: the signal for a task that took too long hit it";
    case LedgerReason::ProcessShared:
        return "ran again: the process was killed for another task that took too long";
    case LedgerReason::NotWatched:
        return "ran again: the process that had begun it could not be watched, and was killed";
    }
    return "";
}

} // namespace

std::string ledgerText(const TrialResult& trial, CountText count)
{
    const LedgerResult& ledger = trial.ledger;
    if (!ledger.proved)
        return fmt::format("not proved that each task ran exactly once: {}", ledger.doubt);
    if (everyTaskOnce(trial))
        return fmt::format(
            "each of {} tasks {} exactly once", count(trial.tasks.total), verbFor(trial));
    std::string text = fmt::format("{} of {} tasks {} exactly once",
        count(ledger.ranOnce),
        count(trial.tasks.total),
        verbFor(trial));
    for (const LedgerException& exception : ledger.exceptions)
        text += fmt::format("; {} {}", who(exception, count), why(exception.reason));
    return text;
}

std::string ledgerText(const RunResult& run, CountText count)
{
    if (run.trials.empty())
        return {};
    const auto odd = std::ranges::find_if_not(run.trials, everyTaskOnce);
    const auto failing = std::ranges::find_if(run.trials,
        [](const TrialResult& trial) { return trial.tasks.failed + trial.tasks.timedOut > 0; });
    const bool single = run.trials.size() == 1;
    if (odd == run.trials.end())
        return ledgerText(failing == run.trials.end() ? run.trials.front() : *failing, count)
            + (single ? "" : fmt::format(", in each of {} trials", count(run.trials.size())));
    const auto number = static_cast<std::uint64_t>(odd - run.trials.begin()) + 1;
    return (single ? "" : fmt::format("trial {}: ", count(number))) + ledgerText(*odd, count);
}

} // namespace interleave
