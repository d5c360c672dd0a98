// The files that a run writes: on any file system, under any name that it may have, and none that
// its user would miss.

#include "core/base/json.h"
#include "tests/integration/started_program.h"
#include "tests/support/filter_call.h"
#include "tests/support/program.h"

#include <gmock/gmock.h>

#include <fstream>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace interleave::test {

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class OutputFiles : public testing::Test
{
protected:
    // Others may look, for the tests that become somebody else.
    void SetUp() override { fs::permissions(m_folder.path(), fs::perms::all); }

    [[nodiscard]] std::string path(const std::string& name) const { return m_folder.path() / name; }
    std::string write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path(name)) << text;
        return path(name);
    }
    [[nodiscard]] std::vector<std::string> files() const { return filesIn(m_folder.path()); }

    // By a shell in the folder; `before` is what it does first.
    [[nodiscard]] Printed runAfter(const std::string& before, const std::string& arguments) const
    {
        return runProgram("/bin/sh",
            "-c 'cd " + m_folder.path().string() + " && " + before + " && exec "
                + INTERLEAVE_PROGRAM + " run --quiet --workload squares --tasks 2 " + arguments
                + "'");
    }
    void expectRefused(const std::string& arguments, std::initializer_list<const char*> words) const
    {
        const auto before = files();
        const Printed printed = runAfter("true", arguments);
        EXPECT_EQ(printed.status, 2) << arguments << printed.out;
        for (const char* word : words)
            EXPECT_THAT(printed.err, HasSubstr(word)) << arguments;
        EXPECT_EQ(files(), before) << arguments;
    }
    static unsigned modeOf(const std::string& file)
    {
        return static_cast<unsigned>(fs::status(file).permissions());
    }

    static constexpr const char* kResults
        = "trial,task,outcome,result\n0,0,succeeded,0\n0,1,succeeded,1\n";

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(OutputFiles, F63_ANewFileHasThePermissionsThatTheUmaskLeaves)
{
    EXPECT_EQ(runAfter("umask 077", "--results private").status, 0);
    EXPECT_EQ(modeOf(path("private")), 0600U);
    EXPECT_EQ(runAfter("umask 002", "--results shared").status, 0);
    EXPECT_EQ(modeOf(path("shared")), 0664U);
}

TEST_F(OutputFiles, F63_AWriteProtectedFileIsRefusedBeforeTheRun)
{
    const std::string file = write("kept", "kept");
    fs::permissions(file, fs::perms::owner_read);
    expectRefused("--results kept", {"kept", "write-protected", "chmod"});
    EXPECT_EQ(contentOf(file), "kept");
}

TEST_F(OutputFiles, F63_ANameMayBeAsLongAsTheSystemAllows)
{
    const std::string longest(255, 'x');
    EXPECT_EQ(runAfter("true", "--results " + longest).status, 0);
    EXPECT_THAT(files(), ElementsAre(longest));
    EXPECT_EQ(runAfter("true", "--results " + longest).status, 0) << "replaced, too";
    expectRefused("--results y" + longest, {"File name too long"});
}

TEST_F(OutputFiles, F63_ARunThatIsRefusedReplacesNoOldResults)
{
    for (const char* name : {"results", "lost", "trace"})
        write(name, "old");
    ChildProcess program = startInterleave({"run",
                                               "--evidence",
                                               "--results",
                                               path("results"),
                                               "--lost",
                                               path("lost"),
                                               "--trace",
                                               path("trace")},
        {},
        [] { filterCall(SYS_pidfd_open, SECCOMP_RET_ERRNO | ENOSYS); });
    EXPECT_EQ(waitFor(program).code, 3);
    for (const char* name : {"results", "lost", "trace"})
        EXPECT_EQ(contentOf(path(name)), "old") << name;
}

