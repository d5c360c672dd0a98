#include "tests/ui/print_qt.h"
#include "tests/ui/sample_results.h"
#include "ui/views/run_answer.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

RunResult threeTrials(std::uint64_t lostInOne)
{
    RunResult result = runOf(Primitive::None, 1e9, 0);
    result.experiment.trials = 3;
    result.trials.resize(3, result.trials.front());
    result.trials[1].race.lost = lostInOne;
    return result;
}

QString briefOf(const RunResult& result)
{
    return answerOf(Run(RunContent{.asked = result.experiment, .result = result})).brief;
}

TEST(BriefAnswer, SaysThatNothingWasLostOnlyWhereNoTrialLostAnything)
{
    EXPECT_EQ(briefOf(threeTrials(5)), QStringLiteral("1 of 3 lost"));
    EXPECT_EQ(briefOf(threeTrials(0)), QStringLiteral("none lost, 1.00 s"));
    RunResult squares = threeTrials(5);
    squares.experiment.workload = WorkloadKind::Squares;
    EXPECT_EQ(briefOf(squares), QStringLiteral("1 of 3 lost")) << "whatever it is about";
    squares.trials[1].race.lost = 0;
    EXPECT_EQ(briefOf(squares), QStringLiteral("1.00 s"));
}

TEST(BriefAnswer, OfAWorkloadWithAnAnswerOfItsOwnSpeaksOfNoLosses)
{
    RunResult result = threeTrials(5);
    result.experiment.workload = WorkloadKind::Tickets;
    for (TrialResult& trial : result.trials)
        trial.outcome.sentence = "some tickets were sold twice";
    result.summary.lost.median = 5;
    result.trials[0].outcome.asWanted = false;
    EXPECT_EQ(briefOf(result), QStringLiteral("2 of 3 went wrong"));
}

TEST(BriefAnswer, CountsTheFailuresOfStripsInPicturesAsTheHeadlineDoes)
{
    RunResult result = runOf(Primitive::Lock, 1e9, 0);
    result.experiment.workload = WorkloadKind::ImageFilter;
    result.experiment.params["division"] = std::string("strip");
    TrialResult& trial = result.trials.front();
    trial.tasks = {.total = 136, .succeeded = 128, .failed = 8};
    trial.outcome.figures = {{.name = "pictures", .value = 34},
        {.name = "pictures_filtered", .value = 32},
        {.name = "pictures_failed", .value = 2}};
    EXPECT_EQ(briefOf(result), QStringLiteral("2 failed"));
}

TEST(Answer, OfPoolSizesSaysThatSmallerPoolsLostWhatTheLargestKept)
{
    RunResult result = runOf(Primitive::None, 1e9, 0);
    result.experiment.varyWorkers = {1, 2, 4};
    result.arms.clear();
    for (const std::uint32_t workers : {1U, 2U, 4U}) {
        ArmResult& arm = result.arms.emplace_back();
        arm.arm.workers = workers;
        arm.summary = result.summary;
    }
    result.trials.resize(3, result.trials.front());
    result.trials[1].arm = 1;
    result.trials[2].arm = 2;
    result.trials[0].race.lost = 5;
    const QString details
        = answerOf(ui::Run(RunContent{.asked = result.experiment, .result = result})).details;
    EXPECT_TRUE(details.contains(QStringLiteral("lost in 1 of 3 trials, in none of those with 4")))
        << details.toStdString();
    EXPECT_FALSE(details.contains(QStringLiteral("No update was lost"))) << details.toStdString();
}

TEST(Answer, OfTwoRunsHasTheCaveatsOfEachByItself)
{
    const auto disturbed = [](double share) {
        RunResult result = runOf(Primitive::None, 1e9, 0);
        result.arms.emplace_back().summary = result.summary;
        result.trials.front().othersShare = share;
        return ui::Run(RunContent{.asked = result.experiment, .result = result});
    };
    const QString alone = answerOf(disturbed(0.4)).details;
    const QString both = answerOf(*ui::Run::comparing(disturbed(0), disturbed(0.4))).details;
    EXPECT_TRUE(both.contains(QStringLiteral("B: Others took"))) << both.toStdString();
    EXPECT_FALSE(both.contains(QStringLiteral("A: "))) << both.toStdString();
    EXPECT_FALSE(alone.contains(QStringLiteral("B: "))) << alone.toStdString();
}

} // namespace
} // namespace interleave::ui
