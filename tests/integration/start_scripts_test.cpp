// What app/run and tests/run say before there is a program.

#include "tests/support/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::test {

namespace {

Printed givingUp(const std::string& redirection)
{
    return runProgram("/bin/bash",
        "-c 'source " SOURCE_FOLDER "/app/packages.sh; giveUp because " + redirection + "'");
}

} // namespace

TEST(StartScripts, SayWhyTheyGiveUp)
{
    const Printed printed = givingUp("");
    EXPECT_EQ(printed.status, 1);
    EXPECT_EQ(printed.err, "interleave: because\n");
}

TEST(StartScripts, GiveUpAllTheSameWhereNobodyTakesTheirWords)
{
    for (const char* redirection : {"2>&-", "2>/dev/full"}) {
        const Printed printed = givingUp(redirection);
        EXPECT_EQ(printed.status, 1) << redirection;
        EXPECT_THAT(printed.out, testing::IsEmpty()) << redirection;
    }
}

} // namespace interleave::test
