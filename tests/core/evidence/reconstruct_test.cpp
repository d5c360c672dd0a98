#include "core/evidence/reconstruct.h"
#include "tests/core/evidence/simulated_race.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>

namespace interleave::test {

namespace {

// Different kinds of races: fine and coarse interleaving, few and many workers, stores long held
// back that revert history.
std::vector<Schedule> schedules()
{
    std::vector<Schedule> all;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        all.push_back({.seed = seed, .workers = 2, .longestTurn = 3});
        all.push_back({.seed = seed, .workers = 2, .longestTurn = 400, .stale = 0.5});
        all.push_back({.seed = seed, .workers = 5, .longestTurn = 40, .stale = 0.1});
        all.push_back({.seed = seed, .workers = 8, .longestTurn = 2, .stale = 0.01});
        all.push_back({.seed = seed, .workers = 64, .longestTurn = 100, .stale = 0.3});
    }
    return all;
}

struct Interval
{
    std::uint32_t low;
    std::uint32_t high;
};

// Which store comes before which, as places: all that a log tells about the order.
std::vector<std::pair<std::size_t, std::size_t>> knownOrder(const SimulatedRace& race)
{
    std::vector<std::pair<std::size_t, std::size_t>> order;
    for (std::size_t at = 1; at < race.stores().size(); ++at) {
        const Store& store = race.stores()[at];
        if (store.readFrom != 0)
            order.emplace_back(store.readFrom, at);
        if (store.name.sequence == 0)
            continue;
        const std::size_t own = race.place({store.name.worker, store.name.sequence - 1});
        order.emplace_back(own, at);
        if (own != store.readFrom)
            order.emplace_back(own, store.readFrom);
    }
    return order;
}

std::vector<Interval> boundsByRepetition(const SimulatedRace& race)
{
    const auto& stores = race.stores();
    const std::uint32_t last = TagFormat::valueOf(race.finalWord());
    std::vector<Interval> bounds;
    for (const Store& store : stores)
        bounds.push_back(store.survived ? Interval{store.value, store.value} : Interval{1, last});
    const auto order = knownOrder(race);
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& [before, after] : order) {
            const std::uint32_t low = bounds[before].low + (stores[before].survived ? 1 : 0);
            if (!stores[after].survived && low > bounds[after].low) {
                bounds[after].low = low;
                changed = true;
            }
            if (!stores[before].survived && bounds[after].high < bounds[before].high) {
                bounds[before].high = bounds[after].high;
                changed = true;
            }
        }
    }
    return bounds;
}

class Reconstruct : public testing::TestWithParam<Schedule>
{
protected:
    Reconstruct()
        : m_race(GetParam())
        , m_result(reconstruct(m_race.log(), m_race.finalWord()))
    {
    }
    void SetUp() override { ASSERT_TRUE(m_result.has_value()) << m_result.error().message; }

    [[nodiscard]] const HistoryMemory& history() const { return m_result->history; }
    [[nodiscard]] const HistorySummary& summary() const { return m_result->summary; }
    [[nodiscard]] const Store& truth(const LostUpdate& row) const
    {
        return m_race.store({row.worker, row.sequence});
    }
    // How many stores of each value there were.
    [[nodiscard]] std::map<std::uint32_t, std::uint64_t> writers() const
    {
        std::map<std::uint32_t, std::uint64_t> count;
        for (const Store& store : m_race.stores())
            ++count[store.value];
        return count;
    }

    SimulatedRace m_race;
    Result<Reconstruction, EvidenceError> m_result;
};

} // namespace

TEST_P(Reconstruct, EveryValueUpToTheLargestWasStoredAndReadAsOftenAsTheNextWasWritten)
{
    const auto count = writers();
    std::map<std::uint32_t, std::uint64_t> reads;
    for (std::uint32_t worker = 0; worker < summary().workers; ++worker) {
        for (const std::uint64_t word : m_race.log().written(worker))
            ++reads[TagFormat::valueOf(word)];
    }
    for (std::uint32_t value = 0; value < count.rbegin()->first; ++value)
        EXPECT_EQ(reads[value], count.at(value + 1));
}

TEST_P(Reconstruct, LosesWhatTheFinalValueSays)
{
    const std::uint32_t final = TagFormat::valueOf(m_race.finalWord());
    std::uint64_t lost = 0;
    for (const auto& [value, count] : writers())
        lost += value == 0 ? 0 : value <= final ? count - 1 : count;
    EXPECT_EQ(summary().operations, GetParam().operations);
    EXPECT_EQ(summary().lost, summary().operations - final);
    EXPECT_EQ(summary().lost, lost);
    EXPECT_GT(summary().lost, 0U) << "a schedule without a race tests nothing";
}

TEST_P(Reconstruct, NamesTheOnlyWriterOfASurvivingValueAsSurvivorAndEveryWriterAboveAsLost)
{
    const std::uint32_t final = TagFormat::valueOf(m_race.finalWord());
    const auto count = writers();
    for (const LostUpdate& row : history().lost)
        EXPECT_TRUE(row.written() > final || count.at(row.written()) > 1);
    EXPECT_EQ(history().trunk.size(), final + 1);
}

