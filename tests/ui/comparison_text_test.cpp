#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/comparison_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

TEST(ComparisonHeadline, SaysWhatTheLockSavedAndCost)
{
    EXPECT_EQ(
        comparisonHeadline(runOf(Primitive::None, 1e9, 37'912), runOf(Primitive::Lock, 3.1e9, 0)),
        QStringLiteral("The lock saved 37,912 updates and took 3.1 times as long"));
}

TEST(ComparisonHeadline, NamesThePrimitiveWithoutItsExplanation)
{
    EXPECT_EQ(
        comparisonHeadline(runOf(Primitive::None, 1e9, 10), runOf(Primitive::Semaphore, 2e9, 0)),
        QStringLiteral("The semaphore saved 10 updates and took 2.0 times as long"));
}

TEST(ComparisonHeadline, SaysWhenThereWasNothingToSave)
{
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 0), runOf(Primitive::Lock, 2e9, 0)),
        QStringLiteral(
            "No update was lost even without the lock; with it the run took 2.0 times as long"));
}

TEST(ComparisonHeadline, DoesNotCallADifferenceInTheNoiseACost)
{
    EXPECT_EQ(
        comparisonHeadline(runOf(Primitive::None, 1e9, 10), runOf(Primitive::Atomic, 1.02e9, 0)),
        QStringLiteral("The atomic add saved 10 updates and took as long"));
}

TEST(ComparisonHeadline, NeverClaimsThatAPrimitiveThatLostMoreSavedSomething)
{
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 10), runOf(Primitive::Lock, 2e9, 20)),
        QStringLiteral("The lock saved no update and took 2.0 times as long"));
}

TEST(ComparisonHeadline, ComparesRunsThatDifferInSomethingElse)
{
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::Lock, 4e9, 0), runOf(Primitive::Lock, 2e9, 0)),
        QStringLiteral("B was 2.0 times faster and lost no update either"));
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 30), runOf(Primitive::None, 2e9, 50)),
        QStringLiteral("B took 2.0 times as long and lost 20 updates more"));
}

TEST(ComparisonHeadline, ComparesNothingWithACancelledRun)
{
    RunResult cancelled = runOf(Primitive::Lock, 1e9, 0);
    cancelled.trials.back().end = TrialEnd::Cancelled;
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 10), cancelled),
        QStringLiteral("Run B was cancelled: the two cannot be compared"));
}

TEST(ComparisonHeadline, F80_ComparesNothingWithARunThatLacksTrials)
{
    RunResult cancelled = runOf(Primitive::Lock, 1e9, 0);
    cancelled.experiment.trials = 2;
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 10), cancelled),
        QStringLiteral("Run B was cancelled: the two cannot be compared"));
    EXPECT_FALSE(isComplete(cancelled));
}

TEST(ComparisonHeadline, ComparesNothingWithAFailedRun)
{
    EXPECT_EQ(comparisonHeadline(RunResult{}, runOf(Primitive::Lock, 1e9, 0)),
        QStringLiteral("Run A was stopped before it began: the two cannot be compared"));
}

TEST(TimeRatio, SaysWhichWayItGoes)
{
    EXPECT_EQ(timeRatio(1e9, 3.1e9), QStringLiteral("3.1 times as long"));
    EXPECT_EQ(timeRatio(3e9, 1e9), QStringLiteral("3.0 times faster"));
    EXPECT_EQ(timeRatio(1e9, 1.01e9), QStringLiteral("as long"));
}

TEST(TimeRatio, IsSilentWithoutTimes)
{
    EXPECT_EQ(timeRatio(0, 1e9), QString());
    EXPECT_EQ(timeRatio(1e9, 0), QString());
}

TEST(SideTitles, NameThePrimitive)
{
    Experiment a;
    a.sync = Primitive::None;
    Experiment b;
    b.sync = Primitive::Lock;
    EXPECT_EQ(sideTitles(a, b).a, QStringLiteral("without lock"));
    EXPECT_EQ(sideTitles(a, b).b, QStringLiteral("with lock"));
    a.sync = Primitive::Spinlock;
    EXPECT_EQ(sideTitles(a, b).a, QStringLiteral("with spinlock"));
}

TEST(SideTitles, NameEverythingElseThatDiffers)
{
    Experiment a;
    Experiment b;
    a.seed = 1;
    b.seed = 2'000;
    b.params["increments"] = std::int64_t{5};
    EXPECT_EQ(sideTitles(a, b).a, QStringLiteral("seed 1, increments per task 10,000"));
    EXPECT_EQ(sideTitles(a, b).b, QStringLiteral("seed 2,000, increments per task 5"));
}

TEST(SideTitles, CountRunsOfTheSameExperiment)
{
    EXPECT_EQ(sideTitles({}, {}).a, QStringLiteral("first run"));
    EXPECT_EQ(sideTitles({}, {}).b, QStringLiteral("second run"));
}

} // namespace
} // namespace interleave::ui
