#include "core/base/file.h"
#include "core/base/unique_fd.h"
#include "tests/support/children.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>

namespace interleave {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr std::size_t kLimit = 1'000'000;

class File : public testing::Test
{
protected:
    [[nodiscard]] fs::path path(const char* name) const { return m_folder.path() / name; }
    [[nodiscard]] std::size_t filesInFolder() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(m_folder.path()), fs::directory_iterator()));
    }
    [[nodiscard]] static std::string contents(const fs::path& file)
    {
        return readFile(file, kLimit).value_or("(cannot be read)");
    }
    static mode_t permissions(const fs::path& file)
    {
        struct stat status
        {
        };
        ::stat(file.c_str(), &status);
        return status.st_mode & 07777U;
    }

private:
    TemporaryFolder m_folder;
};

// What a full disk does to a writer, without one: no file of this process may grow over `bytes`.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int) = SIG_DFL;
};

TEST_F(File, WhatWasWrittenIsRead)
{
    const std::string text("two\nlines and a zero \0 byte", 27);
    ASSERT_TRUE(writeFileAtomically(path("a"), text));
    EXPECT_EQ(contents(path("a")), text);
}

TEST_F(File, AFileLargerThanABlockIsReadWhole)
{
    const std::string text(300'001, 'x');
    ASSERT_TRUE(writeFileAtomically(path("a"), text));
    EXPECT_EQ(contents(path("a")), text);
}

TEST_F(File, AnEmptyFileIsReadAsAnEmptyText)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), ""));
    EXPECT_EQ(contents(path("a")), "");
}

TEST_F(File, AFileOfExactlyTheLimitIsRead)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "12345"));
    EXPECT_TRUE(readFile(path("a"), 5));
}

TEST_F(File, AFileOverTheLimitIsRefusedWithItsNameAndTheLimit)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "123456"));
    const auto text = readFile(path("a"), 5);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().message,
        "cannot read " + path("a").string() + ": it is larger than the 5 bytes allowed");
}

TEST_F(File, AHugeFileIsRefusedWithoutReadingIt)
{
    std::ofstream(path("huge")).put('x');
    fs::resize_file(path("huge"), std::uintmax_t{1} << 40U); // sparse: a TB of zeros
    EXPECT_FALSE(readFile(path("huge"), kLimit));
}

TEST_F(File, AnEndlessStreamIsReadToTheLimitOnly)
{
    EXPECT_FALSE(readFile("/dev/zero", kLimit));
}

TEST_F(File, AMissingFileIsNotFound)
{
    const auto text = readFile(path("none"), kLimit);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().kind, SystemError::NotFound);
    EXPECT_THAT(text.error().message, HasSubstr(path("none").string()));
}

TEST_F(File, AFolderCannotBeRead)
{
    const auto text = readFile(path("."), kLimit);
    ASSERT_FALSE(text);
    EXPECT_THAT(text.error().message, HasSubstr("Is a directory"));
}

// In a process of its own, which would stand in open() for ever.
TEST_F(File, F156_ANamedPipeIsRefusedWithoutWaitingForItsWriter)
{
    ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
    ChildProcess child = test::startChild([&] {
        ::alarm(20);
        const auto text = readRegularFile(path("pipe"), kLimit);
        return !text && text.error().kind == SystemError::NotAFile
                && text.error().message.find(path("pipe").string() + ": it is a pipe, no file")
                    != std::string::npos
            ? 0
            : 1;
    });
    EXPECT_TRUE(test::waitFor(child).clean());
}

TEST_F(File, F156_WhatIsNoFileIsRefusedByWhatItIs)
{
    EXPECT_THAT(readRegularFile(path("."), kLimit).error().message, HasSubstr("it is a folder"));
    EXPECT_THAT(readRegularFile("/dev/zero", kLimit).error().message, HasSubstr("it is a device"));
    EXPECT_EQ(readRegularFile(path("none"), kLimit).error().kind, SystemError::NotFound);
    ASSERT_TRUE(writeFileAtomically(path("a"), "text"));
    EXPECT_EQ(readRegularFile(path("a"), kLimit).value(), "text");
    EXPECT_EQ(readBeginOf(path("a"), 2).value(), "te");
    EXPECT_EQ(readBeginOf(path("a"), 9).value(), "text");
}

TEST_F(File, WritingLeavesNoTemporaryFile)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "text"));
    EXPECT_EQ(filesInFolder(), 1U);
}

TEST_F(File, WritingReplacesTheOldContents)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "the old and longer text"));
    ASSERT_TRUE(writeFileAtomically(path("a"), "new"));
    EXPECT_EQ(contents(path("a")), "new");
}

