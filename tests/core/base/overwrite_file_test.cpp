// Files where no other can take their place, or that get no name when they are complete: whatever
// there is no room for, and whatever ends the program, nothing old is lost.

#include "core/base/file.h"
#include "core/base/overwrite_file.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/syscall.h>

namespace {

int flushesUntilOneFails = 0; // 0: none does

} // namespace

// What this program calls: one of several can fail, as of a disk with a bad block.
extern "C" int fsync(int fd)
{
    if (flushesUntilOneFails > 0 && --flushesUntilOneFails == 0) {
        errno = EIO;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_fsync, fd));
}

namespace interleave::test {
namespace {

namespace fs = std::filesystem;
using testing::Contains;

constexpr std::size_t kLimit = 1'000'000;

// No file of this process may grow over so many bytes: what a full disk does, without one.
void limitFiles(rlim_t bytes)
{
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

void refuse(std::uint32_t call, std::uint32_t error)
{
    filterCall(call, SECCOMP_RET_ERRNO | error);
}

class OverwriteFile : public testing::Test
{
protected:
    // With another name it is not replaced.
    void SetUp() override
    {
        ASSERT_TRUE(writeFileAtomically(path("a"), m_old));
        fs::create_hard_link(path("a"), path("b"));
    }

    [[nodiscard]] fs::path path(const char* name) const { return m_folder.path() / name; }
    // In a process of its own: writes to "a", and comes to `before` when all but the commit is
    // done.
    template <class Before>
    [[nodiscard]] ExitStatus write(const std::string& text, Before before) const
    {
        ChildProcess child = startChild([&] {
            auto file = AtomicFile::create(path("a"));
            const bool written = file && file->write(text);
            before();
            return written && file->commit() ? 0 : 1;
        });
        return waitFor(child);
    }
    [[nodiscard]] std::vector<std::string> allContents() const
    {
        std::vector<std::string> all;
        for (const auto& entry : fs::directory_iterator(m_folder.path()))
            all.push_back(readFile(entry.path(), kLimit).value_or("(cannot be read)"));
        return all;
    }

    const std::string m_old = std::string(100'000, 'o');
    const std::string m_new = std::string(600'000, 'n');
    TemporaryFolder m_folder;
};

} // namespace

TEST_F(OverwriteFile, F81_WhatFindsNoRoomChangesNothing)
{
    EXPECT_EQ(write(m_new, [] { limitFiles(200'000); }).code, 1);
    EXPECT_EQ(allContents(), std::vector(2, m_old));
}

TEST_F(OverwriteFile, F81_WhatStoodThereIsPutBackWhereRoomCannotBeReserved)
{
    const ExitStatus status = write(m_new, [] {
        refuse(SYS_fallocate, EOPNOTSUPP);
        limitFiles(200'000);
    });
    EXPECT_EQ(status.code, 1);
    EXPECT_EQ(allContents(), std::vector(2, m_old));
}

TEST_F(OverwriteFile, F81_WhatFindsRoomIsWrittenAndNothingElseStays)
{
    for (const std::string& text : {m_new, std::string("short"), std::string()}) {
        EXPECT_TRUE(write(text, [] {}).clean());
        EXPECT_EQ(allContents(), std::vector(2, text));
    }
}

TEST_F(OverwriteFile, F81_AProgramThatIsKilledInBetweenLeavesTheOldContentsWhole)
{
    const ExitStatus status
        = write(m_new, [] { filterCall(SYS_ftruncate, SECCOMP_RET_KILL_PROCESS); });
    EXPECT_TRUE(status.signalled);
    EXPECT_THAT(allContents(), Contains(m_old));
    EXPECT_THAT(allContents(), Contains(m_new));
}

TEST_F(OverwriteFile, F81_ANewFileAppearsWholeWhereNoneCanBeGivenAName)
{
    const UniqueFd watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    ASSERT_GE(
        ::inotify_add_watch(watch.get(), m_folder.path().c_str(), IN_CREATE | IN_MOVED_TO), 0);
    ChildProcess child = startChild([&] {
        refuse(SYS_linkat, EPERM);
        return writeFileAtomically(path("new"), m_new) ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
    EXPECT_EQ(readFile(path("new"), kLimit).value(), m_new);
    alignas(inotify_event) std::array<char, 4096> events{};
    const ssize_t size = ::read(watch.get(), events.data(), events.size());
    for (ssize_t at = 0; at < size;) {
        const auto* event = reinterpret_cast<const inotify_event*>(events.data() + at);
        EXPECT_EQ(std::string(event->name) == "new", event->mask == IN_MOVED_TO);
        at += static_cast<ssize_t>(sizeof *event + event->len);
    }
    EXPECT_EQ(allContents().size(), 3U);
}

TEST_F(OverwriteFile, F81_NoHalfOfAFileIsKeptBesideWhatAnotherHasWritten)
{
    ChildProcess child = startChild([&] {
        auto file = AtomicFile::create(path("new"));
        const bool written = file && file->write(m_new) && writeFileAtomically(path("new"), m_old);
        refuse(SYS_linkat, EPERM);
        limitFiles(200'000);
        const auto stored = file->commit();
        const bool told
            = !stored && stored.error().message.find("found no other place") != std::string::npos;
        return written && told ? 0 : 1;
    });
    EXPECT_EQ(waitFor(child).code, 0);
    EXPECT_EQ(allContents(), std::vector(3, m_old));
}

TEST_F(OverwriteFile, F81_AFlushThatIsRefusedIsNoFailure)
{
    for (const std::uint32_t error : std::array<std::uint32_t, 3>{EPERM, EINVAL, EROFS}) {
        EXPECT_TRUE(write(m_new, [error] { refuse(SYS_fsync, error); }).clean());
        EXPECT_EQ(allContents(), std::vector(2, m_new));
    }
    EXPECT_EQ(write(m_old, [] { refuse(SYS_fsync, EIO); }).code, 1) << "it is not on the disk";
    EXPECT_EQ(allContents(), std::vector(2, m_new));
}

TEST_F(OverwriteFile, F81_WhatWasCutOffIsPutBackToo)
{
    ASSERT_TRUE(writeFileAtomically(path("source"), "short"));
    const UniqueFd source(::open(path("source").c_str(), O_RDONLY | O_CLOEXEC));
    const UniqueFd file(::open(path("a").c_str(), O_RDWR | O_CLOEXEC));
    const UniqueFd folder(::open(m_folder.path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    flushesUntilOneFails = 2; // the first is of what is kept
    EXPECT_FALSE(overwriteFile(source, file, folder, "write it"));
    EXPECT_EQ(flushesUntilOneFails, 0);
    fs::remove(path("source"));
    EXPECT_TRUE(allContents() == std::vector(2, m_old));
}

} // namespace interleave::test
