#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/models/progress_text.h"
#include "ui/race/loss_text.h"
#include "ui/race/outcome_details.h"
#include "ui/race/outcome_text.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

QString headlineOf(const TrialResult& trial)
{
    return outcomeHeadline(Experiment{}, trial);
}

RunResult threeTrials()
{
    RunResult run = runOf(Primitive::None, 1e9, 30);
    run.trials = {trialThatLost(40, 1'000), trialThatLost(20, 1'000), trialThatLost(30, 1'000)};
    run.summary.trials = 3;
    return run;
}

TEST(OutcomeHeadline, SaysHowManyUpdatesWereLost)
{
    EXPECT_EQ(headlineOf(trialThatLost(37'912, 100'000)),
        QStringLiteral("37,912 of 100,000 updates were lost (38 %)"));
}

TEST(OutcomeHeadline, NeverCallsALossZeroPercent)
{
    EXPECT_EQ(headlineOf(trialThatLost(1, 100'000'000)),
        QStringLiteral("1 of 100,000,000 updates were lost (<0.01 %)"));
}

TEST(OutcomeHeadline, SaysWhereAllUpdatesAre)
{
    EXPECT_EQ(headlineOf(trialThatLost(0, 10'000'000)),
        QStringLiteral("No update was lost: all 10,000,000 are in the shared counter"));
}

TEST(OutcomeHeadline, NamesTheSharedStateOfTheWorkload)
{
    const Experiment histogram{.workload = WorkloadKind::Histogram};
    EXPECT_EQ(outcomeHeadline(histogram, trialThatLost(0, 500)),
        QStringLiteral("No update was lost: all 500 are in the shared buckets"));
}

TEST(OutcomeHeadline, TellsOfTimeAndCoresWhereNobodyAsksForUpdates)
{
    const Experiment squares{.workload = WorkloadKind::Squares};
    EXPECT_EQ(outcomeHeadline(squares, trialThatLost(0, 500)),
        QStringLiteral("100 tasks in 1.00 s: this run used 1.3 of 2 cores"));
    TrialResult asleep = trialThatLost(0, 500);
    asleep.cores[0].run = 0.0051;
    asleep.cores[1].run = 0;
    EXPECT_EQ(outcomeHeadline({.workload = WorkloadKind::Sleep}, asleep),
        QStringLiteral("100 tasks in 1.00 s: this run used <0.01 of 2 cores"));
    EXPECT_EQ(outcomeHeadline(squares, trialThatLost(5, 500)),
        QStringLiteral("5 of 500 updates were lost (1.0 %)"))
        << "a loss is told whatever a workload is about";
}

TEST(OutcomeHeadline, HandlesOneUpdateAndNone)
{
    EXPECT_EQ(headlineOf(trialThatLost(0, 1)),
        QStringLiteral("No update was lost: the only one is in the shared counter"));
    EXPECT_EQ(headlineOf(trialThatLost(0, 0)), QStringLiteral("No update was made"));
}

TEST(OutcomeHeadline, PutsFailedTasksFirst)
{
    TrialResult trial = trialThatLost(0, 97);
    trial.tasks = {.total = 100, .succeeded = 97, .failed = 3};
    EXPECT_EQ(headlineOf(trial), QStringLiteral("3 of 100 tasks failed"));
    trial.race = trialThatLost(48, 96).race;
    EXPECT_EQ(headlineOf(trial),
        QStringLiteral("3 of 100 tasks failed. 48 of 96 updates were lost (50 %)"));
}

TEST(OutcomeHeadline, TellsSlowTasksFromFailedOnes)
{
    TrialResult trial = trialThatLost(0, 97);
    trial.tasks = {.total = 100, .succeeded = 97, .timedOut = 3};
    EXPECT_EQ(headlineOf(trial), QStringLiteral("3 of 100 tasks took too long"));
    trial.tasks = {.total = 100, .succeeded = 97, .failed = 1, .timedOut = 2};
    EXPECT_EQ(headlineOf(trial), QStringLiteral("3 of 100 tasks failed (2 took too long)"));
}

TEST(OutcomeHeadline, SaysWhatWasDoneWhenTheRunWasCancelled)
{
    TrialResult trial = trialThatLost(10, 100);
    trial.end = TrialEnd::Cancelled;
    trial.tasks = {.total = 100'000, .succeeded = 39'990, .failed = 10, .cancelled = 60'000};
    EXPECT_EQ(headlineOf(trial), QStringLiteral("Cancelled: 40,000 of 100,000 tasks were done"));
}

TEST(OutcomeHeadline, OfARunThatATaskHasEndedSaysThatAndNotThatSomebodyCancelledIt)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.end = TrialEnd::Cancelled;
    trial.tasks = {.total = 200, .succeeded = 6, .failed = 1, .cancelled = 193};
    EXPECT_EQ(outcomeHeadline({.onError = OnError::Stop}, trial),
        QStringLiteral("A task failed and ended the run: 6 of 200 tasks were done"));
}

TEST(OutcomeHeadline, CountsPicturesWhereEachIsATask)
{
    Experiment pictures{.workload = WorkloadKind::ImageFilter, .onError = OnError::Stop};
    TrialResult trial = trialThatLost(0, 100);
    trial.end = TrialEnd::Cancelled;
    trial.tasks = {.total = 34, .succeeded = 9, .failed = 1, .cancelled = 24};
    EXPECT_EQ(outcomeHeadline(pictures, trial),
        QStringLiteral("A picture failed and ended the run: 9 of 34 pictures were done"));
    trial.end = TrialEnd::Finished;
    trial.tasks = {.total = 34, .failed = 34};
    EXPECT_TRUE(
        outcomeHeadline(pictures, trial).startsWith(QStringLiteral("34 of 34 pictures failed")));
    pictures.params["division"] = std::string("strip");
    EXPECT_TRUE(
        outcomeHeadline(pictures, trial).startsWith(QStringLiteral("34 of 34 tasks failed")));
}

TEST(OutcomeHeadline, SaysThatTheRunFailed)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.end = TrialEnd::Failed;
    EXPECT_EQ(headlineOf(trial), QStringLiteral("The run failed"));
}

TEST(OutcomeHeadline, GivesTheMedianOfSeveralTrials)
{
    EXPECT_EQ(
        outcomeHeadline(threeTrials()), QStringLiteral("30 of 1,000 updates were lost (3.0 %)"));
}

TEST(OutcomeHeadline, SaysThatNoUpdateWasLostOnlyWhereNoTrialLostOne)
{
    RunResult run = threeTrials();
    run.trials = {trialThatLost(0, 1'000), trialThatLost(700, 1'000), trialThatLost(0, 1'000)};
    run.summary.lost.median = 0;
    const auto said = QStringLiteral("1 of 3 trials lost updates, up to 700 of 1,000 (median 0)");
    EXPECT_EQ(outcomeHeadline(run), said);
    run.experiment.workload = WorkloadKind::Squares;
    EXPECT_EQ(outcomeHeadline(run), said) << "whatever it is about";
    run.trials[1].race.lost = 0;
    EXPECT_FALSE(outcomeHeadline(run).contains(QStringLiteral("lost")));
}

RunResult ticketTrials(const std::vector<int>& oversold)
{
    RunResult run = threeTrials();
    run.experiment.workload = WorkloadKind::Tickets;
    run.trials.clear();
    for (const int tickets : oversold) {
        TrialResult trial = trialThatLost(static_cast<std::uint64_t>(tickets), 1'000);
        trial.outcome = {.sentence = std::to_string(tickets) + " tickets were sold twice",
            .asWanted = tickets == 0,
            .figures = {{.name = "oversold",
                .title = "tickets sold beyond the seats",
                .unit = {},
                .value = static_cast<double>(tickets),
                .wanted = 0}},
            .charts = {}};
        run.trials.push_back(trial);
    }
    return run;
}

TEST(OutcomeHeadline, OfAWorkloadThatCountsItselfIsThatOfTheTrialInTheMiddle)
{
    const RunResult run = ticketTrials({143, 17, 1'329, 29});
    EXPECT_EQ(outcomeHeadline(run),
        QStringLiteral("29 tickets were sold twice (4 of 4 trials went wrong)"));
    EXPECT_EQ(outcomeDetails(run),
        QStringLiteral(
            "median of 4 trials · tickets sold beyond the seats: 17 to 1,329 in a trial"))
        << "and not of updates";
}

TEST(OutcomeHeadline, OfAWorkloadWithAnAnswerOfItsOwnHidesNoTrialThatWentWrong)
{
    EXPECT_EQ(outcomeHeadline(ticketTrials({0, 5, 0})),
        QStringLiteral("5 tickets were sold twice (1 of 3 trials went wrong)"));
}

TEST(LedgerSentence, SaysWhatBecameOfTasksThatDidNotSucceed)
{
    TrialResult trial = trialThatLost(0, 100);
    EXPECT_EQ(ledgerSentence(trial), QStringLiteral("Each of 100 tasks ran exactly once"));
    trial.tasks = {.total = 100, .succeeded = 96, .failed = 3, .timedOut = 1};
    EXPECT_EQ(ledgerSentence(trial),
        QStringLiteral("96 succeeded, 3 failed, 1 took too long. Each of 100 tasks began exactly "
                       "once"));
}

TEST(OutcomeHeadline, F80_OfARunThatLacksTrialsSaysThatItWasCancelled)
{
    RunResult run = threeTrials();
    run.experiment.trials = 5;
    EXPECT_EQ(outcomeHeadline(run), QStringLiteral("Cancelled: 3 of 5 trials were run"));
    run.trials.resize(1);
    EXPECT_EQ(outcomeHeadline(run), QStringLiteral("Cancelled: 1 of 5 trials were run"));
}

TEST(OutcomeHeadline, F123_OfARunCutShortInATrialSaysHowManyAreComplete)
{
    RunResult run = threeTrials();
    run.experiment.trials = 20;
    run.trials.back().end = TrialEnd::Cancelled;
    EXPECT_EQ(outcomeHeadline(run), QStringLiteral("Cancelled: 2 of 20 trials are complete"));
    EXPECT_TRUE(outcomeDetails(run).contains(QStringLiteral("median of 2 trials")))
        << outcomeDetails(run).toStdString();
}

TEST(OutcomeHeadline, OfARunWithoutTrialsSaysThatItWasCancelled)
{
    EXPECT_EQ(outcomeHeadline(RunResult{}), QStringLiteral("Cancelled before it began"));
}

TEST(OutcomeDetails, F120_SayThatWorkersWereMissing)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.shortage = Shortage{.had = 20, .wanted = 64, .why = "a limit"};
    EXPECT_TRUE(outcomeDetails({}, trial).startsWith(
        QStringLiteral("Only 20 of 64 workers could start: a limit; times are those of 20")));
}

TEST(OutcomeDetails, F129_NameTasksThatWereCutOffAsThat)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.race.uncertain = 4;
    EXPECT_TRUE(outcomeDetails({}, trial).contains(QStringLiteral("cut-off tasks may have")));
    trial.tasks.failed = 1;
    EXPECT_TRUE(outcomeDetails({}, trial).contains(QStringLiteral("failed tasks may have")));
}

TEST(OutcomeDetails, NoRangeOfZeros)
{
    RunResult run = threeTrials();
    for (TrialResult& trial : run.trials)
        trial.race.lost = 0;
    EXPECT_EQ(lostRange(run), QStringLiteral("no trial lost an update"));
    run.experiment.workload = WorkloadKind::ReadersWriters;
    EXPECT_EQ(lostRange(run), QString()) << "it has an answer of its own";
    for (TrialResult& trial : run.trials)
        trial.race.lost = 7;
    EXPECT_EQ(lostRange(run), QStringLiteral("each trial lost 7 updates"));
}

TEST(OutcomeDetails, CompareTheSums)
{
    EXPECT_EQ(outcomeDetails({}, trialThatLost(0, 100)), QStringLiteral("counter 100 as expected"));
    EXPECT_EQ(
        outcomeDetails({}, trialThatLost(38, 100)), QStringLiteral("counter 62 instead of 100"));
}

TEST(OutcomeDetails, AreSilentOfASumOfNothing)
{
    EXPECT_EQ(
        outcomeDetails({.workload = WorkloadKind::StoreBuffering}, trialThatLost(0, 0)), QString());
}

TEST(OutcomeDetails, KeepAllDigitsOfALargeSum)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.race.expected = trial.race.actual = 333'332'833'333'500'000ULL;
    EXPECT_EQ(outcomeDetails({.workload = WorkloadKind::Squares}, trial),
        QStringLiteral("total 333,332,833,333,500,000 as expected"));
}

TEST(OutcomeDetails, SayWhenATotalThatIsAsExpectedHasPassed64Bits)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.tasks = {.total = 5'000'000, .succeeded = 5'000'000};
    trial.race.expected = trial.race.actual = 4'773'166'019'248'396'768ULL;
    EXPECT_EQ(outcomeDetails({.workload = WorkloadKind::Squares}, trial),
        QStringLiteral("total 4,773,166,019,248,396,768 (modulo 2⁶⁴) as expected"));
}

TEST(OutcomeDetails, SayWhenASumHasPassed64Bits)
{
    TrialResult trial = trialThatLost(1, 100);
    trial.race.expected = 5;
    trial.race.actual = 18'446'744'073'709'551'615ULL;
    EXPECT_EQ(outcomeDetails({.workload = WorkloadKind::Squares}, trial),
        QStringLiteral("total 18,446,744,073,709,551,615 instead of 5, modulo 2⁶⁴"));
}

TEST(OutcomeDetails, StateAWidenedWindow)
{
    Experiment experiment;
    experiment.params["delay_ns"] = std::int64_t{500};
    EXPECT_EQ(outcomeDetails(experiment, trialThatLost(0, 100)),
        QStringLiteral("counter 100 as expected · window widened by 500 ns"));
}

TEST(OutcomeDetails, AdmitWhatDeadTasksMayHaveDone)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.race.uncertain = 7;
    EXPECT_EQ(outcomeDetails({}, trial),
        QStringLiteral(
            "counter 100 as expected · cut-off tasks may have made up to 7 updates more"));
}

TEST(OutcomeDetails, GiveTheRangeOverTrials)
{
    EXPECT_EQ(outcomeDetails(threeTrials()),
        QStringLiteral("median of 3 trials · the trials lost from 20 to 40 updates"));
}

TEST(WidenedWindow, IsSilentWhereNothingWasWidened)
{
    EXPECT_EQ(widenedWindow(Experiment{}), QString());
}

TEST(ProgressText, CountsTasks)
{
    EXPECT_EQ(
        progressText(liveSnapshot(1)), QStringLiteral("40,000 of 100,000 tasks are done (40 %)"));
}

TEST(ProgressText, CountsPicturesWhereEachIsATask)
{
    LiveSnapshot live = liveSnapshot(1);
    live.counted = Counted::Pictures;
    EXPECT_EQ(progressText(live), QStringLiteral("40,000 of 100,000 pictures are done (40 %)"));
    live.trials = 5;
    EXPECT_EQ(progressText(live),
        QStringLiteral("Trial 1 of 5: 40,000 of 100,000 pictures are done (40 %)"));
}

TEST(ProgressText, SaysWhichTrialIsOn)
{
    LiveSnapshot live = liveSnapshot(1);
    live.trial = 1;
    live.trials = 5;
    EXPECT_EQ(progressText(live),
        QStringLiteral("Trial 2 of 5: 40,000 of 100,000 tasks are done (40 %)"));
}

TEST(ProgressText, SaysHundredPercentOnlyOfAll)
{
    LiveSnapshot live = liveSnapshot(1);
    live.tasksEnded = live.tasks - 1;
    EXPECT_TRUE(progressText(live).endsWith(QStringLiteral("(99 %)")));
    live.tasksEnded = live.tasks;
    EXPECT_TRUE(progressText(live).endsWith(QStringLiteral("(100 %)")));
}

TEST(ProgressText, SaysThatWorkersAreStarting)
{
    LiveSnapshot live = liveSnapshot(0);
    live.state = TrialState::Starting;
    EXPECT_EQ(progressText(live), QStringLiteral("Starting 2 workers"));
}

} // namespace
} // namespace interleave::ui