TEST_F(OutputFiles, F63_AnEmptyNameIsRefusedByTheOptionsName)
{
    for (const char* option : {"--json", "--results", "--lost", "--trace"})
        expectRefused(std::string("--evidence ") + option + " \"\"", {option, "empty"});
    expectRefused("\"\"", {"experiment", "empty"});
}

TEST_F(OutputFiles, F63_OneFileForTwoOutputsIsRefused)
{
    fs::create_symlink("a", path("link"));
    fs::create_directory(path("folder"));
    expectRefused("--json a --results a", {"--json a", "--results a", "same file"});
    expectRefused("--json a --trace folder/../a", {"--json a", "--trace folder/../a"});
    expectRefused("--json a --results link", {"--json a", "--results link"});
    expectRefused("--json - --results -", {"--json -", "--results -"});
    expectRefused("--json - --results /dev/stdout", {"--json -", "--results /dev/stdout"});
    fs::create_hard_link(write("b", ""), path("c"));
    expectRefused("--json b --results c", {"--json b", "--results c"});
    EXPECT_EQ(runAfter("true", "--json /dev/null --results /dev/null").status, 0);
}

TEST_F(OutputFiles, F63_TheExperimentIsNotOverwritten)
{
    const std::string text = R"({"tasks": 2})";
    const std::string file = write("e.json", text);
    expectRefused("e.json --json e.json", {"--json e.json", "the experiment e.json"});
    expectRefused("e.json --json ./e.json", {"the experiment e.json"});
    expectRefused("- --json e.json <e.json", {"the experiment -"});
    EXPECT_EQ(contentOf(file), text);
}

TEST_F(OutputFiles, F87_APictureThatTheRunReadsIsNotOverwritten)
{
    fs::create_directory(path("pictures"));
    write("pictures/a.png", "a picture");
    fs::create_symlink("pictures/a.png", path("link"));
    for (const char* output : {"--json pictures/a.png", "--trace link", "--results pictures"}) {
        const Printed printed = runProgram("/bin/sh",
            "-c 'cd " + m_folder.path().string()
                + " && exec " INTERLEAVE_PROGRAM
                  " run --workload image-filter --param input=pictures "
                + output + "'");
        EXPECT_EQ(printed.status, 2) << printed.out;
        EXPECT_THAT(printed.err, AllOf(HasSubstr(output), HasSubstr("params.input pictures")));
        EXPECT_EQ(contentOf(path("pictures/a.png")), "a picture");
    }
}

TEST_F(OutputFiles, F63_AFileThatStandardOutputOrErrorGoToIsRefused)
{
    write("out", "");
    expectRefused("--json out >>out", {"--json out", "standard output"});
    EXPECT_EQ(runAfter("true", "--json err 2>>err").status, 2);
    EXPECT_THAT(contentOf(path("err")), HasSubstr("standard error"));
}

// Its links would still be the old file, and its owner another.
TEST_F(OutputFiles, F63_AnOldFileKeepsItsOtherNamesAndItsOwner)
{
    const std::string file = write("a", "old and longer than what is written now, by some bytes");
    fs::create_hard_link(file, path("b"));
    const bool root = ::geteuid() == 0; // who alone can give a file away
    ASSERT_TRUE(!root || ::chown(file.c_str(), 12, 34) == 0);
    EXPECT_EQ(runAfter("true", "--results a").status, 0);
    EXPECT_EQ(contentOf(path("b")), kResults);
    struct stat status
    {
    };
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_TRUE(!root || status.st_uid == 12) << status.st_uid;
    EXPECT_THAT(files(), ElementsAre("a", "b"));
}

TEST_F(OutputFiles, F63_ALinkToNothingYetStaysALink)
{
    fs::create_symlink("target", path("link"));
    EXPECT_EQ(runAfter("true", "--results link").status, 0);
    EXPECT_TRUE(fs::is_symlink(path("link")));
    EXPECT_EQ(contentOf(path("target")), kResults);
}

