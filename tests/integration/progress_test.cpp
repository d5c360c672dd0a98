// What a terminal shows while a run goes on.

#include "tests/integration/started_program.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <sys/ioctl.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;
using testing::Not;

struct Terminal
{
    UniqueFd master{};
    UniqueFd slave{};
};

Terminal makeTerminal(unsigned short columns)
{
    Terminal terminal{.master = UniqueFd(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC))};
    EXPECT_EQ(::grantpt(terminal.master.get()) + ::unlockpt(terminal.master.get()), 0);
    terminal.slave.reset(::open(::ptsname(terminal.master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    const winsize size{.ws_row = 24, .ws_col = columns};
    EXPECT_EQ(::ioctl(terminal.master.get(), TIOCSWINSZ, &size), 0);
    return terminal;
}

// All that a run shows that refreshes its progress a few times.
std::string shownOn(unsigned short columns, const char* type, std::vector<std::string> more = {})
{
    Terminal terminal = makeTerminal(columns);
    std::vector<std::string> arguments{
        "run", "--workload", "sleep", "--tasks", "10", "--param", "duration=0.1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    ChildProcess program = startInterleave(
        arguments, {.err = terminal.slave.get()}, [type] { ::setenv("TERM", type, 1); });
    terminal.slave.reset();
    std::string shown;
    std::array<char, 4096> block{};
    for (;;) { // its end is an error: no terminal any more
        const ssize_t count = ::read(terminal.master.get(), block.data(), block.size());
        if (count <= 0)
            break;
        shown.append(block.data(), static_cast<std::size_t>(count));
    }
    EXPECT_EQ(waitFor(program).code, 0);
    return shown;
}

std::size_t longestLine(const std::string& shown)
{
    std::size_t longest = 0;
    std::size_t length = 0;
    for (const char letter : shown) {
        length = letter == '\r' || letter == '\n' ? 0 : length + 1;
        longest = std::max(longest, length);
    }
    return longest;
}

} // namespace

TEST(Progress, F65_FitsIntoOneLineOfTheTerminal)
{
    for (const auto columns : std::initializer_list<unsigned short>{120, 40, 20, 5}) {
        const std::string shown = shownOn(columns, "xterm", {"--trials", "2"});
        EXPECT_THAT(shown, HasSubstr(columns > 5 ? "%" : "0."));
        EXPECT_LT(longestLine(shown), columns);
        EXPECT_THAT(shown, Not(HasSubstr("\n")));
    }
    EXPECT_THAT(shownOn(120, "xterm"), HasSubstr("of 10 tasks"));
    EXPECT_THAT(shownOn(40, "xterm"), HasSubstr("to go"));
}

TEST(Progress, F65_HasNoEscapesOnATerminalThatKnowsNone)
{
    const std::string shown = shownOn(80, "dumb");
    EXPECT_THAT(shown, HasSubstr("%"));
    EXPECT_THAT(shown, Not(HasSubstr("\x1b")));
}

TEST(Progress, F65_LeavesAnEmptyLine)
{
    const std::string shown = shownOn(80, "xterm");
    const std::size_t last = shown.rfind('\r', shown.size() - 2);
    ASSERT_NE(last, std::string::npos);
    EXPECT_EQ(shown.back(), '\r');
    EXPECT_EQ(shown.find_first_not_of(" \r", last), std::string::npos);
}

} // namespace interleave::test
