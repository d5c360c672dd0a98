// What is said of a run that compares values of a parameter, and what the window offers to compare.

#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/comparison_headline.h"
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

TEST(ComparisonHeadline, OfTwoValuesSaysWhichTookHowLong)
{
    EXPECT_EQ(comparisonHeadline(ofLayout("packed", 3e9), ofLayout("padded", 1e9)),
        QStringLiteral("Layout padded was 3.0 times faster than layout packed in this one trial"));
    EXPECT_EQ(comparisonHeadline(ofLayout("packed", 1e9), ofLayout("padded", 3e9)),
        QStringLiteral("Layout padded took 3.0 times as long as layout packed in this one trial"));
    EXPECT_EQ(comparisonHeadline(ofLayout("packed", 1e9), ofLayout("padded", 1e9)),
        QStringLiteral("Layout padded took as long as layout packed in this one trial"));
}

TEST(ComparisonHeadline, OfTwoValuesSaysFirstWhatWentWrong)
{
    EXPECT_EQ(comparisonHeadline(ofFence("none", false), ofFence("mfence", true)),
        QStringLiteral("The run with “no fence” went wrong in its one trial; the run with “mfence” "
                       "did not go wrong. Mfence took as long as no fence in this one trial"));
    RunResult twice = ofFence("none", false);
    twice.trials.push_back(ofFence("none", true).trials.front());
    EXPECT_EQ(comparisonHeadline(twice, ofFence("mfence", true)),
        QStringLiteral("The run with “no fence” went wrong in 1 of 2 trials; the run with “mfence” "
                       "did not go wrong. Mfence took as long as no fence in this one trial"));
}

TEST(ComparisonHeadline, OfTwoValuesSaysWhichEndedInADeadlock)
{
    EXPECT_EQ(comparisonHeadline(ofStrategy("left-first", true), ofStrategy("ordered", false)),
        QStringLiteral("Strategy left fork first: a deadlock in its one trial; strategy in order: "
                       "no deadlock"));
}

TEST(ComparisonHeadline, OfTwoValuesTellsLossesAndTasksThatFailed)
{
    RunResult few = runOf(Primitive::None, 1e9, 0);
    few.experiment.params["increments"] = std::int64_t{1'000};
    RunResult many = runOf(Primitive::None, 2e9, 38'000);
    many.experiment.params["increments"] = std::int64_t{5'000};
    many.summary.tasks.failed = 3;
    EXPECT_EQ(comparisonHeadline(few, many),
        QStringLiteral("B: 3 of 100 tasks failed. Increments per task 5,000 took 2.0 times as long "
                       "as increments per task 1,000 in this one trial and lost 38,000 updates "
                       "more"));
}

// Of three strategies, with a trial of each that came to its end.
RunResult ofStrategies()
{
    RunResult run = ofStrategy("left-first", false);
    run.experiment.params.clear();
    run.experiment.varyParam = {"strategy", {"left-first", "ordered", "try-lock"}};
    for (const std::uint32_t arm : {1U, 2U}) {
        run.trials.push_back(trialThatLost(0, 1'000));
        run.trials.back().arm = arm;
    }
    for (std::uint32_t arm = 0; arm < 3; ++arm)
        run.arms.push_back({.arm = {.workers = 2, .value = arm}, .summary = run.summary});
    return run;
}

TEST(VariantsHeadline, CountsTheValuesThatWentWell)
{
    RunResult run = ofStrategies();
    EXPECT_EQ(variantsHeadline(run), QStringLiteral("3 of 3 values of “strategy” went well"));
    run.trials[0].end = TrialEnd::Deadlocked;
    run.trials[0].deadlock = {{}};
    EXPECT_EQ(variantsHeadline(run), QStringLiteral("2 of 3 values of “strategy” went well"));
    EXPECT_EQ(variantsDetails(run),
        QStringLiteral("left fork first: deadlock · in order: 1.00 s · try, or give back: 1.00 s"));
}

TEST(VariantsHeadline, AValueThatDidNotRunDidNotGoWell)
{
    RunResult run = ofStrategies();
    run.trials.resize(1);
    run.trials.front().end = TrialEnd::Failed;
    EXPECT_EQ(variantsHeadline(run), QStringLiteral("0 of 3 values of “strategy” went well"));
    EXPECT_EQ(variantsDetails(run),
        QStringLiteral("left fork first: failed · in order: did not run · try, or give back: did "
                       "not run"));
}

TEST(VariantsHeadline, AValueWithALossOrTasksThatFailedDidNotGoWell)
{
    RunResult run = ofStrategies();
    run.trials.insert(run.trials.begin(), trialThatLost(380, 1'000)); // beside one that lost none
    run.arms[1].summary.tasks.failed = 3;
    EXPECT_EQ(variantsHeadline(run), QStringLiteral("1 of 3 values of “strategy” went well"));
    EXPECT_EQ(variantsDetails(run),
        QStringLiteral("left fork first: 1.00 s, went wrong · in order: 1.00 s, 3 of 100 tasks "
                       "failed · try, or give back: 1.00 s"));
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
        QStringLiteral("“Left fork first” and “in order”"));
    EXPECT_EQ(
        titleOf({.workload = WorkloadKind::Phases}), QStringLiteral("Without and with barrier"));
    EXPECT_EQ(
        titleOf({.workload = WorkloadKind::Bank, .params = {{"locking", std::string("ordered")}}}),
        QStringLiteral("“A lock each, payer first” and “a lock each, in order”"));
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

TEST(PrimitivesHelp, SaysWhyThereIsNothingToCompare)
{
    EXPECT_TRUE(primitivesHelp({}).startsWith(QStringLiteral("Runs the experiment with several")));
    EXPECT_TRUE(primitivesHelp({.workload = WorkloadKind::Squares})
                    .contains(QStringLiteral("only to hand in their results")));
    EXPECT_TRUE(primitivesHelp({.workload = WorkloadKind::FalseSharing})
                    .contains(QStringLiteral("uses no primitive")));
}

} // namespace
} // namespace interleave::ui
