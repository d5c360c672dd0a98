// The journal as a file: what is read of it after anything has happened to it, and who may hold it.

#include "core/workload/image/journal_line.h"
#include "tests/core/image/batch_of_files.h"
#include "tests/support/children.h"

#include <gmock/gmock.h>

#include <csignal>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace interleave::test {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using Fields = std::vector<std::string>;

class BatchJournalTest : public BatchOfFiles
{
protected:
    void finishAll()
    {
        for (std::uint64_t task = 0; task < m_ledger.tasks(); ++task)
            m_ledger.finish(task, TaskMark::Succeeded, 0, m_ledger.start(task));
    }

    std::array<TaskLedger::Line, 1> m_lines{};
    TaskLedger m_ledger{m_lines, 2};
};

} // namespace

TEST(JournalLine, F268_HoldsAnyBytes)
{
    const Fields fields{"two\nlines", "", "no utf\xff", "a b%20", std::string(255, '\x80')};
    const std::string line = journalLine(fields);
    EXPECT_EQ(line.find('\n', 1), line.size() - 1);
    EXPECT_EQ(line.front(), '\n');
    EXPECT_EQ(fieldsOfJournalLine(line.substr(1, line.size() - 2)), fields);
}

TEST(JournalLine, F262_ThatWasCutOrChangedIsNone)
{
    const std::string whole = journalLine(Fields{"result", "some name.png", "17"});
    const std::string line = whole.substr(1, whole.size() - 2);
    for (std::size_t i = 0; i < line.size(); ++i) {
        EXPECT_FALSE(fieldsOfJournalLine(line.substr(0, i))) << i;
        EXPECT_FALSE(fieldsOfJournalLine(line.substr(i + 1))) << i;
        std::string changed = line;
        changed[i] = changed[i] == '0' ? '1' : '0';
        EXPECT_FALSE(fieldsOfJournalLine(changed)) << i;
    }
}

TEST(ContentSum, DependsOnEachByteAndOnTheLength)
{
    const std::string text = "some bytes, more than eight";
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] ^= 1;
        EXPECT_NE(contentSum(changed), contentSum(text)) << i;
        EXPECT_NE(contentSum(text.substr(0, i)), contentSum(text)) << i;
    }
    EXPECT_NE(contentSum(std::string(8, '\0')), contentSum(std::string(16, '\0')));
    EXPECT_EQ(contentSum("interleave"), 3773956577703272971U) << "the same on every machine";
}

TEST_F(BatchJournalTest, F262_ALineAfterOneThatWasCutOffIsRead)
{
    const std::string whole = lineOf(JournalRun{.id = "1", .boot = "b", .settings = m_settings});
    const JournalEntries entries = entriesOf(whole.substr(0, whole.size() / 2) + whole);
    EXPECT_EQ(entries.runs.size(), 1U);
    EXPECT_TRUE(entries.damaged);
    EXPECT_FALSE(entriesOf(whole + whole).damaged);
}

