#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/compare/comparison_headline.h"
#include "ui/compare/comparison_text.h"
#include "ui/models/own_answer.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

TEST(ComparisonHeadline, SaysWhatTheLockSavedAndCost)
{
    EXPECT_EQ(
        comparisonHeadline(runOf(Primitive::None, 1e9, 37'912), runOf(Primitive::Lock, 3.1e9, 0)),
        QStringLiteral(
            "The lock saved 37,912 updates and took 3.1 times as long in this one trial"));
}

TEST(ComparisonHeadline, NamesThePrimitiveWithoutItsExplanation)
{
    EXPECT_EQ(
        comparisonHeadline(runOf(Primitive::None, 1e9, 10), runOf(Primitive::Semaphore, 2e9, 0)),
        QStringLiteral(
            "The semaphore saved 10 updates and took 2.0 times as long in this one trial"));
}

TEST(ComparisonHeadline, SaysWhenThereWasNothingToSave)
{
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 0), runOf(Primitive::Lock, 2e9, 0)),
        QStringLiteral(
            "No update was lost even without the lock; with it the run took 2.0 times as long in "
            "this one trial"));
}

// The second of whose trials lost updates, and the median is none.
RunResult onceLost(Primitive sync)
{
    RunResult run = runOf(sync, 1e9, 0);
    run.trials.resize(3, run.trials.front());
    run.trials[1].race.lost = 9;
    return run;
}

TEST(ComparisonHeadline, SaysThatNoUpdateWasLostOnlyWhereNoTrialLostOne)
{
    EXPECT_EQ(comparisonHeadline(onceLost(Primitive::None), runOf(Primitive::Lock, 2e9, 0)),
        QStringLiteral("Without the lock, 1 of 3 trials lost updates; with it 0 of 1, and the run "
                       "took 2.0 times as long in this one trial"));
    EXPECT_EQ(comparisonHeadline(onceLost(Primitive::None), onceLost(Primitive::None)),
        QStringLiteral("B took as long and lost updates in 1 of 3 trials, A in 1 of 3"));
}

TEST(ComparisonHeadline, DoesNotCallADifferenceInTheNoiseACost)
{
    EXPECT_EQ(
        comparisonHeadline(runOf(Primitive::None, 1e9, 10), runOf(Primitive::Atomic, 1.02e9, 0)),
        QStringLiteral("The atomic add saved 10 updates and took as long in this one trial"));
}

TEST(ComparisonHeadline, NeverClaimsThatAPrimitiveThatLostMoreSavedSomething)
{
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 10), runOf(Primitive::Lock, 2e9, 20)),
        QStringLiteral("The lock saved no update and took 2.0 times as long in this one trial"));
}

TEST(ComparisonHeadline, ComparesRunsThatDifferInSomethingElse)
{
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::Lock, 4e9, 0), runOf(Primitive::Lock, 2e9, 0)),
        QStringLiteral("B was 2.0 times faster in this one trial and lost no update either"));
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 30), runOf(Primitive::None, 2e9, 50)),
        QStringLiteral("B took 2.0 times as long in this one trial and lost 20 updates more"));
}

TEST(ComparisonHeadline, ComparesNothingWithACancelledRun)
{
    RunResult cancelled = runOf(Primitive::Lock, 1e9, 0);
    cancelled.trials.back().end = TrialEnd::Cancelled;
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 10), cancelled),
        QStringLiteral("Stopped before a trial of B (with lock) was complete: the two cannot be "
                       "compared"));
    RunResult lacking = runOf(Primitive::None, 1e9, 10);
    lacking.experiment.trials = cancelled.experiment.trials = 5;
    EXPECT_TRUE(comparisonHeadline(lacking, cancelled)
                    .startsWith(QStringLiteral("Stopped before a trial of B (with lock)")))
        << "A has one that is complete";
}

TEST(ComparisonHeadline, F80_OfAStoppedRunComparesTheTrialsThatAreComplete)
{
    RunResult cancelled = runOf(Primitive::Lock, 2e9, 0);
    cancelled.experiment.trials = 3;
    cancelled.trials.push_back(cancelled.trials.front());
    cancelled.trials.back().end = TrialEnd::Cancelled;
    cancelled.trials.back().wallNs = 1;
    cancelled.trials.back().race.lost = 99;
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 10), cancelled),
        QStringLiteral("Stopped after 2 of 4 trials. The lock saved 10 updates and took 2.0 times "
                       "as long in this one trial"));
    EXPECT_FALSE(canBeCompared(cancelled));
}

TEST(ComparisonHeadline, ComparesNothingWithAFailedRun)
{
    EXPECT_EQ(comparisonHeadline(RunResult{}, runOf(Primitive::Lock, 1e9, 0)),
        QStringLiteral("Run A was stopped before it began: the two cannot be compared"));
}

// Of two workers that read and write, of which the trial found this out.
RunResult readersAndWriters(Primitive sync, const char* sentence, bool asWanted)
{
    RunResult run = runOf(sync, sync == Primitive::None ? 1e9 : 2e9, 0);
    run.experiment.workload = WorkloadKind::ReadersWriters;
    run.trials.front().outcome = {.sentence = sentence, .asWanted = asWanted};
    return run;
}

