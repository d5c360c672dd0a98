#include "core/base/write_all.h"
#include "core/evidence/reconstruct.h"
#include "core/evidence/saved_updates.h"
#include "tests/core/evidence/simulated_race.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <sys/mman.h>

namespace interleave::test {

namespace {

class SavedUpdatesTest : public testing::Test
{
protected:
    SavedUpdatesTest()
        : m_race({.workers = 3, .operations = 3'000, .longestTurn = 5, .stale = 0.02})
        , m_history(historyOf(m_race))
    {
    }

    static UpdateHistory historyOf(SimulatedRace& race)
    {
        Reconstruction found = reconstruct(race.log(), race.finalWord()).value();
        return {std::move(found.history), std::move(race.log())};
    }
    [[nodiscard]] std::string saved(std::uint64_t trial = 0) const
    {
        return savedOf(m_history, trial);
    }
    static std::string savedOf(const UpdateHistory& history, std::uint64_t trial = 0)
    {
        std::string bytes;
        const auto append = [&](std::string_view more) -> Result<void, SystemError> {
            bytes += more;
            return {};
        };
        EXPECT_TRUE(saveUpdates(history, trial, append));
        return bytes;
    }

    SimulatedRace m_race;
    UpdateHistory m_history;
};

// What follows a recording in a file.
Result<std::vector<SavedUpdates>, EvidenceError> readBack(const std::string& bytes)
{
    constexpr std::string_view kBefore = "recording";
    const UniqueFd file(::memfd_create("saved updates", MFD_CLOEXEC));
    EXPECT_TRUE(writeAll(file.get(), std::string(kBefore) + bytes));
    return readUpdates(file.get(), kBefore.size());
}

bool sameLosses(const UpdateHistory& a, const UpdateHistory& b)
{
    return std::ranges::equal(a.lost(), b.lost(), [](const LostUpdate& x, const LostUpdate& y) {
        return x.worker == y.worker && x.sequence == y.sequence && x.read == y.read
            && x.overwriterLow == y.overwriterLow && x.branch == y.branch;
    });
}

} // namespace

TEST_F(SavedUpdatesTest, AreReadBackWithEachLostUpdate)
{
    ASSERT_GT(m_history.lost().size(), 10U);
    const auto read = readBack(saved(7));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 1U);
    EXPECT_EQ(read->front().trial, 7U);
    EXPECT_TRUE(sameLosses(read->front().history, m_history));
    EXPECT_EQ(read->front().history.survivors(), m_history.survivors());
    EXPECT_EQ(read->front().history.branches(), m_history.branches());
}

TEST_F(SavedUpdatesTest, OfSeveralTrialsFollowEachOther)
{
    const auto read = readBack(saved(1) + saved(0));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 2U);
    EXPECT_EQ(read->back().trial, 0U);
    EXPECT_TRUE(sameLosses(read->back().history, m_history));
}

TEST_F(SavedUpdatesTest, OfOneTrialTwiceAreRefused)
{
    EXPECT_FALSE(readBack(saved(1) + saved(1)));
}

TEST_F(SavedUpdatesTest, OfMoreWordsThanTheFileHasAreRefused)
{
    std::string whole = saved();
    const std::uint64_t many = whole.size();
    std::memcpy(whole.data() + 5 * sizeof many, &many, sizeof many); // worker 0's
    EXPECT_FALSE(readBack(whole));
}

TEST_F(SavedUpdatesTest, OfNoTrialAreNone)
{
    const auto read = readBack({});
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->empty());
}

TEST_F(SavedUpdatesTest, ThatWereCutOffAnywhereAreRefused)
{
    const std::string whole = saved();
    for (std::size_t bytes = 1; bytes < whole.size(); bytes += bytes < 100 ? 1 : 997)
        EXPECT_FALSE(readBack(whole.substr(0, bytes))) << bytes;
}

TEST_F(SavedUpdatesTest, OfWorkersThatDiedLoseNoneOfThemHoweverOftenTheyAreSaved)
{
    SimulatedRace race({.workers = 3, .operations = 3'000, .longestTurn = 5, .stale = 0.02});
    for (std::uint32_t worker = 0; worker < 3; ++worker)
        race.log().interrupt(worker);
    UpdateHistory before = historyOf(race);
    for (int i = 0; i < 3; ++i) {
        auto read = readBack(savedOf(before));
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_TRUE(sameLosses(read->front().history, before));
        before = std::move(read->front().history);
    }
}

TEST_F(SavedUpdatesTest, ThatClaimMoreThanFollowsTakeNoMemory)
{
    std::string bytes = saved().substr(0, 5 * sizeof(std::uint64_t));
    const std::uint64_t operations = 400'000'000;
    std::memcpy(bytes.data() + 2 * sizeof operations, &operations, sizeof operations);
    bytes.append(3 * sizeof operations, '\0'); // words of each worker: none
    EXPECT_FALSE(readBack(bytes));
}

TEST_F(SavedUpdatesTest, InWhichAnyByteIsAnotherAreRefusedOrOfAsManyWorkers)
{
    const std::string whole = saved();
    std::mt19937 random(1);
    for (int i = 0; i < 120; ++i) {
        std::string damaged = whole;
        const std::size_t at = i < 64 ? static_cast<std::size_t>(i) : random() % whole.size();
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
        const auto read = readBack(damaged);
        const bool sound = !read || read->front().history.workers() == m_history.workers();
        EXPECT_TRUE(sound) << at;
    }
}

} // namespace interleave::test
