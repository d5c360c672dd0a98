// A folder or a database that cannot be used: one sentence with the remedy, nothing changed.

#include "tests/core/history/sample_run.h"
#include "tests/support/children.h"

#include <SQLiteCpp/Transaction.h>
#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

class BadHistory : public InAHistory
{
protected:
    void expectRefused(HistoryError kind, const char* words)
    {
        const std::string before = bytes();
        const auto kept = keep(folder(), newRun("another"), 0ms);
        ASSERT_FALSE(kept);
        EXPECT_EQ(kept.error().kind, kind) << kept.error().message;
        EXPECT_THAT(kept.error().message, HasSubstr(words));
        EXPECT_EQ(bytes(), before);
    }
    [[nodiscard]] std::string bytes() const { return readFile(database(), 1U << 28U).value_or(""); }
    void write(const std::string& text) const
    {
        std::filesystem::create_directories(folder());
        std::ofstream(database(), std::ios::binary) << text;
    }
};

TEST_F(BadHistory, F401_ATextFileIsLeftAlone)
{
    write(std::string(5'000, 'x'));
    expectRefused(HistoryError::NotAHistory, "move it away");
}

TEST_F(BadHistory, F402_AnEmptyFileIsNotTakenForANewOne)
{
    write("");
    expectRefused(HistoryError::NotAHistory, "is empty");
}

TEST_F(BadHistory, F403_OneOfALaterVersionIsLeftAlone)
{
    add(newRun("first"));
    SQLite::Database(database().string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
    expectRefused(HistoryError::Newer, "version 99");
}

TEST_F(BadHistory, F404_TheDatabaseOfAnotherProgramIsLeftAlone)
{
    std::filesystem::create_directories(folder());
    SQLite::Database(database().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE runs(id)");
    expectRefused(HistoryError::NotAHistory, "another program");
}

TEST_F(BadHistory, F405_OneThatIsLockedIsWaitedForOnlyAsLongAsOneHasPatience)
{
    add(newRun("first"));
    SQLite::Database other(database().string(), SQLite::OPEN_READWRITE);
    SQLite::Transaction writing(other, SQLite::TransactionBehavior::EXCLUSIVE);
    expectRefused(HistoryError::Busy, "locked by another program");
}

TEST_F(BadHistory, F406_OneThatIsCutShortIsDamaged)
{
    for (int i = 0; i < 40; ++i)
        add(newRun("a run with a name that fills a page or two " + std::string(200, 'x')));
    std::filesystem::resize_file(database(), std::filesystem::file_size(database()) / 2);
    expectRefused(HistoryError::Damaged, "can be opened one by one");
}

TEST_F(BadHistory, F407_OneWithAPageOfNonsenseIsDamaged)
{
    for (int i = 0; i < 40; ++i)
        add(newRun("a run with a name that fills a page or two " + std::string(200, 'x')));
    constexpr std::streamoff kPage = 4'096;
    std::fstream file(database(), std::ios::binary | std::ios::in | std::ios::out);
    const auto pages = static_cast<std::streamoff>(std::filesystem::file_size(database())) / kPage;
    file.seekp((pages - 1) * kPage);
    file << std::string(kPage, '\xa5');
    file.close();
    expectRefused(HistoryError::Damaged, "is damaged");
}

// Whoever is root may write everywhere, and becomes nobody for it.
TEST_F(BadHistory, F408_AFolderThatMayNotBeWrittenKeepsWhatItHas)
{
    add(newRun("first"));
    constexpr uid_t kNobody = 65'534;
    ChildProcess writer = startChild([&] {
        if (::geteuid() == 0) {
            for (const auto& path : {m_home.path(), folder(), database()})
                ::chown(path.c_str(), kNobody, kNobody);
            if (::setresuid(kNobody, kNobody, kNobody) != 0)
                return 2;
        }
        std::filesystem::permissions(folder(), std::filesystem::perms{0500});
        const auto kept = keep(folder(), newRun("second"));
        const auto renamed = open().rename(1, "another name");
        std::filesystem::permissions(folder(), std::filesystem::perms{0700});
        const bool refused = !kept && kept.error().kind == HistoryError::ReadOnly && !renamed
            && renamed.error().kind == HistoryError::ReadOnly;
        return refused ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(writer).clean());
    EXPECT_THAT(listed(), testing::ElementsAre("first"));
}

TEST_F(BadHistory, F409_AFileInPlaceOfTheFolderIsNamed)
{
    std::ofstream(folder()) << "a file";
    const auto kept = keep(folder(), newRun("first"));
    ASSERT_FALSE(kept);
    EXPECT_THAT(kept.error().message, HasSubstr(folder().string()));
}

// As of a disk that is full: no file of this process may grow.
TEST_F(BadHistory, F410_ADiskWithoutRoomKeepsWhatIsThere)
{
    add(newRun("first"));
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{1'000, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto kept = keep(folder(), newRun("second"));
    ::setrlimit(RLIMIT_FSIZE, &before);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().kind, HistoryError::NoSpace) << kept.error().message;
    EXPECT_THAT(listed(), testing::ElementsAre("first"));
}

TEST_F(BadHistory, F411_ARunWhoseFileHasGoneIsListedAndSaysSo)
{
    const std::int64_t id = add(newRun("first"));
    const HistoryRun run = open().run(id).value();
    std::filesystem::remove(folder() / run.file);
    const auto text = resultTextOf(folder(), run);
    ASSERT_FALSE(text);
    EXPECT_THAT(text.error().message, HasSubstr("can be run again"));
    EXPECT_THAT(listed(), testing::ElementsAre("first"));
}

TEST_F(BadHistory, F412_ADatabaseOfAStrangerTakesAwayNoFileElsewhere)
{
    const std::filesystem::path precious = m_home.path() / "precious";
    std::ofstream(precious) << "x";
    const std::int64_t id = add(newRun("first"));
    SQLite::Database(database().string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE runs SET file = 'runs/../../precious'");
    History history = open();
    ASSERT_TRUE(history.remove(std::array{id}));
    ASSERT_TRUE(history.purge(INT64_MAX));
    EXPECT_TRUE(std::filesystem::exists(precious));
    EXPECT_FALSE(resultTextOf(folder(), {.file = "runs/../../precious"}));
}

} // namespace

} // namespace interleave::test
