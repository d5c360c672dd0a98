// What is said of a run that compares values of a parameter, and what the window offers to compare.

#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/offered_comparison.h"
#include "ui/compare/variant_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

RunResult ofChoice(WorkloadKind workload, const char* name, const char* value, double wallNs)
{
    RunResult run = runOf(Primitive::Lock, wallNs, 0);
    run.experiment.workload = workload;
    run.experiment.params[name] = std::string(value);
    return run;
}

RunResult ofLayout(const char* layout, double wallNs)
{
    return ofChoice(WorkloadKind::FalseSharing, "layout", layout, wallNs);
}

RunResult ofFence(const char* fence, bool asWanted)
{
    RunResult run = ofChoice(WorkloadKind::StoreBuffering, "fence", fence, 1e9);
    run.trials.front().outcome
        = {.sentence = asWanted ? "never" : "sometimes", .asWanted = asWanted};
    return run;
}

RunResult ofStrategy(const char* strategy, bool deadlock)
{
    RunResult run = ofChoice(WorkloadKind::Philosophers, "strategy", strategy, 1e9);
    if (deadlock) {
        run.trials.front().end = TrialEnd::Deadlocked;
        run.trials.front().deadlock = {{}};
    }
    return run;
}

TEST(VariantHeadline, SaysWhichTookHowLong)
{
    EXPECT_EQ(variantHeadline(ofLayout("packed", 3e9), ofLayout("padded", 1e9)),
        QStringLiteral("Layout padded was 3.0 times faster than layout packed in this one trial"));
    EXPECT_EQ(variantHeadline(ofLayout("packed", 1e9), ofLayout("padded", 3e9)),
        QStringLiteral("Layout padded took 3.0 times as long as layout packed in this one trial"));
    EXPECT_EQ(variantHeadline(ofLayout("packed", 1e9), ofLayout("padded", 1e9)),
        QStringLiteral("Layout padded took as long as layout packed in this one trial"));
}

TEST(VariantHeadline, SaysFirstWhatWentWrong)
{
    EXPECT_EQ(variantHeadline(ofFence("none", false), ofFence("mfence", true)),
        QStringLiteral("Fence none went wrong in 1 of 1 trials; fence mfence in 0 of 1"));
    EXPECT_EQ(variantDetails(ofFence("none", false), ofFence("mfence", true)),
        QStringLiteral("A: sometimes · B: never"));
}

TEST(VariantHeadline, SaysWhichEndedInADeadlock)
{
    EXPECT_EQ(variantHeadline(ofStrategy("left-first", true), ofStrategy("ordered", false)),
        QStringLiteral("Strategy left fork first: a deadlock in 1 of 1 trials; strategy in order: "
                       "in 0 of 1"));
}

TEST(VariantHeadline, CountsTheValuesThatWentWell)
{
    RunResult run = ofStrategy("left-first", true);
    run.experiment.params.clear();
    run.experiment.varyParam = {"strategy", {"left-first", "ordered", "try-lock"}};
    for (const std::uint32_t arm : {1U, 2U}) {
        run.trials.push_back(trialThatLost(0, 1'000));
        run.trials.back().arm = arm;
    }
    for (std::uint32_t arm = 0; arm < 3; ++arm)
        run.arms.push_back({.arm = {.workers = 2, .value = arm}, .summary = run.summary});
    EXPECT_EQ(variantsHeadline(run), QStringLiteral("2 of 3 values of “strategy” went well"));
    EXPECT_EQ(variantsDetails(run),
        QStringLiteral("left fork first: deadlock · in order: 1.00 s · try, or give back: 1.00 s"));
}

TEST(OfferedComparison, IsCalledAsTheWorkloadsOwnWordsAre)
{
    const auto titleOf
        = [](const Experiment& experiment) { return offeredComparison(experiment).title; };
    EXPECT_EQ(titleOf({}), QStringLiteral("With and without lock"));
    EXPECT_EQ(
        titleOf({.workload = WorkloadKind::FalseSharing}), QStringLiteral("Packed and padded"));
    EXPECT_EQ(titleOf({.workload = WorkloadKind::StoreBuffering}),
        QStringLiteral("Without and with mfence"));
    EXPECT_EQ(titleOf({.workload = WorkloadKind::Philosophers}),
        QStringLiteral("Left fork first and in order"));
    EXPECT_EQ(
        titleOf({.workload = WorkloadKind::Phases}), QStringLiteral("Without and with barrier"));
    EXPECT_EQ(
        titleOf({.workload = WorkloadKind::Bank, .params = {{"locking", std::string("ordered")}}}),
        QStringLiteral("A lock each, payer first and a lock each, in order"));
}

TEST(OfferedComparison, IsOfSeveralTrialsAndOfNothingElse)
{
    const auto offered = offeredComparison(
        {.workload = WorkloadKind::FalseSharing, .varyWorkers = {1, 2}, .trials = 1});
    ASSERT_TRUE(offered.experiment);
    EXPECT_EQ(toText(offered.experiment->varyParam), "layout=packed, padded");
    EXPECT_EQ(offered.experiment->trials, 5);
    EXPECT_TRUE(findProblems(*offered.experiment).empty());
}

TEST(OfferedComparison, SaysWhyThereIsNone)
{
    const auto offered = offeredComparison({.workload = WorkloadKind::Sleep});
    EXPECT_FALSE(offered.experiment);
    EXPECT_TRUE(offered.help.contains(QStringLiteral("there is nothing to compare")));
}

} // namespace
} // namespace interleave::ui
