// The window's program as a shell meets it: what it prints is written whole, or it says so.

#include "tests/support/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::test {

using testing::HasSubstr;

namespace {

Printed runWindow(const std::string& arguments)
{
    return runProgram(
        "/bin/sh", "-c 'QT_QPA_PLATFORM=offscreen exec " WINDOW_PROGRAM " " + arguments + "'");
}

} // namespace

TEST(WindowStreams, F61_HelpAndVersionTellThatTheirOutputFoundNoRoom)
{
    for (const char* option : {"--version", "--help"}) {
        for (const char* out : {">/dev/full", ">&-"}) {
            const Printed printed = runWindow(std::string(option) + " " + out);
            EXPECT_EQ(printed.status, 3) << option << out;
            EXPECT_THAT(printed.err, HasSubstr("cannot write standard output"));
        }
    }
}

TEST(WindowStreams, F60_ARefusalNeedsNobodyWhoReadsIt)
{
    EXPECT_EQ(runWindow("one two 2>&-").status, 2);
    EXPECT_EQ(runWindow("one two 2>/dev/full").status, 2);
}

} // namespace interleave::test
