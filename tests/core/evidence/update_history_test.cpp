#include "core/evidence/reconstruct.h"
#include "core/evidence/update_history.h"
#include "tests/core/evidence/simulated_race.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fcntl.h>

namespace interleave::test {

namespace {

UniqueFd duplicate(int fd)
{
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
}

class History : public testing::Test
{
protected:
    History()
        : m_race({.workers = 3, .operations = 30'000, .longestTurn = 5, .stale = 0.02})
        , m_reconstruction(reconstruct(m_race.log(), m_race.finalWord()).value())
        , m_history(UpdateHistory::attach(duplicate(m_reconstruction.history.descriptor()),
              duplicate(m_race.log().descriptor()))
                        .value())
    {
    }

    // The slow way: every branch looked at.
    [[nodiscard]] TrunkSlice counted(std::uint32_t begin, std::uint32_t end) const
    {
        TrunkSlice slice{.begin = begin, .end = end};
        std::uint32_t most = 0;
        for (std::uint32_t branch = 0; branch < m_history.branches(); ++branch) {
            if (m_history.depth(branch) < begin || m_history.depth(branch) >= end)
                continue;
            const auto size = static_cast<std::uint32_t>(m_history.members(branch).size());
            ++slice.branches;
            slice.lost += size;
            if (size > most) {
                most = size;
                slice.largest = branch;
            }
        }
        return slice;
    }

    SimulatedRace m_race;
    Reconstruction m_reconstruction;
    UpdateHistory m_history;
};

} // namespace

TEST_F(History, OfAnotherProcessIsTheSame)
{
    EXPECT_EQ(m_history.lost().size(), m_reconstruction.summary.lost);
    EXPECT_EQ(m_history.survivors(), m_reconstruction.summary.survivors);
    EXPECT_EQ(m_history.branches(), m_reconstruction.summary.branches);
    EXPECT_GT(m_history.branches(), 100U);
}

TEST_F(History, TellsOfEveryUpdateWhatItReadAndWhatBecameOfIt)
{
    for (const Store& store : m_race.stores()) {
        if (store.value == 0)
            continue;
        const auto update = m_history.update(store.name);
        ASSERT_TRUE(update.has_value());
        EXPECT_EQ(update->written(), store.value);
        EXPECT_EQ(update->survived, store.survived);
        EXPECT_EQ(update->row.has_value(), !store.survived);
        EXPECT_EQ(update->readFrom.has_value(), store.readFrom != 0);
        EXPECT_TRUE(
            store.readFrom == 0 || update->readFrom == m_race.stores()[store.readFrom].name);
        EXPECT_TRUE(!update->row || m_history.lost()[*update->row].sequence == store.name.sequence);
    }
}

TEST_F(History, KnowsNoUpdateThatWasNotMade)
{
    EXPECT_FALSE(m_history.update({0, 29'999}).has_value());
    EXPECT_FALSE(m_history.update({3, 0}).has_value());
}

TEST_F(History, ShowsTheTwoThatReadTheSameStore)
{
    for (std::uint32_t row = 0; row < m_history.lost().size(); row += 7) {
        const Collision collision = m_history.collision(row, 2);
        const Store& chosen = m_race.store(collision.chosen.name);
        EXPECT_EQ(collision.first.name, m_race.stores()[chosen.fork].name);
        EXPECT_EQ(collision.first.readFrom, collision.collider.readFrom);
        EXPECT_EQ(collision.first.read, collision.sharedRead);
        EXPECT_EQ(collision.collider.read, collision.sharedRead);
        EXPECT_FALSE(collision.first.survived);
        EXPECT_TRUE(collision.collider.survived);
        EXPECT_NE(collision.first.name.worker, collision.collider.name.worker);
    }
}

TEST_F(History, ShowsTheNeighboursOfACollisionInProgramOrder)
{
    const auto middle = static_cast<std::uint32_t>(m_history.lost().size() / 2);
    const Collision collision = m_history.collision(middle, 2);
    for (const auto& [lane, centre] : {std::pair(collision.firstLane, collision.first.name),
             std::pair(collision.colliderLane, collision.collider.name)}) {
        ASSERT_EQ(lane.size(), 5U);
        for (std::uint32_t i = 0; i < 5; ++i)
            EXPECT_EQ(lane[i].name, (OperationName{centre.worker, centre.sequence - 2 + i}));
    }
}

TEST_F(History, LaneEndsWhereTheProcessEnded)
{
    const auto made = static_cast<std::uint32_t>(m_race.log().written(1).size());
    EXPECT_EQ(m_history.lane(1, made - 3, 10).size(), 3U);
    EXPECT_TRUE(m_history.lane(1, made, 10).empty());
    EXPECT_TRUE(m_history.lane(9, 0, 10).empty());
}

TEST_F(History, CountsTheBranchesOfEveryStretchOfTheTrunk)
{
    for (const auto& [begin, end, count] : {std::tuple(0U, ~0U, 37U),
             std::tuple(100U, 101U, 5U),
             std::tuple(17U, 4'000U, 3U),
             std::tuple(0U, ~0U, 1U)}) {
        std::uint32_t next = begin;
        for (const TrunkSlice& slice : m_history.slices(begin, end, count)) {
            const TrunkSlice expected = counted(slice.begin, slice.end);
            EXPECT_EQ(slice.begin, next);
            EXPECT_EQ(slice.branches, expected.branches);
            EXPECT_EQ(slice.lost, expected.lost);
            ASSERT_EQ(slice.largest.has_value(), expected.largest.has_value());
            EXPECT_EQ(slice.largest ? m_history.members(*slice.largest).size() : 0,
                slice.largest ? m_history.members(*expected.largest).size() : 0);
            next = slice.end;
        }
        EXPECT_EQ(next, std::min(end, m_history.survivors()));
    }
}

TEST_F(History, HasAsManySlicesAsDepthsWhenItIsZoomedIn)
{
    EXPECT_EQ(m_history.slices(10, 15, 1'000).size(), 5U);
    EXPECT_TRUE(m_history.slices(10, 10, 1'000).empty());
    EXPECT_TRUE(m_history.slices(m_history.survivors(), ~0U, 10).empty());
}

TEST_F(History, ListsEveryLostUpdateInItsBranch)
{
    std::vector<int> listed(m_history.lost().size());
    for (std::uint32_t branch = 0; branch < m_history.branches(); ++branch) {
        for (const std::uint32_t row : m_history.members(branch)) {
            ++listed[row];
            EXPECT_EQ(m_history.lost()[row].branch, branch);
        }
    }
    EXPECT_TRUE(std::ranges::all_of(listed, [](int times) { return times == 1; }));
}

TEST_F(History, RefusesMemoryOfSomethingElse)
{
    UpdateLog other = UpdateLog::create(2, 50).value();
    const auto attach = [](int history, int log) {
        return UpdateHistory::attach(duplicate(history), duplicate(log));
    };
    const int history = m_reconstruction.history.descriptor();
    const int log = m_race.log().descriptor();
    EXPECT_FALSE(attach(history, other.descriptor()).has_value());
    EXPECT_FALSE(attach(log, log).has_value());
    EXPECT_FALSE(attach(history, history).has_value());
}

} // namespace interleave::test
