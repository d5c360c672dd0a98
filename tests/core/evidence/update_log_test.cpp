#include "core/evidence/tagged_add.h"
#include "core/sync/access.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>

namespace interleave::test {

using testing::ElementsAre;

namespace {

UpdateLog logFor(std::uint32_t workers, std::uint64_t operations)
{
    return UpdateLog::create(workers, operations).value();
}

std::uint64_t pageFaults()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_minflt + usage.ru_majflt);
}

} // namespace

TEST(UpdateLog, HoldsTheWordThatEachUpdateRead)
{
    UpdateLog log = logFor(2, 10);
    LogWriter writer(log, 1);
    std::uint64_t word = kRootWord;
    const LoggedAdd<NoPause> add{writer, {}};
    add(word, 1);
    const std::uint64_t afterFirst = word;
    add(word, 1);
    EXPECT_THAT(log.written(1), ElementsAre(kRootWord, afterFirst));
    EXPECT_EQ(TagFormat::valueOf(word), 2U);
    EXPECT_EQ(log.format().name(TagFormat::tagOf(word)), (OperationName{1, 1}));
}

TEST(UpdateLog, KeepsTheSumOfATallyAndTagsItsUpdates)
{
    UpdateLog log = logFor(3, 10);
    LogWriter writer(log, 2);
    Tally tally{.sum = 5, .updates = kRootWord};
    const LoggedAdd<NoPause> add{writer, {}};
    add(tally, std::uint64_t{1} << 40U);
    add(tally, 7);
    EXPECT_EQ(tally.sum, (std::uint64_t{1} << 40U) + 12);
    EXPECT_EQ(TagFormat::valueOf(tally.updates), 2U);
    EXPECT_EQ(log.format().name(TagFormat::tagOf(tally.updates)), (OperationName{2, 1}));
    EXPECT_EQ(log.written(2).front(), kRootWord);
}

TEST(UpdateLog, TheTaggedArmNamesWithoutRecording)
{
    TagSource tags(TagFormat::of(2, 10).value(), 1);
    std::uint64_t word = kRootWord;
    Tally tally{.sum = 0, .updates = kRootWord};
    const TaggedAdd<NoPause> add{tags, {}};
    add(word, 1);
    add(tally, 9);
    EXPECT_EQ(TagFormat::valueOf(word), 1U);
    EXPECT_EQ(tally.sum, 9U);
    EXPECT_NE(TagFormat::tagOf(word), TagFormat::tagOf(tally.updates));
}

TEST(UpdateLog, F160_ACopyHasRoomForItsOwnWordsWhateverTheTrialWasMadeFor)
{
    constexpr std::uint64_t kOperations = std::uint64_t{1} << 27U;
    const UpdateLog log = UpdateLog::createForCopy(2, kOperations, 100).value();
    EXPECT_EQ(log.operations(), kOperations);
    struct stat status
    {
    };
    ASSERT_EQ(::fstat(log.descriptor(), &status), 0);
    EXPECT_LT(status.st_size, 1 << 20U);
}

TEST(UpdateLog, IsTheSameInAProcessThatAttachesIt)
{
    UpdateLog log = logFor(2, 100);
    auto attached = UpdateLog::attach(UniqueFd(::fcntl(log.descriptor(), F_DUPFD_CLOEXEC, 0)));
    ASSERT_TRUE(attached.has_value());
    LogWriter writer(*attached, 0);
    std::uint64_t word = kRootWord;
    LoggedAdd<NoPause>{writer, {}}(word, 1);
    EXPECT_EQ(log.written(0).size(), 1U);
    EXPECT_EQ(attached->operations(), 100U);
}

