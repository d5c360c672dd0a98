#include "core/sync/access.h"
#include "core/sync/tally.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

constexpr std::uint64_t kUpdates = 300'000;
constexpr int kUpdaters = 2;

} // namespace

TEST(Tally, OneProcessLosesNothing)
{
    Tally tally{};
    for (std::uint64_t i = 1; i <= 1000; ++i)
        addRacing(tally, i, NoPause{});
    EXPECT_EQ(tally.sum, 500'500U);
    EXPECT_EQ(tally.updates, 1'000U);
}

TEST(Tally, AtomicAddsLoseNothingBetweenProcesses)
{
    SharedObject<Tally> tally;
    ASSERT_TRUE(runInProcesses(kUpdaters, [&](int) {
        for (std::uint64_t i = 0; i < kUpdates; ++i)
            addAtomic(*tally, 3);
    }));
    EXPECT_EQ(tally->sum, 3 * kUpdaters * kUpdates);
    EXPECT_EQ(tally->updates, kUpdaters * kUpdates);
}

TEST(Tally, CompareAndSwapLosesNothingAndCountsItsRetries)
{
    struct Race
    {
        Tally tally{};
        std::array<std::uint64_t, kUpdaters> retries{};
    };
    SharedObject<Race> race;
    ASSERT_TRUE(runInProcesses(kUpdaters, [&](int rank) {
        const CasAdd add{race->retries.at(static_cast<std::size_t>(rank))};
        for (std::uint64_t i = 0; i < kUpdates; ++i)
            add(race->tally, 3);
    }));
    EXPECT_EQ(race->tally.sum, 3 * kUpdaters * kUpdates);
    EXPECT_EQ(race->tally.updates, kUpdaters * kUpdates);
    std::uint64_t alone = 0;
    EXPECT_EQ(addCas(alone, 5), 0U) << "nobody was in the way";
    EXPECT_EQ(alone, 5U);
}

// Both words go in one access: whatever is lost is lost from both, so the sum always tells the same
// number of survivors as the count. Torn halves would show as a difference.
TEST(Tally, ARaceLosesFromBothWordsTogether)
{
    if (!survivorsAreExact())
        GTEST_SKIP() << "this processor has no indivisible 16-byte access";
    SharedObject<Tally> tally;
    ASSERT_TRUE(runInProcesses(kUpdaters, [&](int) {
        for (std::uint64_t i = 0; i < kUpdates; ++i)
            addRacing(*tally, 7, NoPause{});
    }));
    EXPECT_EQ(tally->sum, 7 * tally->updates);
    EXPECT_LE(tally->updates, kUpdaters * kUpdates);
    EXPECT_GE(tally->updates, 2U) << "whoever stores last had a store of its own before";
}

TEST(TimedPause, LastsAtLeastAsLongAsAsked)
{
    const Clock clock = Clock::calibrate();
    const TimedPause pause(clock, 200'000);
    const std::uint64_t begin = Clock::monotonicNs();
    pause();
    EXPECT_GE(Clock::monotonicNs() - begin, 190'000U);
}

} // namespace interleave::test