TEST(ComparisonHeadline, OfAWorkloadWithAnAnswerOfItsOwnTellsThatAndNoUpdates)
{
    const RunResult without = readersAndWriters(Primitive::None, "3 of 20 reads were torn", false);
    EXPECT_EQ(comparisonHeadline(
                  without, readersAndWriters(Primitive::Lock, "None of 20 reads was torn", true)),
        QStringLiteral("The run without the lock went wrong in its one trial; the run with it did "
                       "not go wrong. With the lock the run took 2.0 times as long in this one "
                       "trial"));
    EXPECT_EQ(comparisonHeadline(without, without),
        QStringLiteral("A went wrong in its one trial; B went wrong in its one trial. B took as "
                       "long in this one trial"));
    const RunResult well = readersAndWriters(Primitive::None, "None of 20 reads was torn", true);
    EXPECT_EQ(comparisonHeadline(
                  well, readersAndWriters(Primitive::Lock, "None of 20 reads was torn", true)),
        QStringLiteral("Nothing went wrong even without the lock; with it the run took 2.0 times "
                       "as long in this one trial"));
}

TEST(ComparisonHeadline, SaysInHowManyTrialsItWentWrong)
{
    RunResult without = readersAndWriters(Primitive::None, "None of 20 reads was torn", true);
    without.trials.push_back(without.trials.front());
    without.trials.back().outcome = {.sentence = "3 of 20 reads were torn", .asWanted = false};
    EXPECT_EQ(
        ownAnswer(without), QStringLiteral("3 of 20 reads were torn (1 of 2 trials went wrong)"));
    EXPECT_EQ(
        comparisonHeadline(without, readersAndWriters(Primitive::Lock, "None was torn", true)),
        QStringLiteral("The run without the lock went wrong in 1 of 2 trials; the run with it did "
                       "not go wrong. With the lock the run took 2.0 times as long in this one "
                       "trial"));
}

TEST(ComparisonHeadline, TellsOnlyTheTimeWhereNobodyAsksForUpdates)
{
    RunResult a = runOf(Primitive::Lock, 1e9, 0);
    RunResult b = runOf(Primitive::Lock, 2e9, 0);
    a.experiment.workload = WorkloadKind::Sleep;
    EXPECT_EQ(comparisonHeadline(a, b),
        QStringLiteral("Different workloads: B took 2.0 times as long in this one trial"));
    b.experiment.workload = WorkloadKind::Sleep;
    EXPECT_EQ(
        comparisonHeadline(a, b), QStringLiteral("B took 2.0 times as long in this one trial"));
    a.experiment.sync = Primitive::None;
    EXPECT_EQ(comparisonHeadline(a, b),
        QStringLiteral("With the lock the run took 2.0 times as long in this one trial"));
}

TEST(ComparisonHeadline, CountsDeadlocksThoughTheLastTrialCameToItsEnd)
{
    RunResult without = readersAndWriters(Primitive::None, "", true);
    without.experiment.trials = 2;
    without.trials.insert(without.trials.begin(), without.trials.front());
    without.trials.front().end = TrialEnd::Deadlocked;
    without.trials.front().deadlock = {{}};
    const RunResult with = readersAndWriters(Primitive::Lock, "", true);
    EXPECT_EQ(comparisonHeadline(without, with),
        QStringLiteral("Without the lock: a deadlock in 1 of 2 trials; with it: no deadlock"));
    without.experiment.trials = 3;
    EXPECT_EQ(comparisonHeadline(without, with),
        QStringLiteral("Without the lock: a deadlock in 1 of 2 trials; with it: no deadlock. "
                       "Stopped before all trials were complete"))
        << "a trial is missing";
}

TEST(ComparisonHeadline, ComparesNothingWhereAnyTrialIsNotKnown)
{
    RunResult unknown = runOf(Primitive::Lock, 1e9, 0);
    unknown.trials.push_back(unknown.trials.front());
    unknown.trials.front().end = TrialEnd::Failed;
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 10), unknown),
        QStringLiteral("Run B failed: the two cannot be compared"));
    EXPECT_FALSE(canBeCompared(unknown));
}

TEST(ComparisonHeadline, NamesTasksThatFailed)
{
    RunResult b = runOf(Primitive::Lock, 2e9, 0);
    b.summary.tasks.failed = 3;
    EXPECT_EQ(comparisonHeadline(runOf(Primitive::None, 1e9, 10), b),
        QStringLiteral("B: 3 of 100 tasks failed. The lock saved 10 updates and took 2.0 times as "
                       "long in this one trial"));
}

TEST(SideTitles, NameNoPrimitiveThatIsNotUsed)
{
    Experiment a{.workload = WorkloadKind::FalseSharing, .sync = Primitive::None};
    Experiment b{.workload = WorkloadKind::FalseSharing};
    b.params["layout"] = std::string("padded");
    EXPECT_EQ(sideTitles(a, b).a, QStringLiteral("layout packed"));
    EXPECT_EQ(sideTitles(a, b).b, QStringLiteral("layout padded"));
}