TEST_P(Reconstruct, NamesTheSurvivors)
{
    std::uint32_t value = 0;
    for (const Store& store : m_race.stores()) {
        if (store.survived && store.value > 0) {
            EXPECT_EQ(history().trunk[++value], m_race.log().format().tag(store.name));
        }
    }
    EXPECT_EQ(value, summary().survivors);
}

TEST_P(Reconstruct, NamesEveryLostUpdateOnce)
{
    ASSERT_EQ(history().lost.size(), summary().lost);
    std::set<std::pair<std::uint32_t, std::uint32_t>> named;
    for (const LostUpdate& row : history().lost) {
        EXPECT_TRUE(named.emplace(row.worker, row.sequence).second);
        EXPECT_FALSE(truth(row).survived);
        EXPECT_EQ(row.written(), truth(row).value);
    }
}

TEST_P(Reconstruct, FindsTheTrueOverwriterBetweenItsBounds)
{
    std::uint64_t exact = 0;
    for (const LostUpdate& row : history().lost) {
        const std::uint32_t overwriter = truth(row).overwriter;
        EXPECT_LE(row.overwriterLow, overwriter);
        EXPECT_GE(row.overwriterHigh, overwriter);
        exact += row.known == OverwriterKnown::Exactly ? 1 : 0;
    }
    EXPECT_EQ(exact, summary().overwriterExact);
}

TEST_P(Reconstruct, SaysThatTheOverwritersProcessIsKnownOnlyWhenAllThatItCanBeAreOfIt)
{
    const TagFormat& format = m_race.log().format();
    for (const LostUpdate& row : history().lost) {
        bool one = true;
        for (std::uint32_t value = row.overwriterLow; value <= row.overwriterHigh; ++value)
            one = one && format.name(history().trunk[value]).worker == row.overwriterWorker;
        const OverwriterKnown known = row.overwriterLow == row.overwriterHigh
            ? OverwriterKnown::Exactly
            : one ? OverwriterKnown::Process
                  : OverwriterKnown::Range;
        EXPECT_EQ(row.known, known);
    }
}

TEST_P(Reconstruct, NamesTheCollisionThatBeganEachBranch)
{
    const TagFormat& format = m_race.log().format();
    std::map<std::size_t, std::uint64_t> victims;
    for (const LostUpdate& row : history().lost)
        ++victims[truth(row).fork];
    EXPECT_EQ(summary().branches, victims.size());
    for (const LostUpdate& row : history().lost) {
        const LostUpdate& first = history().lost[history().branchRow[row.branch]];
        const Store& fork = m_race.stores()[truth(row).fork];
        EXPECT_EQ(format.tag({first.worker, first.sequence}), format.tag(fork.name));
        const Store& collider = m_race.store({row.colliderWorker, row.colliderSequence});
        EXPECT_TRUE(collider.survived);
        EXPECT_EQ(collider.readFrom, fork.readFrom) << "they read the same store";
        EXPECT_EQ(row.victims, victims.at(truth(row).fork));
    }
}

TEST_P(Reconstruct, SummaryAddsUp)
{
    const auto sum = [](const auto& counts) {
        return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    };
    EXPECT_EQ(sum(summary().lostByWorker), summary().lost);
    EXPECT_EQ(sum(summary().victims), summary().lost);
    EXPECT_EQ(sum(summary().collisions), summary().branches);
    EXPECT_EQ(sum(summary().branchesByVictims), summary().branches);
    EXPECT_EQ(summary().overwriterExact + summary().overwriterProcess + summary().overwriterRange,
        summary().lost);
}

// The rules one by one, again and again until nothing changes, against the two passes.
TEST_P(Reconstruct, BoundsTheOverwriterAsTightlyAsTheRulesCan)
{
    const std::vector<Interval> bounds = boundsByRepetition(m_race);
    for (const LostUpdate& row : history().lost) {
        const Interval& expected = bounds[m_race.place({row.worker, row.sequence})];
        EXPECT_EQ(row.overwriterLow, expected.low);
        EXPECT_EQ(row.overwriterHigh, expected.high);
    }
}

INSTANTIATE_TEST_SUITE_P(Schedules, Reconstruct, testing::ValuesIn(schedules()));

TEST(ReconstructEdges, NoUpdatesAtAllLoseNothing)
{
    UpdateLog log = UpdateLog::create(4, 100).value();
    const auto result = reconstruct(log, kRootWord);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(result->summary.operations, 0U);
    EXPECT_EQ(result->summary.lost, 0U);
}

TEST(ReconstructEdges, KnowsManyOverwritersOfAFinelyInterleavedRace)
{
    // As long with sanitizers as without: the share settles only in a long race.
    SimulatedRace race({.workers = 2, .operations = 20'000, .longestTurn = 2});
    const auto result = reconstruct(race.log(), race.finalWord());
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_GT(result->summary.overwriterExact, result->summary.lost / 4);
}

TEST(ReconstructEdges, OneWorkerAloneLosesNothing)
{
    SimulatedRace race({.workers = 1, .operations = 1'000});
    const auto result = reconstruct(race.log(), race.finalWord());
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(result->summary.survivors, 1'000U);
    EXPECT_EQ(result->summary.branches, 0U);
}

} // namespace interleave::test
