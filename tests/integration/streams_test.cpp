// Standard streams as a shell, a service or a network may give them to the program.

#include "core/base/json.h"
#include "tests/integration/started_program.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sys/socket.h>
#include <sys/stat.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;
using testing::StartsWith;

using Arguments = std::vector<std::string>;

class Streams : public testing::Test
{
protected:
    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.path() / name; }
    [[nodiscard]] UniqueFd openToWrite(const std::string& file, int flags = O_CREAT) const
    {
        return UniqueFd(::open(file.c_str(), O_WRONLY | O_CLOEXEC | flags, 0644));
    }
    std::string write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name)) << text;
        return path(name);
    }
    [[nodiscard]] Json result() const
    {
        return Json::parse(contentOf(path("result.json")), nullptr, false);
    }

    TemporaryFolder m_folder;
};

// Messages of three kinds: a warning of the run, the reason of its failure, a summary.
class NoMessages : public Streams
{
protected:
    void expectAWholeRun(int err)
    {
        ChildProcess program = startInterleave({"run",
                                                   "--workload",
                                                   "philosophers",
                                                   "--workers",
                                                   "3",
                                                   "--tasks",
                                                   "100000",
                                                   "--json",
                                                   path("result.json")},
            {.err = err});
        EXPECT_EQ(waitFor(program).code, 1);
        EXPECT_EQ(result()["trials"][0]["end"], "deadlocked");
    }
};

} // namespace

TEST_F(NoMessages, F60_AClosedStandardErrorSpoilsNothing)
{
    expectAWholeRun(kClosed);
}

TEST_F(NoMessages, F60_AFullDeviceSpoilsNothing)
{
    expectAWholeRun(openToWrite("/dev/full", 0).get());
}

TEST_F(NoMessages, F60_AReaderThatHasGoneSpoilsNothing)
{
    PipeEnds pipe = makePipe();
    pipe.reader.reset();
    expectAWholeRun(pipe.writer.get());
}

TEST_F(NoMessages, F60_AReaderThatSleepsHoldsNothingUp)
{
    const PipeEnds pipe = makeFullPipe();
    expectAWholeRun(pipe.writer.get());
}

