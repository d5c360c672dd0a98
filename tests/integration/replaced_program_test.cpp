// The program's file is replaced or removed while it runs, as an update does: processes that are
// started afterwards run the same program. Without /proc nothing tells which that is.

#include "tests/integration/started_program.h"
#include "tests/support/process_tree.h"
#include "tests/support/program.h"
#include "tests/support/slowness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace interleave::test {

namespace fs = std::filesystem;

namespace {

class ReplacedProgram : public testing::TestWithParam<const char*>
{
protected:
    // Runs a copy of the program with two starts, the second after `change` has been made.
    void expectThatItGoesOn(const std::function<void(const fs::path& program)>& change)
    {
        const TemporaryFolder folder;
        const fs::path program = folder.path() / "interleave";
        fs::copy_file(INTERLEAVE_PROGRAM, program);
        const PipeEnds out = makePipe();
        const std::vector<std::string> arguments{"run",
            "--workers",
            "1",
            "--tasks",
            "20",
            "--start-method",
            GetParam(),
            "--executor",
            "process-per-task",
            "--workload",
            "sleep",
            "--param",
            "duration=0.1",
            "--results",
            folder.path() / "results"};
        auto running = startInterleave(arguments, {.out = out.writer.get()}, [&] {
            std::vector<std::string> all = arguments;
            all.insert(all.begin(), "interleave");
            std::vector<char*> argv;
            for (std::string& argument : all)
                argv.push_back(argument.data());
            argv.push_back(nullptr);
            ::execv(program.c_str(), argv.data());
        });
        ASSERT_TRUE(eventually([&] { return !childrenOf(running.pid()).empty(); }));
        change(program);
        EXPECT_EQ(waitFor(running).text(), "exited with status 0");
        EXPECT_EQ(contentOf(folder.path() / "results").find("failed"), std::string::npos);
    }
};

INSTANTIATE_TEST_SUITE_P(
    Methods, ReplacedProgram, testing::Values("spawn", "forkserver"), [](const auto& method) {
        return std::string(method.param);
    });

} // namespace

TEST_P(ReplacedProgram, F147_ByAnotherOneIsStartedAsItWas)
{
    expectThatItGoesOn([](const fs::path& program) {
        const fs::path other = program.string() + ".new";
        fs::copy_file("/bin/false", other);
        fs::rename(other, program);
    });
}

TEST_P(ReplacedProgram, F147_ThatIsRemovedIsStartedAsItWas)
{
    expectThatItGoesOn([](const fs::path& program) { fs::remove(program); });
}

TEST_P(ReplacedProgram, F231_WithoutProcItSaysThatItsFileCannotBeFound)
{
    if (kTimesSlower > 1)
        GTEST_SKIP() << "a sanitizer lives by /proc, and reads its options there";
    const Printed printed = runProgram("/usr/bin/unshare",
        "-m /bin/sh -c 'mount -t tmpfs none /proc || exit 77; exec " INTERLEAVE_PROGRAM
        " run --quiet --workers 2 --tasks 20 --start-method "
            + std::string(GetParam()) + "'");
    if (printed.status == 77 || printed.err.find("unshare") != std::string::npos)
        GTEST_SKIP() << "nothing may be mounted here";
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, testing::HasSubstr("/proc, which tells its file, is not there"));
}

// Nor is it looked for in the working folder, where anybody's may lie.
TEST(WithoutProc, F433_WithoutProcWhatBelongsToItIsNotSaidToBeMissing)
{
    if (kTimesSlower > 1)
        GTEST_SKIP() << "a sanitizer lives by /proc, and reads its options there";
    for (const char* command : {"run --workload image-filter --tasks 2",
             "run --workload squares --tasks 2 --executor python-threads",
             ""}) {
        const Printed printed = runProgram("/usr/bin/unshare",
            std::string(
                "-m /bin/sh -c 'mount -t tmpfs none /proc || exit 77; exec " INTERLEAVE_PROGRAM " ")
                + command + "'");
        if (printed.status == 77 || printed.err.find("unshare") != std::string::npos)
            GTEST_SKIP() << "nothing may be mounted here";
        EXPECT_EQ(printed.status, 3) << command;
        EXPECT_THAT(printed.err, testing::HasSubstr("/proc, which tells its file, is not there"));
        EXPECT_THAT(printed.err, testing::Not(testing::HasSubstr("install"))) << command;
    }
}

} // namespace interleave::test
