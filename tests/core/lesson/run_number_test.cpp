// What lessons ask of runs.

#include "core/lesson/run_number.h"
#include "tests/core/lesson/sample_lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

double valueOf(const RunResult& result, std::string_view text)
{
    return measuredIn(result, runNumberIn(text).value()).value().value;
}

std::string numberProblem(std::string_view text)
{
    const auto number = runNumberIn(text);
    return number ? "it is one" : number.error().message;
}

// 1 and 2 workers by turns: the second takes half as long, in the second round a third.
RunResult twoPoolSizes()
{
    RunResult result;
    result.experiment.varyWorkers = {1, 2};
    result.arms = {{.arm = {.workers = 1}, .summary = {}}, {.arm = {.workers = 2}, .summary = {}}};
    for (const auto& [arm, ns] :
        {std::pair<std::uint32_t, std::uint64_t>{0, 600}, {1, 300}, {0, 600}, {1, 200}}) {
        TrialResult& trial = result.trials.emplace_back();
        trial.arm = arm;
        trial.wallNs = ns;
    }
    return result;
}

TEST(RunNumber, IsTheMedianOfTheTrialsUnlessItSaysWhich)
{
    const RunResult result = test::runThatLost({7, 1, 3});
    EXPECT_EQ(valueOf(result, "lost"), 3);
    EXPECT_EQ(valueOf(result, "most lost"), 7);
    EXPECT_EQ(valueOf(result, "least lost"), 1);
    EXPECT_EQ(valueOf(result, "lost-share"), 3);
}

TEST(RunNumber, HasEachTrialWithItsRangeAndUnit)
{
    const auto measured = measuredIn(test::runThatLost({7, 1, 3}), runNumberIn("lost").value());
    EXPECT_THAT(measured->each, ElementsAre(7, 1, 3));
    EXPECT_EQ(measured->lowest, 1);
    EXPECT_EQ(measured->highest, 7);
    EXPECT_EQ(measured->unit, "updates");
}

TEST(RunNumber, DividesTheTrialsOfARound)
{
    const auto measured = measuredIn(twoPoolSizes(), runNumberIn("wall of 1 / wall of 2").value());
    EXPECT_THAT(measured->each, ElementsAre(2, 3));
    EXPECT_DOUBLE_EQ(measured->value, 2.5);
    EXPECT_EQ(measured->unit, "times");
}

TEST(RunNumber, OfTheMostIsThatTrialsAlone)
{
    const auto most = measuredIn(test::runThatLost({7, 1, 3}), runNumberIn("most lost").value());
    EXPECT_EQ(most->lowest, 7);
    EXPECT_EQ(most->highest, 7);
    EXPECT_EQ(valueOf(test::runThatLost({8, 2}), "most lost / least lost"), 4);
}

// The second trial of 1 worker was stopped: the third of it belongs to the third of the other.
TEST(RunNumber, DividesNoTrialByThatOfAnotherRound)
{
    RunResult result = twoPoolSizes();
    for (const auto& [arm, ns] : {std::pair<std::uint32_t, std::uint64_t>{0, 900}, {1, 100}}) {
        TrialResult& trial = result.trials.emplace_back();
        trial.arm = arm;
        trial.wallNs = ns;
    }
    result.trials[2].end = TrialEnd::Cancelled;
    const auto measured = measuredIn(result, runNumberIn("wall of 1 / wall of 2").value());
    EXPECT_THAT(measured->each, ElementsAre(2, 9));
}

TEST(RunNumber, TakesFiguresOfTheWorkload)
{
    RunResult result = test::runThatLost({0});
    result.trials.front().outcome.figures.push_back(
        {.name = "oversold", .title = "tickets oversold", .unit = "tickets", .value = 4});
    EXPECT_EQ(valueOf(result, "figure oversold"), 4);
    EXPECT_FALSE(measuredIn(result, runNumberIn("figure torn").value()));
}

TEST(RunNumber, SaysOfARunWithoutTrialsThatItHasNoSuchNumber)
{
    EXPECT_EQ(measuredIn(test::runThatLost({}), runNumberIn("lost").value()).error().kind,
        LessonError::NotMeasured);
}

TEST(RunNumber, LeavesOutTrialsThatWereCancelled)
{
    RunResult result = test::runThatLost({7, 1});
    result.trials.front().end = TrialEnd::Cancelled;
    EXPECT_EQ(valueOf(result, "lost"), 1);
}

TEST(RunNumber, DividesByNothing)
{
    EXPECT_EQ(measuredIn(test::runThatLost({0}), runNumberIn("wall / lost").value()).error().kind,
        LessonError::NotMeasured);
}

TEST(RunNumber, NamesTheNearestOfWhatItDoesNotKnow)
{
    EXPECT_THAT(numberProblem("losst"), HasSubstr("did you mean 'lost'?"));
    EXPECT_THAT(numberProblem(""), HasSubstr("use one of wall, "));
    EXPECT_THAT(numberProblem("lost / "), HasSubstr("no run has ''"));
}

TEST(RunNumber, NamesAnArmWhereSeveralAreCompared)
{
    Experiment experiment;
    experiment.varyWorkers = {1, 2};
    const auto problem = [&](std::string_view text) {
        const auto checked = checkArms(runNumberIn(text).value(), experiment);
        return checked ? std::string() : checked.error().message;
    };
    EXPECT_EQ(problem("wall of 2"), "");
    EXPECT_THAT(problem("wall"), HasSubstr("wall of 1"));
    EXPECT_THAT(problem("wall of 3"), HasSubstr("use one of 1, 2"));
    EXPECT_THAT(problem("wall of 1 / wall of 7"), HasSubstr("does not compare '7'"));
    experiment.varyWorkers.clear();
    EXPECT_THAT(problem("wall of 2"), HasSubstr("compares nothing"));
}

TEST(RunCondition, ComparesWithANumber)
{
    const RunResult result = test::runThatLost({3});
    const auto holds = [&](std::string_view text) {
        return holdsIn(result, runConditionIn(text).value()).value();
    };
    EXPECT_TRUE(holds("lost = 3"));
    EXPECT_TRUE(holds("lost != 4"));
    EXPECT_TRUE(holds("lost >= 3"));
    EXPECT_TRUE(holds("lost <= 3"));
    EXPECT_FALSE(holds("lost > 3"));
    EXPECT_FALSE(holds("lost < 3"));
}

TEST(RunCondition, NeedsAComparisonAndANumber)
{
    for (const std::string_view text : {"lost", "lost > many", "lost >", ""})
        EXPECT_EQ(runConditionIn(text).error().kind, LessonError::BadText) << text;
}

} // namespace
} // namespace interleave
