// Lessons as files: what is read, and what is said of what is wrong.

#include "core/lesson/lesson_text.h"
#include "tests/core/lesson/sample_lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using test::kSampleLesson;
using test::with;
using testing::HasSubstr;

std::string problemsOf(const std::string& text)
{
    const auto lesson = lessonIn(text);
    return lesson ? "nothing is wrong" : joinProblems(lesson.error(), "a.md");
}

TEST(LessonText, IsReadWhole)
{
    const Lesson lesson = lessonIn(kSampleLesson).value();
    EXPECT_EQ(lesson.title, "A counter");
    EXPECT_EQ(lesson.about, "What becomes of updates.");
    EXPECT_EQ(lesson.minutes, 5);
    EXPECT_EQ(lesson.introduction, "The introduction.\n\n");
    ASSERT_EQ(lesson.steps.size(), 1);
    const LessonStep& step = lesson.steps.front();
    EXPECT_EQ(step.title, "Without a lock");
    EXPECT_EQ(step.experiment.sync, Primitive::None);
    EXPECT_EQ(step.predict.ask, "How many are lost?");
    EXPECT_DOUBLE_EQ(step.predict.tolerance.share, 0.1);
    EXPECT_EQ(step.observe.options.size(), 2);
    EXPECT_EQ(step.view, "race");
    EXPECT_THAT(step.text, HasSubstr("Read this"));
    EXPECT_EQ(step.explanation, "{lost} were lost.\n");
}

TEST(LessonText, MayEndItsLinesAsOtherSystemsDo)
{
    std::string text;
    for (const char each : kSampleLesson)
        text += each == '\n' ? "\r\n" : std::string(1, each);
    EXPECT_EQ(lessonIn(text)->steps.front().predict.ask, "How many are lost?");
}

TEST(LessonText, KeepsCodeThatItDoesNotKnow)
{
    const std::string text
        = with(kSampleLesson, "Read this", "```python\n## no step\n```\nRead this");
    EXPECT_THAT(lessonIn(text)->steps.front().text, HasSubstr("## no step"));
}

TEST(LessonText, NamesTheLineAndTheRemedy)
{
    EXPECT_EQ(problemsOf(with(kSampleLesson, "ask: How", "asks: How")),
        "a.md:15: 'ask' is missing; write ask: and the text behind it\n"
        "a.md:16: there is no field asks (did you mean 'ask'?); use ask, number, range, choice, "
        "order, tolerance");
    EXPECT_EQ(
        problemsOf(with(kSampleLesson, "number: lost", "number: losst")).substr(0, 8), "a.md:17:");
    EXPECT_THAT(problemsOf(with(kSampleLesson, "10 %", "a bit")),
        HasSubstr("a.md:18: 'a bit' is no tolerance"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "(view:timeline)", "(view:timelime)")),
        HasSubstr("a.md:9: there is no view timelime (did you mean 'timeline'?)"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "{lost} were", "\n{lossts} were")),
        HasSubstr("a.md:30: no run has 'lossts'"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "view: race", "view: rase")),
        HasSubstr("a.md:21: there is no view rase (did you mean 'race'?)"));
}

TEST(LessonText, NamesWhatAStepLacks)
{
    EXPECT_THAT(problemsOf(with(kSampleLesson, "```experiment", "```text")),
        HasSubstr("a.md:8: the step Without a lock has no experiment"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "```observe", "```text")),
        HasSubstr("a.md:8: the step Without a lock does not ask to observe"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "### What", "What")),
        HasSubstr("a.md:8: the step Without a lock explains nothing"));
    EXPECT_THAT(
        problemsOf(with(kSampleLesson, "## Without", "Without")), HasSubstr("stands in no step"));
}

TEST(LessonText, RefusesAnExperimentThatCannotRun)
{
    EXPECT_THAT(problemsOf(with(kSampleLesson, "\"workers\": 2", "\"workers\": 0")),
        HasSubstr("a.md:11: field 'workers': 0 is not allowed"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "\"sync\"", "\"sink\"")), HasSubstr("a.md:11: "));
    EXPECT_THAT(
        problemsOf(with(kSampleLesson, "{\"workload\"", "{workload")), HasSubstr("a.md:11: "));
}

TEST(LessonText, HasOneKindOfAnswerToAQuestion)
{
    EXPECT_THAT(problemsOf(with(kSampleLesson, "number: lost", "number: lost\nrange: lost")),
        HasSubstr("one question has one kind of answer"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "number: lost\n", "")),
        HasSubstr("what is asked for is missing"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "choice: None is lost | most lost = 0\n", "")),
        HasSubstr("one choice leaves nothing to say"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "| most lost = 0", "")),
        HasSubstr("say behind a '|' what the run must show for it"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "number: lost", "number: lost\nnumber: wall")),
        HasSubstr("a.md:18: the field 'number' is there twice"));
}

TEST(LessonText, BeginsWithAFrontMatter)
{
    EXPECT_THAT(problemsOf("Hello"), HasSubstr("a.md:1: a lesson begins with a line '---'"));
    EXPECT_THAT(
        problemsOf(with(kSampleLesson, "title: A counter\n", "")), HasSubstr("'title' is missing"));
    EXPECT_THAT(problemsOf(with(kSampleLesson, "minutes: 5", "minutes: soon")),
        HasSubstr("a.md:4: 'soon' is no number of minutes"));
    EXPECT_THAT(problemsOf("---\ntitle: x\n"), HasSubstr("the front matter has no end"));
}

TEST(LessonText, IsRefusedWhereItIsTooLargeOrNoText)
{
    EXPECT_THAT(problemsOf(kSampleLesson + std::string(10'000'000, 'x')),
        HasSubstr("a.md: the lesson is larger than 1 MiB"));
    EXPECT_THAT(problemsOf(std::string("---\0", 4)), HasSubstr("this is no text"));
    EXPECT_THAT(problemsOf(""), HasSubstr("a.md:1: a lesson begins"));
}

TEST(LessonText, SaysWhereABlockHasNoEnd)
{
    EXPECT_THAT(problemsOf(with(kSampleLesson, "view: race\n```", "view: race")),
        HasSubstr("a.md:21: the block has no end"));
}

TEST(LessonText, TakesEachBlockOnceAStep)
{
    EXPECT_THAT(problemsOf(with(kSampleLesson, "```observe", "```experiment\n{}\n```\n```observe")),
        HasSubstr("a.md:21: the step has a block 'experiment' already, in line 11"));
}

TEST(LessonNumbers, AreTheRunsOwn)
{
    const auto write = [](const Measured& measured) { return fmt::format("{}", measured.value); };
    const RunResult result = test::runThatLost({3});
    EXPECT_EQ(withNumbers("{lost} of {expected}, {not a number}, {open", result, write),
        "3 of 100, ?, {open");
}

} // namespace
} // namespace interleave
