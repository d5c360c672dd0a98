#include "core/model/own_function.h"
#include "core/model/wording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::HasSubstr;

Experiment calling(std::string code, ExecutorKind executor = ExecutorKind::PythonPool)
{
    return {.workload = WorkloadKind::Function,
        .params = {{"code", std::move(code)}},
        .executor = executor};
}

std::string problemOf(const Experiment& experiment)
{
    const auto problems = findProblems(experiment);
    return problems.empty() ? std::string() : problems.front().message;
}

TEST(OwnFunction, WhatIsSuggestedIsAllowed)
{
    EXPECT_EQ(
        problemOf({.workload = WorkloadKind::Function, .executor = ExecutorKind::PythonPool}), "");
}

TEST(OwnFunction, ItMustBeCalledTask)
{
    EXPECT_THAT(problemOf(calling("def square(n):\n    return n * n\n")), HasSubstr("params.code"));
    EXPECT_THAT(problemOf(calling("")), HasSubstr("def task(n)"));
}

TEST(OwnFunction, WhatWouldBeReadOtherwiseThanItRunsIsRefused)
{
    for (const char* odd : {"\u202e", "\u00a0", "\u2028", "\u2029", "\x1b[2J", "\xff"})
        EXPECT_THAT(problemOf(calling("def task(n):\n    return '" + std::string(odd) + "'\n")),
            HasSubstr("write them as escapes"))
            << odd;
    EXPECT_EQ(problemOf(calling("def task(n):\n\treturn 'é'\n")), "");
}

TEST(OwnFunction, ItHasALongestLength)
{
    const std::string code = "def task(n): return n #";
    const std::string rest(kMostFunctionBytes - code.size(), 'x');
    EXPECT_EQ(problemOf(calling(code + rest)), "");
    EXPECT_THAT(problemOf(calling(code + rest + 'x')), HasSubstr("16385 bytes"));
}

TEST(OwnFunction, OnlyPythonsExecutorsHaveIt)
{
    EXPECT_THAT(
        problemOf(calling("def task(n): pass", ExecutorKind::Processes)), HasSubstr("python-pool"));
    EXPECT_THAT(problemOf(calling("def task(n): pass", ExecutorKind::PythonAsyncio)),
        HasSubstr("python-asyncio has no tasks of"));
    EXPECT_EQ(problemOf(calling("def task(n): pass", ExecutorKind::PythonSerial)), "");
}

TEST(OwnFunction, AFilesLinesBecomePythons)
{
    EXPECT_EQ(withPlainLines("\xef\xbb\xbf"
                             "a\r\nb\rc\n"),
        "a\nb\nc\n");
}

} // namespace
} // namespace interleave
