// The window's program as a shell meets it: what it prints is written whole, or it says so.

#include "tests/integration/started_program.h"
#include "tests/support/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace interleave::test {

using testing::HasSubstr;

namespace {

Printed runWindow(const std::string& arguments)
{
    return runProgram(
        "/bin/sh", "-c 'QT_QPA_PLATFORM=offscreen exec " WINDOW_PROGRAM " " + arguments + "'");
}

// With a standard error that nobody reads, and which is full.
int statusUnheard(const char* program, const std::vector<std::string>& arguments, int out = -1)
{
    const PipeEnds err = makeFullPipe();
    ChildProcess window
        = startProgram(program, arguments, {.out = out, .err = err.writer.get()}, [] {
              for (const char* screen : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
                  ::unsetenv(screen);
              ::setenv("XDG_RUNTIME_DIR", "/tmp", 1);
              ::setenv("QT_LOGGING_RULES", "*.debug=true", 1); // Qt speaks, too
          });
    return waitFor(window).code;
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

TEST(WindowStreams, F301_NothingThatItSaysWaitsForAReaderThatSleeps)
{
    const UniqueFd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    EXPECT_EQ(statusUnheard(WINDOW_PROGRAM, {"-platform", "offscreen", "one", "two"}), 2);
    EXPECT_EQ(statusUnheard(WINDOW_PROGRAM, {"-platform", "offscreen", "--help-me"}), 2);
    EXPECT_EQ(statusUnheard(WINDOW_PROGRAM, {"--version"}, full.get()), 3);
    EXPECT_EQ(statusUnheard(WINDOW_PROGRAM, {}), 3) << "there is no screen";
    EXPECT_EQ(statusUnheard(INTERLEAVE_PROGRAM, {}), 3) << "nor here";
}

} // namespace interleave::test
