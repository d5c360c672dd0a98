// Several programs with one history, and such as are killed while they write.

#include "core/base/random.h"
#include "tests/core/history/sample_run.h"
#include "tests/support/children.h"

#include <csignal>
#include <thread>
#include <unistd.h>

namespace interleave::test {

namespace {

using ManyWriters = InAHistory;
using HistoryStorm = InAHistory;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kLong = 60s; // a machine of others may be slow

std::string integrityOf(const std::filesystem::path& database)
{
    SQLite::Database opened(database.string(), SQLite::OPEN_READWRITE, 5'000);
    return opened.execAndGet("PRAGMA integrity_check").getString();
}

TEST_F(ManyWriters, F413_LoseNothingThatTwoOfThemStoreAtOnce)
{
    constexpr int kRuns = 25;
    const std::filesystem::path in = folder();
    EXPECT_TRUE(runInProcesses(2, [&](int writer) {
        for (int i = 0; i < kRuns; ++i) {
            if (!keep(in, newRun(std::to_string(writer) + "/" + std::to_string(i)), kLong))
                ::_exit(1);
        }
    }));
    std::vector<std::string> names = listed();
    std::ranges::sort(names);
    EXPECT_EQ(std::ranges::unique(names).begin(), names.end());
    EXPECT_EQ(names.size(), 2U * kRuns);
    EXPECT_EQ(integrityOf(database()), "ok");
}

TEST_F(ManyWriters, F414_BeginOneHistoryWhereSeveralFindNone)
{
    const std::filesystem::path in = folder();
    EXPECT_TRUE(runInProcesses(4, [&](int writer) {
        if (!keep(in, newRun(std::to_string(writer)), kLong))
            ::_exit(1);
    }));
    EXPECT_EQ(listed().size(), 4U);
}

// Of what was told to be stored nothing is lost, whenever the writer is killed.
TEST_F(HistoryStorm, F415_EveryRunThatWasStoredIsThereAfterAWriterIsKilled)
{
    constexpr std::uint64_t kKills = 40;
    constexpr std::uint64_t kMostMicroseconds = 60'000;
    const std::filesystem::path in = folder();
    std::size_t stored = 0;
    for (std::uint64_t kill = 0; kill < kKills; ++kill) {
        int ends[2]{};
        ASSERT_EQ(::pipe(ends), 0);
        ChildProcess writer = startChild(
            [&] {
                for (;;) {
                    if (!keep(in, newRun("a run"), kLong) || ::write(ends[1], "x", 1) != 1)
                        return 1;
                }
            },
            {ends[1]});
        ::close(ends[1]);
        char told = 0; // every other one dies with its first run
        if (kill % 2 == 0 && ::read(ends[0], &told, 1) == 1)
            ++stored;
        std::this_thread::sleep_for(
            std::chrono::microseconds(splitMix64(kill) % kMostMicroseconds));
        ::kill(writer.pid(), SIGKILL);
        waitFor(writer);
        for (char said = 0; ::read(ends[0], &said, 1) == 1;)
            ++stored;
        ::close(ends[0]);
        if (!std::filesystem::exists(database()))
            continue;
        ASSERT_EQ(integrityOf(database()), "ok") << "after kill " << kill;
        const History history = open();
        const auto runs = history.runs(history.ids({}).value()).value();
        ASSERT_GE(runs.size(), stored);
        ASSERT_LE(runs.size(), stored + kill + 1); // one may be stored and not told
        for (const HistoryRun& run : runs)
            ASSERT_TRUE(resultTextOf(in, run)) << run.file;
    }
    EXPECT_GT(stored, 0U);
}

} // namespace

} // namespace interleave::test