// Three trials of which each takes this many times 1 ms.
RunResult trialsOf(Primitive sync, std::vector<double> milliseconds, std::uint64_t lost)
{
    RunResult run = runOf(sync, 1e6, lost);
    const TrialResult trial = run.trials.front();
    run.trials.clear();
    for (const double ms : milliseconds)
        run.trials.emplace_back(trial).wallNs = static_cast<std::uint64_t>(ms * 1e6);
    return run;
}

TEST(ComparisonHeadline, OfSeveralTrialsSaysHowSureItIs)
{
    EXPECT_EQ(comparisonHeadline(trialsOf(Primitive::None, {1, 1, 1}, 10),
                  trialsOf(Primitive::Lock, {17, 40, 66}, 0)),
        QStringLiteral("The lock saved 10 updates and took 17 to 66 times as long"));
    EXPECT_EQ(comparisonHeadline(trialsOf(Primitive::None, {1, 1, 1}, 10),
                  trialsOf(Primitive::Lock, {3, 3, 3}, 0)),
        QStringLiteral("The lock saved 10 updates and took 3.0 times as long"));
}

TEST(ComparisonHeadline, TellsTheRangeOfLossesThatDifferAndNotTheirMedian)
{
    RunResult none = trialsOf(Primitive::None, {1, 1, 1}, 753'697);
    none.trials[0].race.lost = 0;
    none.trials[2].race.lost = 5'760'000;
    RunResult lock = trialsOf(Primitive::Lock, {3, 3, 3}, 0);
    EXPECT_EQ(comparisonHeadline(none, lock),
        QStringLiteral("Without the lock a trial lost 0 to 5,760,000 updates, with it none, and "
                       "the run took 3.0 times as long"));
    lock.experiment.sync = Primitive::None;
    EXPECT_EQ(comparisonHeadline(none, lock),
        QStringLiteral("B took 3.0 times as long; lost updates in a trial: B none, A 0 to "
                       "5,760,000"));
}

TEST(ComparisonHeadline, ClaimsNoDifferenceThatTheTrialsLeaveOpen)
{
    const QString headline = comparisonHeadline(
        trialsOf(Primitive::None, {1, 1, 1}, 10), trialsOf(Primitive::Lock, {0.8, 0.9, 1.6}, 0));
    EXPECT_TRUE(headline.startsWith(QStringLiteral(
        "The lock saved 10 updates and showed no difference in time in these trials (")))
        << headline.toStdString();
}

TEST(PoolSizesHeadline, ClaimsNoDifferenceThatTheTrialsLeaveOpen)
{
    RunResult run = trialsOf(Primitive::Lock, {1, 0.8, 1, 1.6, 1, 0.9}, 0);
    run.arms = {{{.workers = 1}, {}}, {{.workers = 8}, {}}};
    for (std::uint32_t trial = 0; trial < 6; ++trial)
        run.trials[trial].arm = trial % 2;
    const QString headline = poolSizesHeadline(run);
    EXPECT_TRUE(headline.startsWith(
        QStringLiteral("8 workers: no difference from 1 was found in these trials (")))
        << headline.toStdString();
}

TEST(TimeRatio, OfAnIntervalThatHoldsOneClaimsNoDifference)
{
    EXPECT_EQ(timeRatio(Ratio{.ratio = 1, .low = 0.8, .high = 1.3, .defined = true}),
        QStringLiteral("0.80 to 1.3 times as long"));
    EXPECT_EQ(timeRatio(Ratio{.ratio = 1, .low = 0.98, .high = 1.01, .defined = true}),
        QStringLiteral("as long"));
    EXPECT_EQ(timeRatio(Ratio{.ratio = 0.5, .low = 0.4, .high = 0.5, .defined = true}),
        QStringLiteral("2.0 to 2.5 times faster"));
    EXPECT_EQ(timeRatio(Ratio{}), QString());
}

TEST(PoolSizesHeadline, SaysHowMuchFasterTheMostWorkersAre)
{
    RunResult run = trialsOf(Primitive::Lock, {8, 2, 8, 2}, 0);
    run.arms = {{{.workers = 1}, {}}, {{.workers = 8}, {}}};
    for (std::uint32_t trial = 0; trial < 4; ++trial)
        run.trials[trial].arm = trial % 2;
    EXPECT_EQ(poolSizesHeadline(run), QStringLiteral("8 workers: 4.0 times as fast as 1"));
    RunResult slowed = run;
    slowed.arms.push_back({{.workers = 16}, {}});
    slowed.arms[0].summary.wallNs.median = 8;
    slowed.arms[1].summary.wallNs.median = 2;
    slowed.arms[2].summary.wallNs.median = 4;
    slowed.trials.push_back(run.trials[0]);
    slowed.trials.back().arm = 2;
    EXPECT_EQ(poolSizesHeadline(slowed),
        QStringLiteral("8 workers were the fastest: 4.0 times as fast as 1"));
    run.trials.back().end = TrialEnd::Cancelled;
    EXPECT_EQ(poolSizesHeadline(run), QString());
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