// A mount point cannot be renamed over: so it is in a container that is given one file.
TEST_F(OutputFiles, F63_AFileThatCannotBeRenamedOverIsOverwritten)
{
    write("there", "old and longer than what is written now, by some bytes");
    write("mounted", "");
    const Printed printed = runProgram("/bin/sh",
        "-c 'cd " + m_folder.path().string()
            + " && unshare -rm sh -c \"mount --bind there mounted || exit 77; exec "
            + INTERLEAVE_PROGRAM
            + " run --quiet --workload squares --tasks 2 --results mounted\"'");
    if (printed.status == 77 || printed.err.find("unshare") != std::string::npos)
        GTEST_SKIP() << "no mount namespace here: " << printed.err;
    EXPECT_EQ(printed.status, 0) << printed.err;
    EXPECT_EQ(contentOf(path("there")), kResults);
    EXPECT_THAT(files(), ElementsAre("mounted", "there"));
}

// vfat and CIFS refuse to change modes and owners.
TEST_F(OutputFiles, F63_AFileSystemWithoutModesWillDo)
{
    if (!fs::exists("/usr/bin/strace"))
        GTEST_SKIP() << "strace is not installed";
    write("old", "old and longer than what is written now, by some bytes");
    for (const char* name : {"old", "new"}) {
        const Printed printed = runProgram("/usr/bin/strace",
            "-qqq -o /dev/null -e trace=fchmod,fchown,renameat -e inject=fchmod,fchown:error=EPERM "
            "-e inject=renameat:error=EEXIST " INTERLEAVE_PROGRAM
            " run --quiet --workload squares --tasks 2 --results "
                + path(name));
        if (printed.err.find("ptrace") != std::string::npos)
            GTEST_SKIP() << printed.err;
        EXPECT_EQ(printed.status, 0) << printed.err;
        EXPECT_EQ(contentOf(path(name)), kResults);
    }
    EXPECT_THAT(files(), ElementsAre("new", "old"));
}

TEST_F(OutputFiles, F63_InAFolderThatTakesNoNewFileAnOldOneIsOverwritten)
{
    if (::geteuid() != 0 || !fs::exists("/usr/bin/setpriv"))
        GTEST_SKIP() << "only root can become somebody who may write the file alone";
    const std::string file = write("old", "old and longer than what is written now, by bytes");
    fs::permissions(file, fs::perms::all);
    fs::permissions(m_folder.path(), fs::perms::owner_all | fs::perms::others_exec);
    const auto runAsNobody = [&](const char* name) {
        return runProgram("/usr/bin/setpriv",
            "--reuid 65534 --regid 65534 --clear-groups " INTERLEAVE_PROGRAM
            " run --quiet --workload squares --tasks 2 --results "
                + path(name));
    };
    const Printed printed = runAsNobody("old");
    EXPECT_EQ(printed.status, 0) << printed.err;
    EXPECT_EQ(contentOf(file), kResults);
    const Printed refused = runAsNobody("new");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, AllOf(HasSubstr("cannot write"), HasSubstr("permission")));
}

TEST_F(OutputFiles, F63_APictureMayHaveTheLongestName)
{
    fs::create_directory(path("in"));
    fs::create_directory(path("out"));
    ASSERT_EQ(runProgram(INTERLEAVE_PROGRAM,
                  "run --quiet --workload image-filter --tasks 1 --param output=" + path("in"))
                  .status,
        0);
    const std::string longest = std::string(251, 'x') + ".png";
    fs::rename(*fs::directory_iterator(path("in")), path("in/" + longest));
    const Printed printed = runProgram(INTERLEAVE_PROGRAM,
        "run --workload image-filter --param input=" + path("in")
            + " --param output=" + path("out"));
    EXPECT_EQ(printed.status, 0) << printed.out << printed.err;
    EXPECT_THAT(filesIn(path("out")), ElementsAre(longest));
}

} // namespace interleave::test
