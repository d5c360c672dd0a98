// The run as a document, and the window's list of them.

#include "core/model/run_verdict.h"
#include "tests/support/synthetic_recording.h"
#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/race/outcome_text.h"
#include "ui/run/failed_run.h"
#include "ui/run/run_follower.h"
#include "ui/run/run_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::shared_ptr<const Recording> recordingOf(std::uint64_t tasks)
{
    test::SyntheticRun events({.tasks = tasks});
    events.finish();
    return events.recording();
}

// With the recording of its one trial.
std::shared_ptr<ui::Run> endedRun(Primitive sync, double wallNs, std::uint64_t lost)
{
    auto run = std::make_shared<ui::Run>(Experiment{.sync = sync});
    const RunResult result = runOf(sync, wallNs, lost);
    run->beginTrial(0, recordingOf(100));
    run->endTrial(result.trials.front(), nullptr);
    run->end(result);
    return run;
}

RunResult resultOfPair(const Experiment& experiment)
{
    RunResult result{.experiment = experiment};
    for (const std::uint32_t arm : {1U, 0U, 0U, 1U}) {
        result.trials.push_back(trialThatLost(arm == 0 ? 10 : 0, 100));
        result.trials.back().arm = arm;
    }
    result.arms = {{{.sync = Primitive::None, .workers = 2}, {.trials = 2}},
        {{.sync = Primitive::Lock, .workers = 2}, {.trials = 2}}};
    return result;
}

TEST(OneRun, HasAnArmForEachThatIsCompared)
{
    EXPECT_THAT(ui::Run(Experiment{}).arms(), SizeIs(1));
    const ui::Run primitives(
        Experiment{.compare = {Primitive::None, Primitive::Lock, Primitive::Atomic}});
    ASSERT_THAT(primitives.arms(), SizeIs(3));
    EXPECT_EQ(primitives.arms()[2].experiment.sync, Primitive::Atomic);
    EXPECT_TRUE(primitives.arms()[2].experiment.compare.empty());
    const ui::Run sizes(Experiment{.varyWorkers = {1, 2, 4}});
    ASSERT_THAT(sizes.arms(), SizeIs(3));
    EXPECT_EQ(sizes.arms()[2].experiment.workers, 4);
    EXPECT_THAT(ui::Run(Experiment{.probe = true}).arms(), SizeIs(3));
    const ui::Run layouts(Experiment{
        .workload = WorkloadKind::FalseSharing, .varyParam = {"layout", {"packed", "padded"}}});
    ASSERT_THAT(layouts.arms(), SizeIs(2));
    EXPECT_EQ(parameter<std::string>(layouts.arms()[1].experiment, "layout"), "padded");
    EXPECT_TRUE(layouts.arms()[1].experiment.varyParam.empty());
}

TEST(OneRun, GivesEachArmItsTrialsAsIfItHadRunAlone)
{
    const Experiment experiment{.compare = {Primitive::None, Primitive::Lock}, .trials = 2};
    ui::Run run(experiment);
    run.end(resultOfPair(experiment));
    const RunResult none = run.resultOf(0);
    ASSERT_THAT(none.trials, SizeIs(2));
    EXPECT_EQ(none.trials[0].arm, 0U);
    EXPECT_EQ(none.trials[0].race.lost, 10U);
    EXPECT_EQ(none.experiment.sync, Primitive::None);
    EXPECT_EQ(none.summary.trials, 2U);
    EXPECT_EQ(run.resultOf(1).trials[1].race.lost, 0U);
    EXPECT_EQ(run.lastTrial(0), &run.trials()[2]);
}

TEST(OneRun, SaysWhatItsArmsGaveUntilNow)
{
    ui::Run run(Experiment{.compare = {Primitive::None, Primitive::Lock}, .trials = 2});
    TrialResult trial = trialThatLost(30, 100);
    trial.arm = 0;
    run.endTrial(trial, nullptr);
    trial.race.lost = 10;
    run.endTrial(trial, nullptr);
    EXPECT_DOUBLE_EQ(run.resultOf(0).summary.lost.median, 20);
    EXPECT_DOUBLE_EQ(run.resultOf(0).summary.lost.high, 30);
    EXPECT_TRUE(run.resultOf(1).trials.empty());
}

