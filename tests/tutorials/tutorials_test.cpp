// Runs each program of the tutorials and compares what it prints with what its first comment says.

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "expected_output.h"

namespace interleave::test {
namespace {

struct Ran
{
    std::string output; // and errors, until nobody is left who could print
    int status;
};

Ran run(const std::string& program)
{
    FILE* const pipe = ::popen((program + " 2>&1").c_str(), "r");
    std::string output;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
        output.push_back(static_cast<char>(c));
    return {std::move(output), ::pclose(pipe)};
}

std::string contentOf(const std::string& path)
{
    std::ifstream file(path);
    return (std::ostringstream() << file.rdbuf()).str();
}

class Tutorial : public testing::TestWithParam<const char*>
{
};

TEST_P(Tutorial, PrintsWhatItsCommentSays)
{
    const std::string name = GetParam();
    const auto expected
        = ExpectedOutput::fromSource(contentOf(TUTORIAL_SOURCES "/" + name + ".cpp"));
    ASSERT_FALSE(expected.empty()) << "its first comment has no line '// Output:'";
    const Ran ran = run(TUTORIAL_PROGRAMS "/" + name);
    EXPECT_EQ(expected.complaint(ran.output), "") << ran.output;
    EXPECT_EQ(ran.status, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Core, Tutorial, testing::Values(TUTORIALS), [](const auto& each) { return each.param; });

constexpr const char* kSource = R"(// What it is about.
//
// Output:
// pid <pid one>
// Output, in any order:
// a <count>
// b <pid two>
// Output:
// [1, ..., 9] in <seconds> seconds
#include
)";

TEST(ExpectedOutput, AcceptsWhatIsAsExpected)
{
    const auto expected = ExpectedOutput::fromSource(kSource);
    EXPECT_EQ(expected.complaint("pid 1\nb 2\na 7\n[1, 2, 9] in 1.5e-05 seconds\n"), "");
}

TEST(ExpectedOutput, SeesWrongLinesWrongOrderAndWrongPids)
{
    const auto expected = ExpectedOutput::fromSource(kSource);
    EXPECT_NE(expected.complaint("pid x\nb 2\na 7\n[1, 2, 9] in 1 seconds\n"), "");
    EXPECT_NE(expected.complaint("b 2\npid 1\na 7\n[1, 2, 9] in 1 seconds\n"), "");
    EXPECT_NE(expected.complaint("pid 1\nb 1\na 7\n[1, 2, 9] in 1 seconds\n"), "");
    EXPECT_NE(expected.complaint("pid 1\nb 2\na 7\n"), "");
    EXPECT_NE(expected.complaint("pid 1\nb 2\na 7\n[1, 2, 9] in 1 seconds\nmore\n"), "");
}

} // namespace
} // namespace interleave::test
