// What an output does to the folder where it appears, and to what
// others do there meanwhile.

#include "tests/core/base/atomic_file_fixture.h"
#include "tests/support/append_only.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <utility>

namespace {

std::function<void()> afterRename; // what another program does then; empty: nothing

} // namespace

// What this program calls: a file system can be one without nameless files.
extern "C" int openat(int folder, const char* name, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    if (!interleave::test::namelessFiles && (flags & O_TMPFILE) == O_TMPFILE) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_openat, folder, name, flags, mode));
}

extern "C" int renameat(int from, const char* old, int to, const char* name)
{
    const int result = static_cast<int>(::syscall(SYS_renameat2, from, old, to, name, 0));
    if (afterRename)
        std::exchange(afterRename, {})();
    return result;
}

namespace interleave::test {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

} // namespace

INSTANTIATE_TEST_SUITE_P(WithAndWithoutNamelessFiles, AtomicFileTest, testing::Bool());

TEST_P(AtomicFileTest, F64_ALargeFileIsGivenUpWhenAskedForAndTheOldOneStays)
{
    put("a", "old");
    int asked = 0;
    {
        auto file
            = AtomicFile::create(path("a"), [&](std::chrono::nanoseconds) { return ++asked > 2; });
        ASSERT_TRUE(file);
        EXPECT_TRUE(file->write(std::string(1'000'000, 'x')));
        EXPECT_EQ(asked, 0) << "it takes no time";
        EXPECT_FALSE(file->write(std::string(std::size_t{40} << 20U, 'x')));
    }
    EXPECT_EQ(asked, 3);
    EXPECT_EQ(readFile(path("a"), 100).value(), "old");
}