TEST_F(NoMessages, F60_ATerminalThatHungUpSpoilsNothing)
{
    UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    ASSERT_TRUE(master.valid());
    ASSERT_EQ(::grantpt(master.get()) + ::unlockpt(master.get()), 0);
    const UniqueFd terminal(::open(::ptsname(master.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    ASSERT_TRUE(terminal.valid());
    master.reset();
    expectAWholeRun(terminal.get());
}

TEST_F(NoMessages, F60_TheStatusOfARefusalDoesNotDependOnItsMessage)
{
    PipeEnds gone = makePipe();
    gone.reader.reset();
    const UniqueFd full = openToWrite("/dev/full", 0);
    for (const int err : {kClosed, full.get(), gone.writer.get()}) {
        for (const Arguments& arguments : {Arguments{"run", "--workers", "0"},
                 Arguments{"run", "--frobnicate"},
                 Arguments{"validate", "/no/such/file"}}) {
            ChildProcess program = startInterleave(arguments, {.err = err});
            EXPECT_EQ(waitFor(program).text(), "exited with status 2") << arguments.back();
        }
    }
}

TEST_F(Streams, F61_EveryCommandTellsThatItsOutputFoundNoRoom)
{
    const std::string file = write("e.json", R"({"tasks": 5})");
    const UniqueFd full = openToWrite("/dev/full", 0);
    for (const Arguments& arguments : {Arguments{"--version"},
             Arguments{"--help"},
             Arguments{"run", "--help"},
             Arguments{"list", "workloads"},
             Arguments{"list", "primitives", "--json"},
             Arguments{"validate", file},
             Arguments{"code", file},
             Arguments{"compare", file, "--vary", "workers=1,2"},
             Arguments{"run", file},
             Arguments{"run", file, "--quiet", "--json", "-"}}) {
        for (const int out : {full.get(), kClosed}) {
            PipeEnds err = makePipe();
            ChildProcess program
                = startInterleave(arguments, {.out = out, .err = err.writer.get()});
            err.writer.reset();
            const int status = waitFor(program).code;
            EXPECT_NE(status, 0) << arguments.front();
            EXPECT_EQ(status, status == 2 ? 2 : 3); // an output that is closed starts nothing
            EXPECT_THAT(readToEnd(err.reader), HasSubstr("cannot write standard output"));
        }
    }
}

TEST_F(Streams, F61_WithoutASummaryStandardOutputIsNotNeeded)
{
    ChildProcess program = startInterleave(
        {"run", "--quiet", "--tasks", "5", "--json", path("result.json")}, {.out = kClosed});
    EXPECT_EQ(waitFor(program).code, 0);
    EXPECT_EQ(result()["trials"].size(), 1U);
}

TEST_F(Streams, F50_NoneOfThemIsNeeded)
{
    const std::string file = write("e.json", R"({"tasks": 5, "workload": "squares"})");
    for (const char* start : {"fork", "spawn", "forkserver"}) {
        ChildProcess program = startInterleave(
            {"run", file, "--quiet", "--start-method", start, "--json", path("result.json")},
            {.in = kClosed, .out = kClosed, .err = kClosed});
        EXPECT_EQ(waitFor(program).text(), "exited with status 0") << start;
        EXPECT_EQ(result()["trials"][0]["tasks"]["succeeded"], 5) << start;
    }
}

TEST_F(Streams, F50_AClosedStandardInputIsToldWhereItIsToBeRead)
{
    for (const char* name : {"-", "/dev/stdin"}) {
        PipeEnds err = makePipe();
        ChildProcess program
            = startInterleave({"run", name}, {.in = kClosed, .err = err.writer.get()});
        err.writer.reset();
        EXPECT_EQ(waitFor(program).code, 2) << name;
        EXPECT_THAT(readToEnd(err.reader), HasSubstr("it is closed")) << name;
    }
}

TEST_F(Streams, F46_ARunIsWholeWhereItInheritsThatSigchldIsIgnored)
{
    for (const char* start : {"fork", "spawn", "forkserver"}) {
        ChildProcess program = startInterleave({"run",
                                                   "--quiet",
                                                   "--workload",
                                                   "squares",
                                                   "--tasks",
                                                   "100",
                                                   "--start-method",
                                                   start,
                                                   "--inject",
                                                   "crash@5",
                                                   "--json",
                                                   path("result.json")},
            {},
            [] { ::signal(SIGCHLD, SIG_IGN); });
        EXPECT_EQ(waitFor(program).text(), "exited with status 1") << start;
        EXPECT_EQ(result()["trials"][0]["tasks"]["succeeded"], 99) << start;
    }
}

TEST_F(Streams, F62_StandardOutputByItsPathIsAppendedTo)
{
    for (const char* name : {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
        const std::string log = write("log", "before\n");
        const UniqueFd out = openToWrite(log, O_APPEND);
        ChildProcess program
            = startInterleave({"run", "--tasks", "2", "--workload", "squares", "--results", name},
                {.out = out.get()});
        EXPECT_EQ(waitFor(program).code, 0) << name;
        EXPECT_EQ(
            contentOf(log), "before\ntrial,task,outcome,result\n0,0,succeeded,0\n0,1,succeeded,1\n")
            << name << ": without the summary, too";
    }
}

TEST_F(Streams, F62_ADescriptorThatTheProgramWasGivenIsUsedAsItIs)
{
    const std::string log = write("log", "before\n");
    const UniqueFd given = openToWrite(log, O_APPEND);
    std::filesystem::create_symlink("/dev/fd/" + std::to_string(given.get()), path("link"));
    ChildProcess program = startInterleave(
        {"run", "--quiet", "--tasks", "2", "--results", path("link")}, {}, {}, {given.get()});
    EXPECT_EQ(waitFor(program).code, 0);
    EXPECT_THAT(contentOf(log), StartsWith("before\ntrial,task,"));
}

// The number belongs to a file of the program's own by then.
TEST_F(Streams, F62_ADescriptorThatItWasNotGivenIsRefused)
{
    PipeEnds err = makePipe();
    for (const char* name : {"/dev/fd/3", "/dev/fd/4", "/dev/fd/5", "/dev/fd/6", "/dev/fd/7"}) {
        ChildProcess program = startInterleave(
            {"run", "--tasks", "2", "--json", path("result.json"), "--results", name},
            {.err = err.writer.get()});
        EXPECT_EQ(waitFor(program).code, 2) << name;
    }
    err.writer.reset();
    EXPECT_THAT(readToEnd(err.reader), HasSubstr("cannot write /dev/fd/7"));
    EXPECT_TRUE(filesIn(m_folder.path()).empty());
}

TEST_F(Streams, F62_StandardInputMayBeASocket)
{
    for (const char* name : {"-", "/dev/stdin", "/dev/fd/0"}) {
        std::array<int, 2> ends{};
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
        UniqueFd ours(ends[0]);
        const UniqueFd theirs(ends[1]);
        ASSERT_TRUE(writeAll(ours.get(), R"({"tasks": 5})"));
        ours.reset();
        ChildProcess program = startInterleave({"validate", name}, {.in = theirs.get()});
        EXPECT_EQ(waitFor(program).code, 0) << name;
    }
}

TEST_F(Streams, F62_StandardInputIsReadFromWhereItIs)
{
    const std::string file = write("two.txt", "a line of another reader\n{\"tasks\": 5}\n");
    for (const char* name : {"-", "/dev/stdin", "/dev/fd/0"}) {
        const UniqueFd in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
        ASSERT_GT(::lseek(in.get(), 25, SEEK_SET), 0);
        ChildProcess program = startInterleave({"validate", name}, {.in = in.get()});
        EXPECT_EQ(waitFor(program).code, 0) << name;
    }
}

TEST_F(Streams, F62_AStandardInputThatDoesNotBlockIsWaitedFor)
{
    PipeEnds in = makePipe(O_NONBLOCK);
    ChildProcess program = startInterleave({"validate", "-"}, {.in = in.reader.get()});
    ASSERT_TRUE(eventually([&] { return stateOf(program.pid()) == 'S'; }));
    ASSERT_TRUE(writeAll(in.writer.get(), R"({"tasks": 5})"));
    in.writer.reset();
    in.reader.reset();
    EXPECT_EQ(waitFor(program).code, 0);
}

TEST_F(Streams, F62_NoLineIsLostInAnOutputThatDoesNotBlock)
{
    for (const bool socket : {false, true}) {
        PipeEnds out = makePipe(O_NONBLOCK);
        if (socket) {
            std::array<int, 2> ends{};
            const int kind = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
            ASSERT_EQ(::socketpair(AF_UNIX, kind, 0, ends.data()), 0);
            out = {UniqueFd(ends[0]), UniqueFd(ends[1])};
        }
        ChildProcess program = startInterleave(
            {"run", "--quiet", "--workload", "squares", "--tasks", "50000", "--results", "-"},
            {.out = out.writer.get()});
        ASSERT_TRUE(hasFilled(out, program));
        out.writer.reset();
        const std::string text = readToEnd(out.reader);
        EXPECT_EQ(std::ranges::count(text, '\n'), 50'001);
        EXPECT_EQ(waitFor(program).code, 0);
    }
}

TEST_F(Streams, F62_ANamedPipeGetsItsReaderLater)
{
    const std::string pipe = path("pipe");
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    ChildProcess program = startInterleave({"run", "--quiet", "--tasks", "5", "--json", pipe}, {});
    ASSERT_TRUE(eventually([&] { return stateOf(program.pid()) == 'S'; }));
    const UniqueFd reader(::open(pipe.c_str(), O_RDONLY | O_CLOEXEC));
    EXPECT_FALSE(Json::parse(readToEnd(reader), nullptr, false).is_discarded());
    EXPECT_EQ(waitFor(program).code, 0);
}

} // namespace interleave::test
