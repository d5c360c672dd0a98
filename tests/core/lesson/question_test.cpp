// What a run says to an answer.

#include "core/lesson/question.h"
#include "tests/core/lesson/sample_lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Question askedFor(AnswerKind kind)
{
    return {.ask = "How many?", .kind = kind, .number = runNumberIn("lost").value()};
}

Question someOrNone()
{
    return {.ask = "Were any lost?",
        .kind = AnswerKind::Choice,
        .options = {{"some", {runConditionIn("most lost > 0").value()}},
            {"none", {runConditionIn("most lost = 0").value()}}}};
}

TEST(Judge, LetsANumberAgreeWithinItsToleranceOfAnyTrial)
{
    Question question = askedFor(AnswerKind::Number);
    question.tolerance = {.share = 0.1};
    const RunResult result = test::runThatLost({10, 20});
    const auto agrees = [&](double number) {
        return judge(question, number, result).agreement == Agreement::Agrees;
    };
    EXPECT_TRUE(agrees(9));
    EXPECT_TRUE(agrees(15));
    EXPECT_TRUE(agrees(22));
    EXPECT_FALSE(agrees(8.9));
    EXPECT_FALSE(agrees(22.1));
}

TEST(Judge, HoldsWhatIsSaidOfTheMostAgainstThatTrialAlone)
{
    Question question = askedFor(AnswerKind::Number);
    question.number = runNumberIn("most lost").value();
    const RunResult result = test::runThatLost({0, 7});
    EXPECT_EQ(judge(question, 0.0, result).agreement, Agreement::Differs);
    EXPECT_EQ(judge(question, 7.0, result).agreement, Agreement::Agrees);
    question.kind = AnswerKind::Range;
    EXPECT_EQ(judge(question, NumberRange{5, 9}, result).agreement, Agreement::Agrees);
}

TEST(Judge, LetsARangeAgreeThatHasAllTrials)
{
    const Question question = askedFor(AnswerKind::Range);
    const RunResult result = test::runThatLost({10, 20});
    EXPECT_EQ(judge(question, NumberRange{10, 20}, result).agreement, Agreement::Agrees);
    EXPECT_EQ(judge(question, NumberRange{11, 20}, result).agreement, Agreement::Differs);
    EXPECT_EQ(judge(question, NumberRange{0, 19}, result).agreement, Agreement::Differs);
}

TEST(Judge, FindsTheOptionThatTheRunSays)
{
    const Judged judged = judge(someOrNone(), std::size_t{1}, test::runThatLost({0, 3}));
    EXPECT_EQ(judged.agreement, Agreement::Differs);
    EXPECT_EQ(judged.option, 0);
    EXPECT_EQ(judge(someOrNone(), std::size_t{1}, test::runThatLost({0, 0})).agreement,
        Agreement::Agrees);
}

TEST(Judge, SaysWhereTheRunDecidesNothing)
{
    Question question = someOrNone();
    question.options.back().when = {runConditionIn("most lost > 1").value()};
    const auto doubtOf = [&](std::initializer_list<std::uint64_t> lost) {
        return answerOf(question, test::runThatLost(lost)).doubt;
    };
    EXPECT_THAT(doubtOf({3}), HasSubstr("more than one of the answers"));
    EXPECT_THAT(doubtOf({0}), HasSubstr("none of the answers"));
    EXPECT_THAT(doubtOf({}), HasSubstr("no trial of it was measured"));
}

TEST(Judge, LetsAnOrderAgreeUnlessOneWasSmallerInEveryTrial)
{
    const auto itemOf = [](const char* text, std::string_view number) {
        return OrderedItem{text, runNumberIn(number).value()};
    };
    const Question question{.ask = "Which is smaller?",
        .kind = AnswerKind::Order,
        .items = {itemOf("all", "expected"), itemOf("lost", "lost"), itemOf("left", "actual")}};
    const RunResult result = test::runThatLost({10, 60});
    using Order = std::vector<std::size_t>;
    EXPECT_THAT(answerOf(question, result).order, ElementsAre(1, 2, 0));
    EXPECT_EQ(judge(question, Order{1, 2, 0}, result).agreement, Agreement::Agrees);
    EXPECT_EQ(judge(question, Order{2, 1, 0}, result).agreement, Agreement::Agrees)
        << "10 to 60 and 40 to 90 are in no order";
    EXPECT_EQ(judge(question, Order{0, 1, 2}, result).agreement, Agreement::Differs);
}

} // namespace
} // namespace interleave
