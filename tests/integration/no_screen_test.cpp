// The window's program where there is no screen.

#include "tests/support/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::HasSubstr;

// With the surroundings of a user who has come by ssh; `screen` as env takes it. Without a runtime
// folder the library of Wayland adds a line of its own.
Printed withoutScreen(
    const std::string& program, const std::string& arguments, const std::string& screen = "")
{
    return runProgram("/usr/bin/timeout",
        "-s KILL 30 env -u DISPLAY -u WAYLAND_DISPLAY -u QT_QPA_PLATFORM XDG_RUNTIME_DIR=/tmp "
            + screen + " " + program + " " + arguments);
}

void expectSentence(const Printed& printed)
{
    EXPECT_EQ(printed.status, 3) << printed.err;
    EXPECT_THAT(printed.err, HasSubstr("cannot open a window"));
    EXPECT_THAT(printed.err, HasSubstr("DISPLAY"));
    EXPECT_EQ(std::ranges::count(printed.err, '\n'), 1) << printed.err;
}

} // namespace

TEST(NoScreen, F71_TheWindowSaysSoInASentenceAndDoesNotCrash)
{
    expectSentence(withoutScreen(WINDOW_PROGRAM, ""));
    expectSentence(withoutScreen(WINDOW_PROGRAM, "", "DISPLAY=:987"));
    expectSentence(withoutScreen(WINDOW_PROGRAM, "", "WAYLAND_DISPLAY=nowhere"));
    expectSentence(withoutScreen(WINDOW_PROGRAM, "", "QT_QPA_PLATFORM=no-such-platform"));
}

TEST(NoScreen, F71_TheCommandLineWithoutACommandSaysSoToo)
{
    expectSentence(withoutScreen(INTERLEAVE_PROGRAM, ""));
}

TEST(NoScreen, F71_HelpAndVersionNeedNoScreen)
{
    for (const char* program : {WINDOW_PROGRAM, INTERLEAVE_PROGRAM}) {
        const Printed help = withoutScreen(program, "--help");
        EXPECT_EQ(help.status, 0) << help.err;
        EXPECT_THAT(help.out, HasSubstr("--version"));
        const Printed version = withoutScreen(program, "--version");
        EXPECT_EQ(version.status, 0) << version.err;
        EXPECT_THAT(version.out, HasSubstr("interleave"));
    }
}

#if !defined(__SANITIZE_ADDRESS__) // whose runtime needs a larger one itself
TEST(NoScreen, F543_AStackThatIsTooSmallIsToldBeforeAScreenIsLookedFor)
{
    for (const std::string kilobytes : {"24", "32", "255"}) {
        const Printed printed = runProgram("/bin/sh",
            "-c 'ulimit -s " + kilobytes + "; exec " WINDOW_PROGRAM " -platform offscreen'");
        EXPECT_EQ(printed.status, 3) << printed.err;
        EXPECT_EQ(printed.err.find("interleave-gui: cannot start workers"), 0U) << printed.err;
        EXPECT_THAT(printed.err, AllOf(HasSubstr(kilobytes + " KB"), HasSubstr("ulimit -s")));
    }
}
#endif

TEST(NoScreen, F133_APlatformThatWasChosenIsNamedInTheRemedy)
{
    EXPECT_THAT(withoutScreen(WINDOW_PROGRAM, "", "QT_QPA_PLATFORM=no-such-platform").err,
        HasSubstr("QT_QPA_PLATFORM is 'no-such-platform': unset it"));
}

TEST(NoScreen, F133_TheProgramSpeaksByTheNameByWhichItWasStarted)
{
    EXPECT_EQ(withoutScreen(INTERLEAVE_PROGRAM, "").err.find("interleave: cannot"), 0U);
    EXPECT_EQ(withoutScreen(WINDOW_PROGRAM, "").err.find("interleave-gui: cannot"), 0U);
    EXPECT_EQ(withoutScreen(WINDOW_PROGRAM, "--version").out.find("interleave-gui "), 0U);
    for (const char* option : {"--help", "--help-all"}) {
        const Printed help = withoutScreen(WINDOW_PROGRAM, option);
        EXPECT_EQ(help.out.find("Usage: interleave-gui "), 0U) << help.out;
        EXPECT_EQ(help.status, 0);
    }
    EXPECT_EQ(withoutScreen(WINDOW_PROGRAM, "--bogus -platform offscreen").err.find(".;"),
        std::string::npos);
}

} // namespace interleave::test
