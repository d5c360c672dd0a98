// What the window says beside the answer: where the workers had one core, where a core's load is
// not known, and what the outcome has to remark.

#include "tests/ui/sample_results.h"
#include "ui/models/core_numbers.h"
#include "ui/race/outcome_details.h"
#include "ui/views/run_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace interleave::ui {

namespace {

TrialResult onOneCore(std::uint64_t lost)
{
    TrialResult trial;
    trial.race = {.expected = 100, .actual = 100 - lost, .updates = 100, .lost = lost};
    trial.onlyCore = 3;
    return trial;
}

} // namespace

TEST(OneCore, F69_TheWindowSaysThatNothingLostProvesNothing)
{
    EXPECT_EQ(outcomeDetails({}, onOneCore(0)),
        QStringLiteral("All workers took turns on core 3, so few could meet: this run cannot show "
                       "that it is safe · counter 100 as expected"));
    EXPECT_TRUE(outcomeDetails({}, onOneCore(5))
                    .startsWith(QStringLiteral("All workers took turns on core 3 ·")));
}

TEST(OneCore, F69_OfSeveralTrialsAllMustHaveHadOneCore)
{
    RunResult run;
    run.trials = {onOneCore(0), onOneCore(0)};
    run.arms.resize(1);
    EXPECT_TRUE(outcomeDetails(run).contains(QStringLiteral("cannot show that it is safe")));
    run.trials.back().onlyCore.reset();
    run.trials.back().workers.resize(2);
    EXPECT_FALSE(outcomeDetails(run).contains(QStringLiteral("took turns")));
}

TEST(OtherLoad, IsSaidBesideTheAnswer)
{
    TrialResult trial;
    trial.wallNs = 1'000'000'000;
    trial.othersShare = 0.4;
    EXPECT_TRUE(outcomeDetails({}, trial).startsWith(
        QStringLiteral("Others took 40 % of the cores meanwhile")));
}

TEST(OtherLoad, IsSaidBesideTheAnswerOfAComparison)
{
    RunResult result = runOf(Primitive::None, 1e9, 38'000);
    result.arms.resize(2);
    result.arms[1].arm.sync = Primitive::Lock;
    result.trials.push_back(result.trials.front());
    result.trials[1].arm = 1;
    result.trials[1].othersShare = 0.25;
    const ui::Run run(RunContent{.asked = result.experiment, .result = result});
    EXPECT_TRUE(answerOf(run).details.contains(
        QStringLiteral("Others took up to 25 % of the cores in 1 of 2 trials")))
        << answerOf(run).details.toStdString();
}

TEST(CodecShare, IsSaidBesideTheAnswerOfAnImageRun)
{
    TrialResult trial;
    trial.outcome.figures = {{"decode_ns", "", "ns", 40, {}},
        {"filter_ns", "", "ns", 38, {}},
        {"encode_ns", "", "ns", 22, {}}};
    trial.tasks.total = 1;
    trial.workers.resize(2);
    const Experiment experiment{.workload = WorkloadKind::ImageFilter};
    EXPECT_TRUE(outcomeDetails(experiment, trial)
                    .startsWith(QStringLiteral(
                        "Decoding and encoding are about 62 % of the work, and one worker does "
                        "them for a picture: on 2 workers strips could make this run about 1.23 "
                        "times as fast at most")))
        << outcomeDetails(experiment, trial).toStdString();
}

TEST(Remark, OfTheOutcomeIsSaidBesideTheAnswer)
{
    TrialResult trial;
    trial.outcome.remark
        = OutcomeRemark{.sentence = "2 damaged pictures were salvaged", .tasks = {}};
    EXPECT_TRUE(
        outcomeDetails({}, trial).startsWith(QStringLiteral("2 damaged pictures were salvaged")))
        << outcomeDetails({}, trial).toStdString();
}

TEST(MissingCore, F70_TheWindowSaysThatItsLoadIsNotKnown)
{
    const NumberTable table = coreNumbers(
        std::vector<CoreResult>{{.core = 1, .utilisation = std::nullopt, .run = 0.5}});
    EXPECT_EQ(table.rows.at(0).at(2).toString(), QStringLiteral("not known"));
    UtilisationSeries series{.seconds = {1},
        .activity = {},
        .cores = {1},
        .machine = {{std::numeric_limits<float>::quiet_NaN()}},
        .run = {{0.5F}},
        .workers = {}};
    EXPECT_EQ(coreNumbers(series).rows.at(0).at(2).toString(), QStringLiteral("not known"));
}

} // namespace interleave::ui
