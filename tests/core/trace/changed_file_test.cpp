// A recording whose file somebody else shortens or writes anew while it is read.

#include "core/base/file.h"
#include "core/ipc/truncation_guard.h"
#include "tests/support/children.h"
#include "tests/support/synthetic_recording.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave::test {

namespace {

class ChangedFile : public testing::Test
{
protected:
    void SetUp() override
    {
        SyntheticRun run({.tasks = 20'000, .workers = 3});
        run.finish();
        auto file = AtomicFile::create(path()).value();
        ASSERT_TRUE(
            run.recording()->save("{}", [&](std::string_view bytes) { return file.write(bytes); }));
        ASSERT_TRUE(file.commit());
    }
    [[nodiscard]] std::filesystem::path path() const { return m_folder.path() / "run.trace"; }
    [[nodiscard]] Recording opened() const { return Recording::openFile(path()).value(); }

    // Everything that a window looks at.
    static std::uint64_t readAll(const Recording& recording)
    {
        std::uint64_t read = recording.tasksEnded() + recording.eventCounts().recorded
            + recording.utilisation().seconds.size() + recording.resultText().size();
        for (unsigned worker = 0; worker < recording.workers(); ++worker) {
            for (const std::span<const TraceEvent> events : recording.log(worker)) {
                for (const TraceEvent& event : events)
                    read += event.task;
            }
        }
        return read;
    }

    TemporaryFolder m_folder;
};

} // namespace

TEST_F(ChangedFile, F71_WhatNobodyTouchesHasNotChanged)
{
    const Recording recording = opened();
    EXPECT_GT(readAll(recording), 0U);
    EXPECT_FALSE(recording.fileChanged());
}

TEST_F(ChangedFile, F71_AFileThatIsShortenedReadsAsZeroesAndSaysSo)
{
    for (const off_t left : {off_t{0}, off_t{4'096}, off_t{10'000}}) {
        SetUp();
        const Recording recording = opened();
        ASSERT_EQ(::truncate(path().c_str(), left), 0);
        readAll(recording); // would be SIGBUS
        EXPECT_TRUE(recording.fileChanged());
    }
}

TEST_F(ChangedFile, F71_AFileThatGetsItsLengthBackHasChangedAllTheSame)
{
    const auto size = static_cast<off_t>(std::filesystem::file_size(path()));
    const Recording recording = opened();
    ASSERT_EQ(::truncate(path().c_str(), 0), 0);
    readAll(recording);
    ASSERT_EQ(::truncate(path().c_str(), size), 0);
    EXPECT_TRUE(recording.fileChanged());
}

TEST_F(ChangedFile, F71_AFileThatIsOverwrittenInPlaceSaysSoAndHarmsNobody)
{
    const Recording recording = opened();
    const UniqueFd file(::open(path().c_str(), O_WRONLY | O_CLOEXEC));
    const std::string noise(std::filesystem::file_size(path()), '\xff');
    ASSERT_TRUE(writeAll(file.get(), noise));
    readAll(recording);
    EXPECT_TRUE(recording.fileChanged());
}

TEST_F(ChangedFile, F131_CountsThatNoFileCouldHoldAreNotShown)
{
    const Recording recording = opened();
    const UniqueFd file(::open(path().c_str(), O_WRONLY | O_CLOEXEC));
    std::string noise;
    while (noise.size() < std::filesystem::file_size(path()))
        noise += "text of another program ";
    ASSERT_TRUE(writeAll(file.get(), noise));
    const EventCounts counts = recording.eventCounts();
    EXPECT_EQ(counts.recorded, 0U);
    EXPECT_EQ(counts.dropped, 0U);
    EXPECT_LE(recording.tasksEnded(), recording.tasks());
}

TEST_F(ChangedFile, F71_AFileOfAnotherNameInItsPlaceChangesNothing)
{
    const Recording recording = opened();
    ASSERT_TRUE(writeFileAtomically(path(), "another"));
    EXPECT_GT(readAll(recording), 0U);
    EXPECT_FALSE(recording.fileChanged());
}

TEST_F(ChangedFile, F71_AFileOnATmpfsIsOpenedToo)
{
    const std::filesystem::path inMemory = "/dev/shm/interleave-test-" + std::to_string(::getpid());
    std::error_code failed;
    std::filesystem::copy_file(path(), inMemory, failed);
    if (failed)
        GTEST_SKIP() << "there is no /dev/shm to write to";
    const auto recording = Recording::openFile(inMemory);
    ASSERT_EQ(::truncate(inMemory.c_str(), 4'096), 0);
    std::filesystem::remove(inMemory);
    ASSERT_TRUE(recording) << recording.error().message;
    readAll(*recording);
    EXPECT_TRUE(recording->fileChanged());
}

TEST_F(ChangedFile, F82_AsManyAsAreOpenAreGuarded)
{
    constexpr std::size_t kOpen = 200;
    std::vector<Recording> recordings;
    while (recordings.size() < kOpen)
        recordings.push_back(opened());
    ASSERT_EQ(::truncate(path().c_str(), 0), 0);
    for (const Recording& recording : recordings) {
        readAll(recording);
        EXPECT_TRUE(recording.fileChanged());
    }
}

TEST(TruncationGuard, F71_ABusErrorElsewhereIsStillOne)
{
    const TemporaryFolder folder;
    const std::string path = folder.path() / "file";
    ASSERT_TRUE(writeFileAtomically(path, std::string(8'192, 'x')));
    ChildProcess child = startChild([&] {
        const UniqueFd file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        const std::string other(4'096, ' ');
        const TruncationGuard guard(reinterpret_cast<const std::byte*>(other.data()), other.size());
        const auto* mapped = static_cast<volatile const char*>(
            ::mmap(nullptr, 8'192, PROT_READ, MAP_SHARED, file.get(), 0));
        if (::ftruncate(file.get(), 0) != 0)
            return 2;
        return mapped[4'096] == 0 ? 0 : 1;
    });
    const ExitStatus status = waitFor(child);
    EXPECT_TRUE(status.signalled);
    EXPECT_EQ(status.code, SIGBUS);
}

} // namespace interleave::test