TEST(OneRun, SaysHowThePrimitivesOfItsArmsWereUsedUntilNow)
{
    ui::Run run(Experiment{.compare = {Primitive::None, Primitive::Lock}, .trials = 2});
    TrialResult trial = trialThatLost(0, 100);
    trial.arm = 1;
    trial.workers = {{.busyNs = 100, .switches = 7}};
    trial.sync.use = {.acquisitions = 100, .waitNs = 40, .spinNs = 10, .holdNs = 30};
    trial.sync.fairness = 0.9;
    run.endTrial(trial, nullptr);
    const RunSummary summary = run.resultOf(1).summary;
    EXPECT_DOUBLE_EQ(summary.waitShare.median, 0.4);
    EXPECT_DOUBLE_EQ(summary.spinShare.median, 0.1);
    EXPECT_DOUBLE_EQ(summary.holdShare.median, 0.3);
    EXPECT_DOUBLE_EQ(summary.fairness.median, 0.9);
    EXPECT_DOUBLE_EQ(summary.switches.median, 7);
}

TEST(OneRun, KeepsTheRecordingOfEachArmsLastTrial)
{
    ui::Run run(Experiment{.compare = {Primitive::None, Primitive::Lock}});
    const auto first = recordingOf(10);
    const auto second = recordingOf(20);
    run.beginTrial(0, first);
    const std::uint32_t arm = run.lastArm();
    run.beginTrial(1, second);
    EXPECT_EQ(run.lastArm(), 1 - arm) << "each arm has one of two turns";
    EXPECT_EQ(run.arms()[arm].recording, first);
    EXPECT_EQ(run.arms()[1 - arm].recording, second);
}

TEST(OneRun, IsUnsavedWhenItHasAResultThatIsInNoFile)
{
    ui::Run run{Experiment{}};
    EXPECT_FALSE(run.unsaved());
    run.end(runOf(Primitive::None, 1e9, 5));
    EXPECT_TRUE(run.unsaved());
    run.setSaved(QStringLiteral("run.trace"));
    EXPECT_FALSE(run.unsaved());
}

TEST(OneRun, IsUnsavedAgainWhenItIsRenamed)
{
    ui::Run run{Experiment{}};
    run.end(runOf(Primitive::None, 1e9, 5));
    const QString first = run.name();
    run.setSaved(QStringLiteral("run.trace"));
    run.setName(QStringLiteral("mine"));
    EXPECT_TRUE(run.unsaved());
    run.setName(first);
    EXPECT_FALSE(run.unsaved()) << "that name is in the file";
    run.setName(QStringLiteral("mine"));
    run.setSaved(QStringLiteral("run.trace"), first);
    EXPECT_TRUE(run.unsaved()) << "it was renamed while it was written";
}

TEST(OneRun, HasANameThatCanBeChangedAndTakenBack)
{
    ui::Run run(Experiment{.sync = Primitive::None});
    EXPECT_EQ(run.name(), QStringLiteral("Shared counter, no primitive"));
    run.setName(QStringLiteral(" before the lecture "));
    EXPECT_EQ(run.name(), QStringLiteral("before the lecture"));
    run.setName({});
    EXPECT_EQ(run.name(), QStringLiteral("Shared counter, no primitive"));
}

TEST(OneRun, IsNotNamedAfterAPrimitiveThatItDoesNotUse)
{
    Experiment sharing{.workload = WorkloadKind::FalseSharing};
    EXPECT_EQ(ui::Run(sharing).name(), QStringLiteral("False sharing, packed"));
    sharing.params["layout"] = std::string("padded");
    EXPECT_EQ(ui::Run(sharing).name(), QStringLiteral("False sharing, padded"));
    EXPECT_EQ(ui::Run(Experiment{.workload = WorkloadKind::Bank}).name(),
        QStringLiteral("Bank transfers, lock"));
}