TEST_P(AtomicFileTest, F365_InAFolderWhosePathTheHostDoesNotTell)
{
    put("old", "old");
    fs::create_symlink("old", path("link"));
    ChildProcess child = startChild([&] {
        fs::current_path(m_folder.path());
        filterCall(SYS_getcwd, SECCOMP_RET_ERRNO | EACCES);
        return writeFileAtomically("new", "new") && writeFileAtomically("link", "newer") ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
    EXPECT_EQ(contents("new"), "new");
    EXPECT_EQ(contents("old"), "newer");
    EXPECT_THAT(files(), ElementsAre("link", "new", "old"));
}

TEST_P(AtomicFileTest, F365_InAFolderWhosePathIsTooLong)
{
    ChildProcess child = startChild([&] {
        const std::string name(200, 'd');
        constexpr int kDepth = 25;
        fs::current_path(m_folder.path());
        for (int depth = 0; depth < kDepth; ++depth) {
            if (::mkdir(name.c_str(), 0700) != 0 || ::chdir(name.c_str()) != 0)
                return 2;
        }
        const bool written = writeFileAtomically("new", "new") && readFile("new", 100) == "new";
        ::unlink("new");
        for (int depth = 0; depth < kDepth; ++depth) {
            if (::chdir("..") != 0 || ::rmdir(name.c_str()) != 0)
                return 3;
        }
        return written ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
}

TEST_P(AtomicFileTest, F154_InAnAppendOnlyFolderNothingElseStays)
{
    put("old", "old and longer");
    const AppendOnly folder(m_folder.path());
    if (!folder.worked())
        GTEST_SKIP() << "no append-only folder here, or only root may make one";
    EXPECT_TRUE(writeFileAtomically(path("old"), "new"));
    EXPECT_EQ(contents("old"), "new");
    const auto written = writeFileAtomically(path("new"), "new");
    EXPECT_EQ(written.has_value(), GetParam()) << "without a name it needs no temporary one";
    if (written)
        EXPECT_THAT(files(), ElementsAre("new", "old"));
    else
        EXPECT_THAT(written.error().message, AllOf(HasSubstr("chattr -a"), HasSubstr("new")));
    EXPECT_FALSE(!written && fs::exists(path("new")));
    EXPECT_EQ(files().size(), GetParam() ? 2U : 1U);
}

TEST_P(AtomicFileTest, F154_InAnAppendOnlyFolderNothingStaysOfWhatWasGivenUp)
{
    const AppendOnly folder(m_folder.path());
    if (!folder.worked())
        GTEST_SKIP() << "no append-only folder here, or only root may make one";
    {
        auto file = AtomicFile::create(path("new"));
        EXPECT_TRUE(!file || file->write("half of it"));
    }
    EXPECT_THAT(files(), ElementsAre());
}

TEST_P(AtomicFileTest, F155_AFileThatAppearsMeanwhileStaysAndOursIsBesideIt)
{
    const auto stored = writeAround("run.json", [&] { put("run.json", "theirs"); });
    ASSERT_FALSE(stored);
    EXPECT_EQ(stored.error().kind, SystemError::Exists);
    EXPECT_THAT(stored.error().message,
        AllOf(HasSubstr(path("run.json").string()), HasSubstr(path("run.1.json").string())));
    EXPECT_EQ(contents("run.json"), "theirs");
    EXPECT_EQ(contents("run.1.json"), "ours");
    EXPECT_THAT(files(), ElementsAre("run.1.json", "run.json"));
}

TEST_P(AtomicFileTest, F155_ANameThatIsTakenBesideItIsLeftToo)
{
    put("run.1.json", "before");
    ASSERT_FALSE(writeAround("run.json", [&] { put("run.json", "theirs"); }));
    EXPECT_EQ(contents("run.1.json"), "before");
    EXPECT_EQ(contents("run.2.json"), "ours");
}

TEST_P(AtomicFileTest, F155_OfTheLongestNameOursIsFoundAllTheSame)
{
    const std::string longest(255, 'x');
    const auto stored = writeAround(longest, [&] { put(longest, "theirs"); });
    ASSERT_FALSE(stored);
    EXPECT_EQ(contents(longest), "theirs");
    EXPECT_EQ(contents(files().front()), "ours");
    EXPECT_THAT(stored.error().message, HasSubstr(files().front()));
}

TEST_P(AtomicFileTest, F155_AnOldFileThatAnotherHasChangedMeanwhileStays)
{
    put("run", "before");
    ASSERT_FALSE(writeAround("run", [&] { put("run", "theirs and more"); }));
    EXPECT_EQ(contents("run"), "theirs and more");
    EXPECT_EQ(contents("run.1"), "ours");
    put("other", "another");
    ASSERT_FALSE(writeAround("run", [&] { fs::rename(path("other"), path("run")); }));
    EXPECT_EQ(contents("run"), "another");
    EXPECT_EQ(contents("run.2"), "ours");
}

TEST_P(AtomicFileTest, F155_AnOldFileThatIsReadOrRemovedMeanwhileIsReplaced)
{
    put("run", "before");
    EXPECT_TRUE(writeAround("run", [&] { EXPECT_EQ(contents("run"), "before"); }));
    EXPECT_TRUE(writeAround("run", [&] { fs::remove(path("run")); }));
    EXPECT_EQ(contents("run"), "ours");
    EXPECT_THAT(files(), ElementsAre("run"));
}

TEST_P(AtomicFileTest, F155_WhereNothingCanLookAndPlaceAtOnceItLooksBefore)
{
    ChildProcess child = startChild([&] {
        filterCall(SYS_renameat2, SECCOMP_RET_ERRNO | EINVAL);
        filterCall(SYS_linkat, SECCOMP_RET_ERRNO | EPERM);
        const bool placed = writeAround("free", [] {}).has_value();
        return placed && !writeAround("taken", [&] { put("taken", "theirs"); }) ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
    EXPECT_EQ(contents("taken"), "theirs");
    EXPECT_EQ(contents("taken.1"), "ours");
    EXPECT_THAT(files(), ElementsAre("free", "taken", "taken.1"));
}

TEST_P(AtomicFileTest, F155_WhatIsWrittenAtOnceWins)
{
    put("settings", "theirs");
    ASSERT_TRUE(writeFileAtomically(path("settings"), "ours"));
    EXPECT_EQ(contents("settings"), "ours");
    auto file = AtomicFile::create(path("late")).value();
    ASSERT_TRUE(file.write("ours"));
    put("late", "theirs");
    ASSERT_TRUE(file.commit(WrittenMeanwhile::Replaced));
    EXPECT_THAT(files(), ElementsAre("late", "settings"));
    EXPECT_EQ(contents("late"), "ours");
}

TEST_P(AtomicFileTest, F155_AFileOfTheSameSizeUnderThatNameIsNotTakenForOurs)
{
    fs::create_directory(path("inside"));
    const auto stored = writeAround("inside/run", [&] {
        fs::rename(path("inside"), path("moved"));
        fs::create_directory(path("inside"));
        put("inside/run", "them");
    });
    ASSERT_FALSE(stored);
    EXPECT_EQ(stored.error().kind, SystemError::NotFound);
    EXPECT_EQ(contents("moved/run"), "ours");
    EXPECT_EQ(contents("inside/run"), "them");
}

TEST_P(AtomicFileTest, F155_WhoReplacesOursAtOnceWinsAndIsNoFailureOfOurs)
{
    put("settings", "before");
    put("new", "theirs");
    afterRename = [this] { fs::rename(path("new"), path("settings")); };
    const auto stored = writeFileAtomically(path("settings"), "ours");
    EXPECT_FALSE(afterRename) << "it was not renamed";
    EXPECT_TRUE(stored) << stored.error().message;
    EXPECT_EQ(contents("settings"), "theirs");
}

} // namespace interleave::test
