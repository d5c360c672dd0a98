// How a batch holds its journal where folders move and file systems are poor: what the kernel says
// to flock() is this program's own choice.

#include "tests/core/image/batch_of_files.h"

#include <gmock/gmock.h>

#include <functional>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::function<int()> answerOfFlock; // an errno; 0: the kernel's own answer

} // namespace

extern "C" int flock(int file, int operation) noexcept
{
    const int error = answerOfFlock ? answerOfFlock() : 0;
    if (error == 0)
        return static_cast<int>(::syscall(SYS_flock, file, operation));
    errno = error;
    return -1;
}

namespace interleave::test {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr int kTooOften = 10'000; // then no other end is in sight

class JournalLock : public BatchOfFiles
{
protected:
    void TearDown() override { answerOfFlock = nullptr; }
    // Before each lock.
    static void disturbBy(const std::function<void(int)>& disturb)
    {
        answerOfFlock = [disturb, calls = 0]() mutable {
            disturb(calls);
            return ++calls < kTooOften ? 0 : EWOULDBLOCK;
        };
    }
};

} // namespace

TEST_F(JournalLock, F271_AFolderThatIsRenamedMeanwhileIsHeldUnderItsNewName)
{
    const fs::path moved = m_folder.path() / "moved";
    disturbBy([&](int calls) {
        if (calls == 0)
            fs::rename(m_out, moved);
    });
    const auto journal = BatchJournal::hold(m_out);
    ASSERT_TRUE(journal) << journal.error().message;
    EXPECT_TRUE(fs::exists(moved / kJournalName));
}

TEST_F(JournalLock, F271_AJournalThatSomebodyTookAwayMeanwhileIsMadeAnew)
{
    disturbBy([&](int calls) {
        if (calls < 3)
            fs::remove(m_out / kJournalName);
    });
    const auto journal = BatchJournal::hold(m_out);
    ASSERT_TRUE(journal) << journal.error().message;
    EXPECT_TRUE(fs::exists(m_out / kJournalName));
}

TEST_F(JournalLock, F271_AFileThatIsAnotherEachTimeIsGivenUp)
{
    disturbBy([&](int) { fs::remove(m_out / kJournalName); });
    const auto journal = BatchJournal::hold(m_out);
    ASSERT_FALSE(journal);
    EXPECT_THAT(journal.error().message, HasSubstr("leads to another file each time"));
}

TEST_F(JournalLock, F272_AFolderWithoutLocksIsWrittenToAndTheRunSaysIt)
{
    addPictures(2);
    EXPECT_EQ(begin()->remark(), "");
    for (const int error : {ENOSYS, EOPNOTSUPP, ENOLCK}) {
        answerOfFlock = [error] { return error; };
        const auto run = begin();
        ASSERT_TRUE(run) << run.error().message;
        EXPECT_THAT(run->remark(), HasSubstr("has no locks: two runs into it at once")) << error;
    }
    answerOfFlock = [] { return EIO; };
    EXPECT_THAT(refusal(), HasSubstr("cannot lock"));
}

} // namespace interleave::test
