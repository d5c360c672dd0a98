#include "core/model/ledger_text.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

std::string plain(std::uint64_t count)
{
    return std::to_string(count);
}

TrialResult trialOf(LedgerResult ledger)
{
    TrialResult trial;
    trial.tasks.total = 100;
    trial.ledger = std::move(ledger);
    return trial;
}

TEST(LedgerText, SaysThatEachTaskRanOnce)
{
    EXPECT_EQ(ledgerText(trialOf({.proved = true, .ranOnce = 100}), plain),
        "each of 100 tasks ran exactly once");
}

TEST(LedgerText, NamesTheTasksThatDidNotAndWhy)
{
    const TrialResult trial = trialOf({.proved = true,
        .ranOnce = 97,
        .again = 3,
        .exceptions = {{LedgerReason::SignalHitNextTask, 1, {17}},
            {LedgerReason::ProcessShared, 2, {18, 19}}}});
    EXPECT_EQ(ledgerText(trial, plain),
        "97 of 100 tasks ran exactly once; task 17 ran again: the signal for a task that took too "
        "long hit it; tasks 18, 19 ran again: the process was killed for another task that took "
        "too long");
}

TEST(LedgerText, CountsManyAndNamesTheFirst)
{
    const TrialResult trial = trialOf({.proved = true,
        .ranOnce = 40,
        .never = 60,
        .exceptions = {{LedgerReason::NotBegun, 60, {40, 41, 42, 43, 44, 45}}}});
    EXPECT_EQ(ledgerText(trial, plain),
        "40 of 100 tasks ran exactly once; 60 tasks (the first is 40) never began: the run was "
        "stopped");
}

TEST(LedgerText, SaysWhatDoesNotAddUp)
{
    EXPECT_EQ(ledgerText(trialOf({.doubt = "task 3 was begun 2 times", .ranOnce = 99}), plain),
        "not proved that each task ran exactly once: task 3 was begun 2 times");
}

TEST(LedgerText, OfSeveralTrialsTellsTheFirstThatIsOdd)
{
    const TrialResult fine = trialOf({.proved = true, .ranOnce = 100});
    RunResult run;
    run.trials = {fine, fine};
    EXPECT_EQ(ledgerText(run, plain), "each of 100 tasks ran exactly once, in each of 2 trials");
    run.trials.push_back(trialOf({.doubt = "odd"}));
    EXPECT_EQ(ledgerText(run, plain), "trial 3: not proved that each task ran exactly once: odd");
}

TEST(LedgerText, F129_TasksThatFailedAllTheSameHaveOnlyBegun)
{
    TrialResult trial;
    trial.tasks = {.total = 300, .succeeded = 299, .failed = 1};
    trial.ledger = {.proved = true, .ranOnce = 300};
    EXPECT_EQ(ledgerText(trial, [](std::uint64_t count) { return std::to_string(count); }),
        "each of 300 tasks began exactly once");
}

} // namespace
} // namespace interleave
