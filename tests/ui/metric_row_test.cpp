#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/widgets/metric_row.h"
#include "ui/widgets/metric_tile.h"
#include "ui/widgets/note_label.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QStringList>

#include <set>

namespace interleave::ui {
namespace {

QString printed(const MetricRow& row)
{
    QStringList words;
    for (const MetricTile* tile : row.findChildren<MetricTile*>()) {
        if (!tile->isHidden())
            words << tile->accessibleName();
    }
    return words.join(QStringLiteral("; "));
}

TEST(MetricRow, ShowsDashesBeforeARun)
{
    const MetricRow row;
    EXPECT_EQ(printed(row),
        QStringLiteral("wall time –; tasks per second –; task p50 / p99 –; waiting, of task time "
                       "–; lost updates –"));
}

TEST(MetricRow, ShowsTheNumbersOfATrial)
{
    MetricRow row;
    TrialResult trial = trialThatLost(38, 100);
    trial.latency = {.minNs = 10, .p50Ns = 61, .p90Ns = 100, .p99Ns = 310, .maxNs = 900};
    row.setResult(trial);
    EXPECT_EQ(printed(row),
        QStringLiteral("wall time 1.00 s; tasks per second 100 /s; task p50 / p99 61 ns / 310 ns; "
                       "waiting, of task time 25.0 %; lost updates 38"));
}

TEST(MetricRow, HasRoomForTheSmallestShareOfWaiting)
{
    MetricRow row;
    TrialResult trial = trialThatLost(38, 100);
    row.setResult(trial);
    const int before = row.sizeHint().width();
    for (WorkerResult& worker : trial.workers)
        worker.waitNs = 100;
    row.setResult(trial);
    EXPECT_TRUE(printed(row).contains(QStringLiteral("waiting, of task time <0.01 %")));
    EXPECT_EQ(row.sizeHint().width(), before);
}

TEST(MetricRow, KnowsNoLossesBeforeTheEnd)
{
    MetricRow row;
    row.setResult(trialThatLost(38, 100));
    row.setLive(liveSnapshot(2));
    EXPECT_EQ(printed(row),
        QStringLiteral("wall time 2.00 s; tasks per second 20.0 k/s; task p50 / p99 0 ns / 0 ns; "
                       "waiting, of task time –; lost updates –"));
}

TEST(MetricRow, ShowsNoTaskTimesBeforeATaskHasEnded)
{
    MetricRow row;
    LiveSnapshot live = liveSnapshot(2);
    live.tasksEnded = 0;
    row.setLive(live);
    EXPECT_TRUE(printed(row).contains(QStringLiteral("task p50 / p99 –")));
}

TEST(MetricRow, ShowsMediansOfSeveralTrials)
{
    MetricRow row;
    RunResult run = runOf(Primitive::None, 2e9, 30);
    run.trials.push_back(trialThatLost(40, 100));
    row.setRun(run);
    EXPECT_TRUE(printed(row).contains(QStringLiteral("wall time 2.00 s")));
    EXPECT_TRUE(printed(row).contains(QStringLiteral("lost updates 30")));
}

TEST(MetricRow, SaysInHowManyTrialsUpdatesWereLostWhereTheMedianIsNone)
{
    MetricRow row;
    RunResult run = runOf(Primitive::None, 2e9, 0);
    run.trials.push_back(trialThatLost(0, 100));
    run.trials.push_back(trialThatLost(40, 100));
    row.setRun(run);
    EXPECT_TRUE(printed(row).contains(QStringLiteral("lost updates in 1 of 3 trials")))
        << printed(row).toStdString();
}

TEST(MetricRow, TellsNoLostUpdatesWhereTheWorkloadHasAnAnswerOfItsOwn)
{
    MetricRow row;
    RunResult run = runOf(Primitive::None, 2e9, 30);
    run.experiment.workload = WorkloadKind::Tickets;
    run.trials.front().outcome.sentence = "30 of 1,000 tickets were sold twice";
    row.start(run.experiment);
    row.setRun(run);
    EXPECT_FALSE(printed(row).contains(QStringLiteral("lost"))) << printed(row).toStdString();
}

TEST(MetricRow, CallsHardlyAnyCoreLessThanAHundredth)
{
    MetricRow row;
    row.start({.workload = WorkloadKind::Sleep});
    TrialResult trial = trialThatLost(0, 100);
    trial.cores[0].run = 0.0048;
    trial.cores[1].run = 0;
    row.setResult(trial);
    EXPECT_TRUE(printed(row).contains(QStringLiteral("cores used <0.01 of 2")))
        << printed(row).toStdString();
}

TEST(MetricRow, TellsOfCoresWhereNobodyAsksForUpdates)
{
    MetricRow row;
    row.start({.workload = WorkloadKind::Squares, .sync = Primitive::Atomic});
    row.setResult(trialThatLost(0, 100));
    EXPECT_FALSE(printed(row).contains(QStringLiteral("lost"))) << printed(row).toStdString();
    EXPECT_FALSE(printed(row).contains(QStringLiteral("waiting"))) << printed(row).toStdString();
    EXPECT_TRUE(printed(row).contains(QStringLiteral("cores used 1.3 of 2")))
        << printed(row).toStdString();
    row.setResult(trialThatLost(1, 100));
    EXPECT_TRUE(printed(row).contains(QStringLiteral("lost updates 1"))) << "whatever it is about";
}

TEST(MetricRow, SaysOfWhichTrialsItsNumbersAre)
{
    MetricRow row;
    RunResult run = runOf(Primitive::None, 2e9, 30);
    const auto* note = row.findChild<NoteLabel*>();
    row.setRun(run);
    EXPECT_TRUE(note->isHidden());
    run.trials.push_back(trialThatLost(40, 100));
    row.setRun(run);
    EXPECT_FALSE(note->isHidden());
    EXPECT_TRUE(note->text().contains(QStringLiteral("medians of 2 trials")));
}

TEST(MetricRow, SaysOfWhichTrialItsNumbersAreWhileALaterOneRuns)
{
    MetricRow row;
    row.start({.trials = 3});
    const auto* note = row.findChild<NoteLabel*>();
    row.setResult(trialThatLost(40, 100));
    EXPECT_EQ(note->text(), QStringLiteral("Of the trial that has ended last."));
    LiveSnapshot live = liveSnapshot(2);
    live.trial = 1;
    live.trials = 3;
    row.setLive(live);
    EXPECT_EQ(note->text(), QStringLiteral("Of trial 2 of 3, which runs."));
}

TEST(MetricRow, NamesTheTrialThatTaskTimesAreOf)
{
    MetricRow row;
    RunResult run = runOf(Primitive::None, 2e9, 30);
    run.trials.insert(run.trials.begin(), trialThatLost(40, 100));
    row.setRun(run);
    const QString note = row.findChild<NoteLabel*>()->text();
    EXPECT_TRUE(note.contains(
        QStringLiteral("All others: of trial 2, whose time is nearest to the median.")))
        << note.toStdString();
}

TEST(MetricRow, HasNoQuantileThatIsOnlyTheLongestTask)
{
    MetricRow row;
    TrialResult trial = trialThatLost(38, 100);
    trial.latency = {.p50Ns = 61, .p99Ns = 310};
    trial.tasks = {.total = 4, .succeeded = 4};
    row.setResult(trial);
    EXPECT_TRUE(printed(row).contains(QStringLiteral("task p50 / p99 61 ns / –")))
        << printed(row).toStdString();
    trial.tasks = {.total = 1, .succeeded = 1};
    row.setResult(trial);
    EXPECT_TRUE(printed(row).contains(QStringLiteral("task p50 / p99 –;")))
        << printed(row).toStdString();
}

TEST(MetricTile, KeepsItsWidthWhileItsValueChanges)
{
    MetricTile tile(QStringLiteral("wall time"), QStringLiteral("88.8 ms"), {});
    const int before = tile.sizeHint().width();
    for (const QString& value :
        {QStringLiteral("1 ns"), QStringLiteral("41.2 ms"), QStringLiteral("–")}) {
        tile.setValue(value);
        EXPECT_EQ(tile.sizeHint().width(), before) << value.toStdString();
    }
}

TEST(MetricRow, HasItsTilesInOneLineWhereTheyCanBe)
{
    MetricRow row;
    row.start({.workload = WorkloadKind::Squares});
    row.resize(2'000, 60);
    row.show();
    const auto lines = [&row] {
        for (int round = 0; round < 8; ++round)
            QCoreApplication::processEvents();
        std::set<int> tops;
        for (const MetricTile* tile : row.findChildren<MetricTile*>()) {
            if (tile->isVisible())
                tops.insert(tile->y());
        }
        return tops.size();
    };
    ASSERT_EQ(lines(), 1U);
    int needed = 4 * 8;
    for (const MetricTile* tile : row.findChildren<MetricTile*>())
        needed += tile->isVisible() ? tile->sizeHint().width() : 0;
    row.resize(needed - 30, 60);
    EXPECT_EQ(lines(), 1U);
    row.resize(needed / 2, 60);
    EXPECT_GE(lines(), 2U);
}

TEST(MetricRow, NamesTheWaitsThatItCountsWhereTasksWaitForMore)
{
    MetricRow row;
    row.start({.workload = WorkloadKind::BoundedBuffer});
    EXPECT_TRUE(printed(row).contains(QStringLiteral("lock waits"))) << printed(row).toStdString();
    row.start({});
    EXPECT_FALSE(printed(row).contains(QStringLiteral("lock waits")));
}

TrialResult trialOfTickets(double oversold)
{
    TrialResult trial = trialThatLost(0, 100);
    trial.outcome.sentence = "some of 1,000 tickets were sold twice";
    trial.outcome.figures = {
        {"oversold", "tickets sold beyond the seats", {}, oversold, 0.0},
        {"sold", "tickets sold", {}, 1'000, {}},
    };
    return trial;
}

TEST(MetricRow, TellsOversoldOfTickets)
{
    MetricRow row;
    row.start({.workload = WorkloadKind::Tickets});
    EXPECT_TRUE(printed(row).endsWith(QStringLiteral("; sold –; oversold –")))
        << "their places are there from the start: " << printed(row).toStdString();
    row.setResult(trialOfTickets(38));
    EXPECT_TRUE(printed(row).endsWith(QStringLiteral("; sold 1,000; oversold 38")))
        << printed(row).toStdString();
    EXPECT_FALSE(printed(row).contains(QStringLiteral("cores")));
    row.setLive(liveSnapshot(2));
    EXPECT_TRUE(printed(row).endsWith(QStringLiteral("; sold –; oversold –")))
        << "of the next trial it is not known yet: " << printed(row).toStdString();
    row.start({.workload = WorkloadKind::Squares});
    EXPECT_FALSE(printed(row).contains(QStringLiteral("sold"))) << printed(row).toStdString();
}

TEST(MetricRow, CountsWhatTheAnswerOfSeveralTrialsCounts)
{
    MetricRow row;
    RunResult run = runOf(Primitive::None, 2e9, 0);
    run.experiment.workload = WorkloadKind::Tickets;
    run.trials = {trialOfTickets(5), trialOfTickets(38), trialOfTickets(7)};
    row.start(run.experiment);
    row.setRun(run);
    EXPECT_TRUE(printed(row).endsWith(QStringLiteral("oversold 7"))) << printed(row).toStdString();
    const QString note = row.findChild<NoteLabel*>()->text();
    EXPECT_TRUE(note.contains(
        QStringLiteral("What the workload counts: of the trial that the answer is of.")))
        << note.toStdString();
}

TEST(MetricRow, SaysWhatShouldBeWhereSomethingIsMissing)
{
    MetricRow row;
    row.start({.workload = WorkloadKind::Bank});
    TrialResult trial = trialThatLost(0, 100);
    trial.outcome.figures = {{"total", "money in all accounts", {}, 99'812, 100'000.0}};
    row.setResult(trial);
    EXPECT_TRUE(printed(row).endsWith(QStringLiteral("money in all 99,812 of 100,000")))
        << printed(row).toStdString();
    trial.outcome.figures.front().value = 100'000;
    row.setResult(trial);
    EXPECT_TRUE(printed(row).endsWith(QStringLiteral("money in all 100,000")))
        << printed(row).toStdString();
}

TEST(MetricRow, TellsWithItsUnitWhatAnIncrementTook)
{
    MetricRow row;
    row.start({.workload = WorkloadKind::FalseSharing});
    TrialResult trial = trialThatLost(0, 100);
    trial.outcome.figures = {{"ns_per_increment", "an increment", "ns", 2.31, {}}};
    row.setResult(trial);
    EXPECT_TRUE(printed(row).endsWith(QStringLiteral("an increment 2.31 ns")))
        << printed(row).toStdString();
}

TEST(MetricRow, CountsPictures)
{
    MetricRow row;
    row.start({.workload = WorkloadKind::ImageFilter});
    EXPECT_TRUE(printed(row).contains(QStringLiteral("pictures per second –; picture p50 / p99 –")))
        << printed(row).toStdString();
    RunResult run = runOf(Primitive::None, 2e9, 0);
    run.experiment.workload = WorkloadKind::ImageFilter;
    run.trials.push_back(trialThatLost(0, 100));
    row.setRun(run);
    const QString note = row.findChild<NoteLabel*>()->text();
    EXPECT_TRUE(note.startsWith(QStringLiteral("Wall time and pictures per second: medians of 2")))
        << note.toStdString();
    Experiment strips{.workload = WorkloadKind::ImageFilter};
    strips.params["division"] = std::string("strip");
    row.start(strips);
    EXPECT_TRUE(printed(row).contains(QStringLiteral("tasks per second")))
        << "its tasks are parts of pictures: " << printed(row).toStdString();
}

} // namespace
} // namespace interleave::ui