TEST_F(BatchJournalTest, F267_TwoRunsDoNotWriteIntoOneFolder)
{
    addPictures(2);
    const auto first = begin();
    ASSERT_TRUE(first);
    EXPECT_TRUE(runInProcesses(1, [this](int) {
        // Forked, it has the first one's hold, as the workers have; another program has not.
        const UniqueFd other(::open((m_out / kJournalName).c_str(), O_RDWR | O_CLOEXEC));
        ::_exit(::flock(other.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK ? 0 : 1);
    }));
}

TEST_F(BatchJournalTest, F267_TheOtherRunIsRefusedByASentence)
{
    addPictures(2);
    writeJournal("");
    const UniqueFd other(::open((m_out / kJournalName).c_str(), O_RDWR | O_CLOEXEC));
    ASSERT_EQ(::flock(other.get(), LOCK_EX), 0);
    EXPECT_THAT(refusal(), HasSubstr("another run is writing into the folder"));
    ASSERT_EQ(::flock(other.get(), LOCK_UN), 0);
    EXPECT_EQ(refusal(), "");
}

TEST_F(BatchJournalTest, F269_WhatHasItsNameAndIsNoJournalIsLeftAlone)
{
    addPictures(1);
    const fs::path journalFile = m_out / kJournalName;
    ASSERT_EQ(::mkfifo(journalFile.c_str(), 0600), 0);
    EXPECT_THAT(refusal(), HasSubstr("is no file"));
    fs::remove(journalFile);
    ASSERT_TRUE(writeFileAtomically(m_folder.path() / "mine", "mine"));
    fs::create_symlink(m_folder.path() / "mine", journalFile);
    EXPECT_THAT(refusal(), HasSubstr("can have no journal"));
    fs::remove(journalFile);
    fs::create_directory(journalFile);
    EXPECT_THAT(refusal(), HasSubstr("can have no journal"));
    fs::remove(journalFile);
    writeJournal("a diary of somebody else");
    EXPECT_THAT(refusal(), HasSubstr("is another program's"));
    EXPECT_EQ(journal(), "a diary of somebody else");
    EXPECT_EQ(readFile(m_folder.path() / "mine", 100).value(), "mine");
}

TEST_F(BatchJournalTest, StaysWhereSomethingIsLeftToDo)
{
    addPictures(2);
    m_place.resume = false;
    {
        const auto run = begin();
        ASSERT_TRUE(run);
        run->trialEnded(TrialEnd::Cancelled, m_ledger);
        makeResult(*run, m_pictures[0]);
    }
    EXPECT_TRUE(hasJournal(m_out));
    EXPECT_THAT(refusal(), HasSubstr("go on with what is there (resume=true)"));
}

TEST_F(BatchJournalTest, GoesWithABatchThatIsDoneOrNotBegun)
{
    addPictures(1);
    m_place.resume = false;
    {
        const auto run = begin();
        ASSERT_TRUE(run);
    }
    EXPECT_FALSE(fs::exists(m_out / kJournalName)) << "nothing was done";
    {
        const auto run = begin();
        makeResult(*run, m_pictures[0]);
        finishAll();
        run->trialEnded(TrialEnd::Finished, m_ledger);
    }
    EXPECT_FALSE(fs::exists(m_out / kJournalName)) << "all was done";
    EXPECT_TRUE(fs::exists(m_out / m_pictures[0].outputName));
}

TEST_F(BatchJournalTest, StaysWithABatchThatIsToBeGoneOnWith)
{
    addPictures(1);
    {
        const auto run = begin();
        makeResult(*run, m_pictures[0]);
        finishAll();
        run->trialEnded(TrialEnd::Finished, m_ledger);
    }
    EXPECT_EQ(left(), 0U);
    addPicture("new.png");
    EXPECT_EQ(left(), 1U);
}

TEST_F(BatchJournalTest, F266_AResultOfWhichTheJournalHasNoRoomGetsNoName)
{
    addPictures(2);
    const auto run = begin();
    ASSERT_TRUE(run);
    EXPECT_TRUE(runInProcesses(1,
        [&](int) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{.rlim_cur = journal().size() + 20, .rlim_max = RLIM_INFINITY};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::_exit(writeUnnamed(*run, m_pictures[0], m_out / ".unnamed", "r") ? 1 : 0);
        },
        {run->descriptor()}));
    makeResult(*run, m_pictures[1]);
    EXPECT_EQ(entriesOf(journal().substr(journal().find('\n') + 1)).results.size(), 1U)
        << "the next line is whole";
}

TEST_F(BatchJournalTest, F273_ARunThatHasNoRoomToBeginLeavesNothingOfItself)
{
    addPictures(2);
    const auto refusedFor = [this](std::uint64_t bytes) {
        return runInProcesses(1, [this, bytes](int) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{.rlim_cur = bytes, .rlim_max = RLIM_INFINITY};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::_exit(refusal().find("can have no journal") != std::string::npos ? 0 : 1);
        });
    };
    EXPECT_TRUE(refusedFor(30));
    EXPECT_FALSE(fs::exists(m_out / kJournalName));
    doSome(1);
    const std::string before = journal();
    EXPECT_TRUE(refusedFor(before.size() + 30));
    EXPECT_EQ(journal(), before);
}

} // namespace interleave::test