TEST_F(File, ADescriptorOpenedBeforeStillSeesTheOldContents)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "old"));
    std::ifstream reader(path("a"));
    ASSERT_TRUE(writeFileAtomically(path("a"), "new"));
    std::string text;
    reader >> text;
    EXPECT_EQ(text, "old");
}

TEST_F(File, ANewFileCanBeReadByAll)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "text"));
    EXPECT_EQ(permissions(path("a")), 0644U);
}

TEST_F(File, AnOldFileKeepsItsPermissions)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "old"));
    ::chmod(path("a").c_str(), 0600);
    ASSERT_TRUE(writeFileAtomically(path("a"), "new"));
    EXPECT_EQ(permissions(path("a")), 0600U);
}

TEST_F(File, ASymbolicLinkStaysOne)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "old"));
    fs::create_symlink("a", path("link"));
    ASSERT_TRUE(writeFileAtomically(path("link"), "new"));
    EXPECT_TRUE(fs::is_symlink(path("link")));
    EXPECT_EQ(contents(path("a")), "new");
}

TEST_F(File, ADeviceIsWrittenToAndNotReplaced)
{
    ASSERT_TRUE(writeFileAtomically("/dev/null", "text"));
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(File, AFolderThatDoesNotExistIsNamed)
{
    const auto written = writeFileAtomically(path("none") / "a", "text");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, SystemError::NotFound);
    EXPECT_THAT(written.error().message, HasSubstr((path("none") / "a").string()));
}

TEST_F(File, AFolderIsNotOverwritten)
{
    fs::create_directory(path("folder"));
    const auto written = writeFileAtomically(path("folder"), "text");
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr("Is a directory"));
}

TEST_F(File, AFullDeviceIsReportedAsNoSpace)
{
    const auto written = writeFileAtomically("/dev/full", "text");
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, SystemError::NoSpace);
    EXPECT_EQ(written.error().message,
        "cannot write /dev/full: No space left on device (free some space)");
}

TEST_F(File, AFailedWriteKeepsTheOldContents)
{
    ASSERT_TRUE(writeFileAtomically(path("a"), "old"));
    const FileSizeLimit limit(1000);
    EXPECT_FALSE(writeFileAtomically(path("a"), std::string(2000, 'x')));
    EXPECT_EQ(contents(path("a")), "old");
}

TEST_F(File, AFailedWriteLeavesNoTemporaryFile)
{
    const FileSizeLimit limit(1000);
    const auto written = writeFileAtomically(path("a"), std::string(2000, 'x'));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, SystemError::NoSpace);
    EXPECT_EQ(filesInFolder(), 0U);
}

TEST_F(File, WriteAllFailsOnAClosedPipe)
{
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const UniqueFd writer(ends[1]);
    UniqueFd(ends[0]).reset();
    void (*before)(int) = std::signal(SIGPIPE, SIG_IGN);
    const auto written = writeAll(writer.get(), "text", "send the text");
    std::signal(SIGPIPE, before);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, SystemError::Broken);
    EXPECT_THAT(written.error().message, HasSubstr("cannot send the text"));
}

// Without a timer nothing interrupts a write() that blocks.
TEST(WriteAll, ToAReaderThatSleepsIsGivenUpAlsoWhereTheHostHasNoTimer)
{
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const UniqueFd reader(ends[0]);
    const UniqueFd writer(ends[1]);
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_SIGPENDING, &before), 0);
    const rlimit none{0, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_SIGPENDING, &none), 0);
    const auto written = writeAll(writer.get(),
        std::string(1'000'000, 'x'),
        "send the text",
        [](std::chrono::nanoseconds idle) { return idle > std::chrono::milliseconds(100); });
    ::setrlimit(RLIMIT_SIGPENDING, &before);
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr("takes nothing"));
}

TEST(AtomicFile, F144_InAFolderThatGoesMeanwhileIsAFailure)
{
    for (const bool old : {false, true}) {
        const TemporaryFolder folder;
        const std::filesystem::path inside = folder.path() / "inside";
        std::filesystem::create_directory(inside);
        if (old)
            std::ofstream(inside / "file") << "old";
        auto file = AtomicFile::create(inside / "file").value();
        ASSERT_TRUE(file.write("new"));
        std::filesystem::remove_all(inside);
        EXPECT_FALSE(file.commit()) << (old ? "old" : "new");
    }
}

TEST(AtomicFile, F144_UnderAnotherFolderOfThatNameIsAFailure)
{
    const TemporaryFolder folder;
    const std::filesystem::path inside = folder.path() / "inside";
    std::filesystem::create_directory(inside);
    auto file = AtomicFile::create(inside / "file").value();
    ASSERT_TRUE(file.write("new"));
    std::filesystem::rename(inside, folder.path() / "moved");
    std::filesystem::create_directory(inside);
    EXPECT_FALSE(file.commit());
}

} // namespace
} // namespace interleave
