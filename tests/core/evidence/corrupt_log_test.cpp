// A log that was scribbled over is refused and never explained away.

#include "core/evidence/reconstruct.h"
#include "core/evidence/update_history.h"
#include "tests/core/evidence/simulated_race.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

class CorruptLog : public testing::Test
{
protected:
    std::uint64_t& word(std::uint32_t worker, std::uint32_t sequence)
    {
        return m_race.log().written(worker)[sequence];
    }
    [[nodiscard]] std::uint64_t stored(OperationName name)
    {
        return TagFormat::word(m_race.store(name).value, m_race.log().format().tag(name));
    }
    void expectRefused(EvidenceError kind = EvidenceError::Corrupt)
    {
        const auto result = reconstruct(m_race.log(), m_race.finalWord());
        ASSERT_FALSE(result.has_value());
        EXPECT_EQ(result.error().kind, kind);
        EXPECT_FALSE(result.error().message.empty());
    }

    SimulatedRace m_race{{.workers = 3, .operations = 5'000, .longestTurn = 5}};
};

} // namespace

TEST_F(CorruptLog, WithAnotherValueIsRefused)
{
    word(1, 700) += std::uint64_t{1} << 32U;
    expectRefused();
}

TEST_F(CorruptLog, WithAnUpdateOfNobodyIsRefused)
{
    word(1, 700) = TagFormat::word(700, m_race.log().format().tag({3, 0}));
    expectRefused();
}

TEST_F(CorruptLog, WithAnUpdateBeyondTheLastIsRefused)
{
    word(1, 700) = TagFormat::word(700, m_race.log().format().tag({2, 4'999}));
    expectRefused();
}

TEST_F(CorruptLog, WithARootOfAnotherValueIsRefused)
{
    word(1, 700) = TagFormat::word(5, kRootTag);
    expectRefused();
}

TEST_F(CorruptLog, ThatReadsAnOlderStoreOfAnotherThanBeforeIsRefused)
{
    // Of worker 1, a lost update that nobody read: its word can be any that was stored.
    std::vector<bool> read(m_race.stores().size());
    for (const Store& store : m_race.stores())
        read[store.readFrom] = true;
    std::uint32_t victim = 1'000;
    while (m_race.store({1, victim}).survived || read[m_race.place({1, victim})])
        ++victim;
    word(1, victim) = stored({0, 3});
    expectRefused();
}

// One worker that has read its last store but one: the walk and the count agree, and yet a process
// cannot read what it has itself stored over.
TEST(CorruptOrder, OfAWorkerThatReadsBehindItsOwnStoreIsRefused)
{
    UpdateLog log = UpdateLog::create(1, 10).value();
    LogWriter writer(log, 0);
    std::uint64_t first = 0;
    std::uint64_t word = kRootWord;
    for (const bool again : {false, false, true}) {
        const std::uint64_t read = again ? first : word;
        *writer.nextEntry() = read;
        word = (read & kValueBits) + writer.nextStep();
        first = first == 0 ? word : first;
    }
    const auto result = reconstruct(log, word);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().kind, EvidenceError::Corrupt);
}

TEST(CorruptOrder, OfAWorkerThatReadsTheRootTwiceIsRefused)
{
    UpdateLog log = UpdateLog::create(1, 10).value();
    LogWriter writer(log, 0);
    std::uint64_t word = 0;
    for (int i = 0; i < 2; ++i) {
        *writer.nextEntry() = kRootWord;
        word = (kRootWord & kValueBits) + writer.nextStep();
    }
    EXPECT_FALSE(reconstruct(log, word).has_value());
}

TEST_F(CorruptLog, WithoutTheLastSurvivorIsRefused)
{
    const OperationName last = m_race.log().format().name(TagFormat::tagOf(m_race.finalWord()));
    word(last.worker, last.sequence) = 0;
    expectRefused();
}

TEST_F(CorruptLog, WithAHoleIsRefused)
{
    word(0, 900) = 0;
    expectRefused();
}

TEST_F(CorruptLog, WithAFinalWordOfAnEarlierUpdateIsRefused)
{
    const Store& earlier = m_race.stores()[4'000];
    const auto result = reconstruct(m_race.log(), stored(earlier.name));
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().kind, EvidenceError::Corrupt);
}

TEST_F(CorruptLog, WithAnUntaggedFinalWordIsRefused)
{
    EXPECT_FALSE(reconstruct(m_race.log(), 12'345).has_value());
    EXPECT_FALSE(reconstruct(m_race.log(), kRootWord).has_value());
    EXPECT_FALSE(reconstruct(m_race.log(), ~std::uint64_t{0}).has_value());
}

TEST_F(CorruptLog, OfNoiseIsRefused)
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        SimulatedRace race({.seed = seed, .workers = 4, .operations = 2'000});
        auto words = race.log().written(static_cast<std::uint32_t>(seed % 4));
        const std::uint64_t noise = splitMix64(seed);
        std::uint64_t& word = words[noise % words.size()];
        word = word == noise ? ~noise : noise;
        EXPECT_FALSE(reconstruct(race.log(), race.finalWord()).has_value()) << seed;
    }
}

TEST(IncompleteLog, IsRefused)
{
    UpdateLog log = UpdateLog::create(1, 10).value();
    LogWriter writer(log, 0);
    std::uint64_t word = kRootWord;
    for (int i = 0; i < 5'000; ++i) {
        *writer.nextEntry() = word;
        word = (word & kValueBits) + writer.nextStep();
    }
    const auto result = reconstruct(log, word);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().kind, EvidenceError::Incomplete);
}

} // namespace interleave::test
