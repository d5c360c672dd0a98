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
bool anyFailed(const TrialResult& trial)
{
    return trial.tasks.failed + trial.tasks.timedOut > 0;
}

// Whole sentences, for those who translate them.
struct Told
{
    const char* one;
    const char* some; // by their numbers
    const char* many; // by the first
};

Told toldOf(LedgerReason reason)
{
    switch (reason) {
    case LedgerReason::NotBegun:
        return {"task {} never began: the run was stopped",
            "tasks {} never began: the run was stopped",
            "{} tasks (the first is {}) never began: the run was stopped"};
    case LedgerReason::CutOff:
        return {"task {} began, then the run was stopped",
            "tasks {} began, then the run was stopped",
            "{} tasks (the first is {}) began, then the run was stopped"};
    case LedgerReason::SignalHitNextTask:
        return {"task {} ran again: the signal for a task that took too long hit it",
            "tasks {} ran again: the signal for a task that took too long hit it",
            "{} tasks (the first is {}) ran again: the signal for a task that took too long hit "
            "it"};
    case LedgerReason::ProcessShared:
        return {"task {} ran again: the process was killed for another task that took too long",
            "tasks {} ran again: the process was killed for another task that took too long",
            "{} tasks (the first is {}) ran again: the process was killed for another task that "
            "took too long"};
    case LedgerReason::NotWatched:
        break;
    }
    return {"task {} ran again: the process that had begun it could not be watched, and was killed",
        "tasks {} ran again: the process that had begun it could not be watched, and was killed",
        "{} tasks (the first is {}) ran again: the process that had begun it could not be "
        "watched, and was killed"};
}

std::string exceptionText(const LedgerException& exception, CountText count)
{
    const Told told = toldOf(exception.reason);
    const auto& examples = exception.examples;
    if (exception.tasks > std::min(kNamed, examples.size()))
        return fmt::format(fmt::runtime(told.many),
            count(exception.tasks),
            examples.empty() ? "?" : count(examples.front()));
    std::string numbers;
    for (std::size_t i = 0; i < exception.tasks; ++i)
        numbers += fmt::format("{}{}", i == 0 ? "" : ", ", count(examples[i]));
    return fmt::format(fmt::runtime(exception.tasks == 1 ? told.one : told.some), numbers);
}

// Of each of so many trials.
std::string onceText(const TrialResult& trial, CountText count, std::size_t trials = 1)
{
    const std::string all = count(trial.tasks.total);
    if (trials == 1)
        return anyFailed(trial) ? fmt::format("each of {} tasks began exactly once", all)
                                : fmt::format("each of {} tasks ran exactly once", all);
    return anyFailed(trial)
        ? fmt::format("each of {} tasks began exactly once, in each of {} "
                      "trials",
            all,
            count(trials))
        : fmt::format(
            "each of {} tasks ran exactly once, in each of {} trials", all, count(trials));
}

} // namespace

std::string ledgerText(const TrialResult& trial, CountText count)
{
    const LedgerResult& ledger = trial.ledger;
    if (!ledger.proved)
        return fmt::format("not proved that each task ran exactly once: {}", ledger.doubt);
    if (everyTaskOnce(trial))
        return onceText(trial, count);
    const std::string all = count(trial.tasks.total);
    const std::string once = count(ledger.ranOnce);
    std::string text = anyFailed(trial)
        ? fmt::format("{} of {} tasks began exactly once", once, all)
        : fmt::format("{} of {} tasks ran exactly once", once, all);
    for (const LedgerException& exception : ledger.exceptions)
        text += "; " + exceptionText(exception, count);
    return text;
}

std::string ledgerText(const RunResult& run, CountText count)
{
    if (run.trials.empty())
        return {};
    const auto odd = std::ranges::find_if_not(run.trials, everyTaskOnce);
    const auto failing = std::ranges::find_if(run.trials, anyFailed);
    const bool single = run.trials.size() == 1;
    if (odd == run.trials.end())
        return onceText(
            failing == run.trials.end() ? run.trials.front() : *failing, count, run.trials.size());
    const auto number = static_cast<std::uint64_t>(odd - run.trials.begin()) + 1;
    const std::string told = ledgerText(*odd, count);
    return single ? told : fmt::format("trial {}: {}", count(number), told);
}

} // namespace interleave
