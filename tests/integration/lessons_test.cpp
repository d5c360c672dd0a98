// The lessons at the command line: listed, checked and tried.

#include "core/lesson/lesson_folder.h"
#include "tests/core/lesson/sample_lesson.h"
#include "tests/integration/command_line.h"

namespace interleave {
namespace {

using test::interleave;
using test::Printed;
using testing::HasSubstr;

class Lessons : public test::CommandLine
{
};

TEST_F(Lessons, AreListed)
{
    const Printed listed = interleave("lesson list");
    EXPECT_EQ(listed.status, 0);
    EXPECT_THAT(listed.out, HasSubstr("one-process"));
    EXPECT_THAT(interleave("lesson list --json").out, HasSubstr("\"name\": \"one-process\""));
}

TEST_F(Lessons, AreCheckedWithLineAndRemedy)
{
    const std::string right = write("right.md", test::kSampleLesson);
    const std::string wrong
        = write("wrong.md", test::with(test::kSampleLesson, "ask: How", "asks: How"));
    const Printed checked = interleave("lesson check " + wrong + " " + right);
    EXPECT_EQ(checked.status, 2);
    EXPECT_THAT(checked.out, HasSubstr("right.md: a valid lesson: A counter, 1 step"));
    EXPECT_THAT(checked.err, HasSubstr("wrong.md:16: there is no field asks"));
    EXPECT_EQ(interleave("lesson check /nowhere.md").status, 2);
}

TEST_F(Lessons, SayWhatTheirRunsGiveHere)
{
    const std::string file = write("a.md",
        test::with(test::kSampleLesson, "\"sync\": \"none\"", "\"sync\": \"lock\", \"tasks\": 10"));
    const Printed tried = interleave("lesson try " + file);
    EXPECT_EQ(tried.status, 0) << tried.err;
    EXPECT_THAT(tried.out, HasSubstr("How many are lost?\n    0 updates, in this one trial"));
    EXPECT_THAT(tried.out, HasSubstr("What do you see?\n    None is lost"));
    EXPECT_EQ(interleave("lesson try no-such-lesson").status, 2);
}

TEST_F(Lessons, RunNothingWhereOneIsWrong)
{
    expectRefused("lesson try " + write("wrong.md", "no lesson"), {"wrong.md:1: a lesson begins"});
}

TEST_F(Lessons, RunNoProgramOfAStrangerUnasked)
{
    const std::string touched = m_folder.path() / "touched";
    const std::string program = write("program", "#!/bin/sh\ntouch " + touched + "\n");
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    const std::string lesson = write("a.md",
        test::with(test::kSampleLesson,
            R"("workers": 2, "sync": "none")",
            R"("tasks": 2, "executor": "python-pool", "python": ")" + program + "\""));
    expectRefused(
        "lesson try " + lesson, {program.c_str(), "Nothing was started", "--allow-function"});
    EXPECT_FALSE(std::filesystem::exists(touched));
}

// What each asks has an answer here, whatever that is.
void expectAnswers(const std::string& cores)
{
    for (const LessonFile& file :
        lessonsIn(std::filesystem::path(SOURCE_FOLDER) / "resources/lessons")) {
        const Printed tried = test::runProgram(
            "/usr/bin/taskset", "-c " + cores + " " INTERLEAVE_PROGRAM " lesson try " + file.name);
        EXPECT_EQ(tried.status, 0) << file.name << "\n" << tried.out << tried.err;
        ASSERT_TRUE(file.lesson);
        for (const LessonStep& step : file.lesson->steps)
            EXPECT_THAT(tried.out, HasSubstr(step.title)) << file.name;
    }
}

TEST_F(Lessons, EachAnswersWhatItAsksOnTwoCores)
{
    expectAnswers("0,1");
}

TEST_F(Lessons, EachAnswersWhatItAsksWhereAllTakeTurnsOnOneCore)
{
    expectAnswers("0");
}

} // namespace
} // namespace interleave