TEST(OneRun, NamesTheWorkloadWhateverItCompares)
{
    const auto name = [](const Experiment& asked) { return ui::Run(asked).name(); };
    EXPECT_EQ(name({.compare = {Primitive::None, Primitive::Lock}}),
        QStringLiteral("Shared counter: none | lock"));
    EXPECT_EQ(name({.workload = WorkloadKind::Bank,
                  .compare = {Primitive::None, Primitive::Lock, Primitive::Spinlock}}),
        QStringLiteral("Bank transfers: 3 primitives"));
    EXPECT_EQ(name({.varyWorkers = {1, 2, 4}}), QStringLiteral("Shared counter, 1 to 4 workers"));
}

TEST(OneRun, KnowsOfEachArmWhatWasAsked)
{
    ui::Run run(Experiment{.compare = {Primitive::None, Primitive::Lock}});
    RunResult result = runOf(Primitive::None, 1e9, 5);
    result.experiment = run.asked();
    result.experiment.chunk = 4'096; // what auto became
    result.arms = {{{.sync = Primitive::None}, {}}, {{.sync = Primitive::Lock}, {}}};
    run.end(result);
    EXPECT_EQ(run.arms()[1].experiment.chunk, 4'096);
    EXPECT_EQ(run.arms()[1].asked.chunk, std::nullopt);
    EXPECT_EQ(run.arms()[1].asked.sync, Primitive::Lock);
}

TEST(OneRun, OfTwoOthersHasBothAsArms)
{
    const auto a = endedRun(Primitive::None, 1e9, 37'912);
    const auto b = endedRun(Primitive::Lock, 3e9, 0);
    const auto both = ui::Run::comparing(*a, *b);
    ASSERT_THAT(both->arms(), SizeIs(2));
    EXPECT_EQ(both->arms()[0].recording, a->arms()[0].recording);
    EXPECT_EQ(both->arms()[1].recording, b->arms()[0].recording);
    EXPECT_EQ(both->resultOf(0).summary.lost.median, 37'912);
    EXPECT_EQ(both->resultOf(1).experiment.sync, Primitive::Lock);
    EXPECT_TRUE(both->canBeSaved());
    EXPECT_FALSE(both->unsaved()) << "the two have what it shows";
}

class Told : public RunFollower
{
public:
    std::vector<std::string> calls;

protected:
    void start() override { calls.emplace_back("start"); }
    void beginTrial() override { calls.emplace_back("trial"); }
    void showLive(const LiveSnapshot& /*live*/) override { calls.emplace_back("live"); }
    void showTrial(const TrialResult& /*trial*/) override { calls.emplace_back("result"); }
    void showEnd() override { calls.emplace_back("end"); }
};

TEST(RunFollowing, TellsOfARunThatIsOverWhatItToldOfItWhenItRan)
{
    auto run = std::make_shared<ui::Run>(Experiment{});
    Told watched;
    watched.follow(run, 0);
    run->beginTrial(0, recordingOf(100));
    run->setLive(liveSnapshot(1));
    const RunResult result = runOf(Primitive::None, 1e9, 5);
    run->endTrial(result.trials.front(), nullptr);
    run->end(result);
    Told late;
    late.follow(run, 0);
    EXPECT_THAT(watched.calls, ElementsAre("start", "trial", "live", "result", "end"));
    EXPECT_EQ(late.calls, watched.calls);
}

TEST(RunFollowing, OfOneArmIsNotToldOfTheOther)
{
    auto run = std::make_shared<ui::Run>(Experiment{.compare = {Primitive::None, Primitive::Lock}});
    run->beginTrial(0, recordingOf(10));
    Told other;
    other.follow(run, 1 - run->lastArm());
    run->setLive(liveSnapshot(1));
    EXPECT_THAT(other.calls, ElementsAre("start"));
}

TEST(RunFollowing, EndsWithAnotherRun)
{
    auto first = std::make_shared<ui::Run>(Experiment{});
    Told told;
    told.follow(first);
    told.follow(std::make_shared<ui::Run>(Experiment{}));
    first->setLive(liveSnapshot(1));
    EXPECT_THAT(told.calls, ElementsAre("start", "start"));
}

TEST(ListOfRuns, ShowsTheNewestAndKeepsTheOthers)
{
    RunList runs;
    const auto a = endedRun(Primitive::None, 1e9, 5);
    const auto b = endedRun(Primitive::Lock, 1e9, 0);
    runs.add(a);
    runs.add(b);
    EXPECT_EQ(runs.shown(), b);
    EXPECT_THAT(runs.runs(), ElementsAre(a, b));
    runs.remove(b);
    EXPECT_EQ(runs.shown(), a);
}

TEST(ListOfRuns, DropsTheEventsOfTheOldestAndSaysSo)
{
    RunList runs;
    QString said;
    QObject::connect(
        &runs, &RunList::dropped, &runs, [&](const QString& sentence) { said = sentence; });
    const auto a = endedRun(Primitive::None, 1e9, 5);
    const auto b = endedRun(Primitive::Lock, 1e9, 0);
    runs.add(a);
    runs.add(b);
    runs.setMostBytes(b->arms()[0].recording->usedBytes());
    EXPECT_FALSE(a->arms()[0].recording);
    EXPECT_TRUE(b->arms()[0].recording) << "it is shown";
    EXPECT_EQ(a->result()->trials.front().race.lost, 5U) << "results stay";
    EXPECT_TRUE(said.contains(a->name())) << said.toStdString();
    EXPECT_EQ(a->whyDropped(), said);
}

TEST(ListOfRuns, DropsThoseFirstThatAreInAFile)
{
    RunList runs;
    std::vector<std::shared_ptr<ui::Run>> three;
    for (int i = 0; i < 3; ++i) {
        three.push_back(endedRun(Primitive::Lock, 1e9, 0));
        runs.add(three.back());
    }
    three[1]->setSaved(QStringLiteral("run.trace"));
    runs.setMostBytes(2 * three[2]->arms()[0].recording->usedBytes());
    EXPECT_TRUE(three[0]->arms()[0].recording);
    EXPECT_FALSE(three[1]->arms()[0].recording);
}

TEST(ListOfRuns, KeepsTheEventsOfThoseWhoseComparisonIsShown)
{
    RunList runs;
    const auto a = endedRun(Primitive::None, 1e9, 5);
    const auto b = endedRun(Primitive::Lock, 1e9, 0);
    const auto c = endedRun(Primitive::Lock, 1e9, 0);
    for (const auto& run : {a, b, c, ui::Run::comparing(*a, *b)})
        runs.add(run);
    runs.setMostBytes(1);
    EXPECT_TRUE(a->hasRecordings()) << "nothing would be freed";
    EXPECT_TRUE(b->hasRecordings());
    EXPECT_FALSE(c->hasRecordings());
}

TEST(ListOfRuns, DropsAComparisonBeforeThoseThatItIsOf)
{
    RunList runs;
    const auto a = endedRun(Primitive::None, 1e9, 5);
    const auto b = endedRun(Primitive::Lock, 1e9, 0);
    const auto both = ui::Run::comparing(*a, *b);
    for (const auto& run : {a, b, both, endedRun(Primitive::Lock, 1e9, 0)})
        runs.add(run);
    runs.setMostBytes(runs.bytes() - 1);
    EXPECT_FALSE(both->hasRecordings());
    EXPECT_FALSE(a->hasRecordings());
    EXPECT_TRUE(b->hasRecordings());
}

TEST(CancelledRun, BeforeItWasPlannedHasNoNumbersOfItsOwn)
{
    const ui::Run run(Experiment{.workload = WorkloadKind::ImageFilter, .trials = 3});
    const RunResult result = resultOfCancelled(run);
    EXPECT_EQ(result.summary.tasks.total, 0U);
    EXPECT_EQ(result.arms.front().summary.tasks.total, 0U);
    EXPECT_TRUE(result.errors.empty()) << "the log has the reason";
    EXPECT_EQ(verdictOf(result), RunVerdict::TasksFailed) << "and not that nothing is known";
    EXPECT_EQ(outcomeHeadline(result), QStringLiteral("Cancelled before it began"));
}

TEST(ListOfRuns, CountsWhatRunsShareOnce)
{
    RunList runs;
    const auto a = endedRun(Primitive::None, 1e9, 5);
    const auto b = endedRun(Primitive::Lock, 1e9, 0);
    runs.add(a);
    runs.add(b);
    const std::uint64_t before = runs.bytes();
    runs.add(ui::Run::comparing(*a, *b));
    EXPECT_EQ(runs.bytes(), before);
}

} // namespace
} // namespace interleave::ui
