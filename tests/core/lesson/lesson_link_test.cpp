// Where links of lessons lead.

#include "core/lesson/lesson_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::HasSubstr;

std::string linkProblem(std::string_view target)
{
    const auto link = linkTo(target);
    return link ? "it leads somewhere" : link.error();
}

std::vector<LessonProblem> problemsIn(std::string_view text)
{
    std::vector<LessonProblem> problems;
    checkLinks(text, 10, problems);
    return problems;
}

TEST(LessonLink, LeadsToAViewAFieldAWorkerOrTheWeb)
{
    EXPECT_EQ(linkTo("view:lost-updates")->name, "lost-updates");
    EXPECT_EQ(linkTo("field:sync=none")->name, "sync");
    EXPECT_EQ(linkTo("field:sync=none")->value, "none");
    EXPECT_EQ(linkTo("worker:2")->worker, 2);
    EXPECT_EQ(linkTo("https://example.org")->kind, LinkKind::Web);
}

TEST(LessonLink, LeadsNowhereElse)
{
    EXPECT_THAT(linkProblem("file:///etc/passwd"), HasSubstr("leads nowhere"));
    EXPECT_THAT(linkProblem("javascript:alert(1)"), HasSubstr("leads nowhere"));
    EXPECT_THAT(linkProblem("field:sync=lok"), HasSubstr("'lok' is not allowed"));
    EXPECT_THAT(linkProblem("field:synk=none"),
        HasSubstr("there is no field synk of an experiment (did you mean 'sync'?)"));
    EXPECT_THAT(linkProblem("field:sync"), HasSubstr("say which value"));
    EXPECT_THAT(linkProblem("worker:0"), HasSubstr("the first one is worker:1"));
    EXPECT_THAT(linkProblem("worker:second"), HasSubstr("is no worker"));
}

TEST(LessonLink, IsFoundInItsLine)
{
    const auto problems = problemsIn("one\n[good](view:race)\n[bad](view:rase) [x](nowhere)\n");
    ASSERT_EQ(problems.size(), 2);
    EXPECT_EQ(problems.front().line, 12);
    EXPECT_EQ(problems.back().line, 12);
}

TEST(LessonPicture, LiesBesideTheLesson)
{
    EXPECT_TRUE(problemsIn("![a fork](fork.png) ![another](more/fork.png)").empty());
    EXPECT_THAT(problemsIn("![x](../x.png)").front().message, HasSubstr("outside"));
    EXPECT_THAT(problemsIn("![x](/etc/x.png)").front().message, HasSubstr("outside"));
    EXPECT_THAT(
        problemsIn("![x](https://example.org/x.png)").front().message, HasSubstr("in the web"));
}

} // namespace
} // namespace interleave