TEST(UpdateLog, RefusesADescriptorOfSomethingElse)
{
    auto other = SharedMemory::create("other", 100'000);
    EXPECT_FALSE(UpdateLog::attach(UniqueFd(::fcntl(other->descriptor(), F_DUPFD_CLOEXEC, 0))));
    EXPECT_FALSE(UpdateLog::attach(UniqueFd(::open("/dev/null", O_RDWR | O_CLOEXEC))));
}

TEST(UpdateLog, RefusesWhatCannotBeNamed)
{
    EXPECT_EQ(UpdateLog::create(257, 10).error().kind, EvidenceError::TooManyWorkers);
    EXPECT_EQ(UpdateLog::create(256, 17'000'000).error().kind, EvidenceError::TooManyOperations);
}

TEST(UpdateLog, SaysThatItIsIncompleteWhenAWorkerDoesMoreThanItHasRoomFor)
{
    UpdateLog log = logFor(1, 10);
    LogWriter writer(log, 0);
    std::uint64_t word = kRootWord;
    const LoggedAdd<NoPause> add{writer, {}};
    for (std::uint64_t i = 0; i < 10 + kMostInterruptions; ++i)
        add(word, 1);
    EXPECT_FALSE(log.incomplete());
    for (int i = 0; i < 2'000; ++i)
        add(word, 1);
    EXPECT_TRUE(log.incomplete());
    EXPECT_EQ(TagFormat::valueOf(word), 2'010 + kMostInterruptions) << "the count goes on";
}

TEST(UpdateLog, AReplacementGoesOnAfterTheLastWordOfTheDead)
{
    UpdateLog log = logFor(2, 100);
    SharedObject<std::uint64_t> word;
    *word = kRootWord;
    ChildProcess dying = startChild([&] {
        LogWriter writer(log, 1);
        for (int i = 0; i < 5; ++i)
            LoggedAdd<NoPause>{writer, {}}(*word, 1);
        ::raise(SIGKILL);
        return 0;
    });
    EXPECT_TRUE(waitFor(dying).signalled);
    log.interrupt(1);
    LogWriter writer(log, 1);
    LoggedAdd<NoPause>{writer, {}}(*word, 1);
    ASSERT_EQ(log.written(1).size(), 7U);
    EXPECT_EQ(log.written(1)[5], kNotAnOperation);
    EXPECT_EQ(log.format().name(TagFormat::tagOf(*word)), (OperationName{1, 6}));
}

TEST(UpdateLog, OneThatFollowsAWorkerThatEndedWellLeavesNoGap)
{
    UpdateLog log = logFor(2, 100);
    std::uint64_t word = kRootWord;
    for (int life = 0; life < 3; ++life) {
        LogWriter writer(log, 1);
        LoggedAdd<NoPause>{writer, {}}(word, 1);
    }
    EXPECT_EQ(log.written(1).size(), 3U);
    EXPECT_EQ(log.format().name(TagFormat::tagOf(word)), (OperationName{1, 2}));
}

// Which is why the log can be in the race without deciding it.
TEST(UpdateLog, TakesNoPageFaultWithinAWorkersFairShare)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer's own memory is taken page by page";
#endif
    constexpr std::uint64_t kOperations = 2'000'000;
    UpdateLog log = logFor(2, kOperations);
    SharedObject<std::uint64_t> faults;
    ASSERT_TRUE(runInProcesses(1, [&](int) {
        LogWriter writer(log, 1);
        const LoggedAdd<NoPause> add{writer, {}};
        std::uint64_t word = kRootWord;
        add(word, 1);
        const std::uint64_t before = pageFaults();
        for (std::uint64_t i = 1; i < kOperations / 2; ++i)
            add(word, 1);
        *faults = pageFaults() - before;
    }));
    EXPECT_EQ(log.written(1).size(), kOperations / 2);
    EXPECT_LE(*faults, 4U) << "2,000 pages of 4 KiB";
}

TEST(UpdateLog, LetsOneWorkerDoItAll)
{
    constexpr std::uint64_t kOperations = 3'000'000;
    UpdateLog log = logFor(8, kOperations);
    LogWriter writer(log, 7);
    const LoggedAdd<NoPause> add{writer, {}};
    std::uint64_t word = kRootWord;
    for (std::uint64_t i = 0; i < kOperations; ++i)
        add(word, 1);
    EXPECT_EQ(log.written(7).size(), kOperations);
    EXPECT_FALSE(log.incomplete());
}

} // namespace interleave::test
