// Who is stopped for too long, as a watcher sees it that may be stopped itself.

#include "core/base/standstill.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

constexpr std::uint64_t kMs = 1'000'000;
constexpr std::uint64_t kLookNs = 100 * kMs;
constexpr std::uint64_t kLooks = Standstill::kGraceNs / kLookNs;

class StandstillTest : public testing::Test
{
protected:
    bool isTooLongAfter(std::uint64_t ns)
    {
        m_nowNs += ns;
        return m_standstill.isTooLong(m_steps, m_nowNs, kLookNs, [this] {
            ++m_asked;
            return m_isStopped;
        });
    }
    // At whoever has been found standing by a look before; how often it was too long.
    std::uint64_t tooLongIn(std::uint64_t looks)
    {
        std::uint64_t found = 0;
        for (std::uint64_t look = 0; look < looks; ++look)
            found += isTooLongAfter(kLookNs) ? 1U : 0U;
        return found;
    }

    Standstill m_standstill;
    std::uint64_t m_nowNs = 1;
    std::uint64_t m_steps = 0;
    std::uint64_t m_asked = 0;
    bool m_isStopped = true;
};

TEST_F(StandstillTest, LastsForTheGraceTimeAndBeginsAnew)
{
    EXPECT_FALSE(isTooLongAfter(0));
    EXPECT_EQ(tooLongIn(kLooks - 1), 0U);
    EXPECT_TRUE(isTooLongAfter(kLookNs));
    EXPECT_EQ(tooLongIn(kLooks), 0U);
    EXPECT_EQ(tooLongIn(1), 1U);
}

TEST_F(StandstillTest, EachStepEndsIt)
{
    EXPECT_EQ(tooLongIn(kLooks), 0U);
    ++m_steps;
    EXPECT_EQ(tooLongIn(kLooks), 0U);
    m_standstill.end();
    EXPECT_EQ(tooLongIn(kLooks), 0U);
}

TEST_F(StandstillTest, F296_SoDoesOneLookThatFindsItRunning)
{
    EXPECT_EQ(tooLongIn(kLooks), 0U);
    m_isStopped = false;
    EXPECT_EQ(tooLongIn(1), 0U);
    m_isStopped = true;
    EXPECT_EQ(tooLongIn(kLooks - 1), 0U);
    EXPECT_EQ(tooLongIn(1), 1U);
}

TEST_F(StandstillTest, F296_SoDoesOneLookThatComesLate)
{
    EXPECT_EQ(tooLongIn(kLooks), 0U);
    EXPECT_FALSE(isTooLongAfter(kLookNs + Standstill::kLateNs + 1));
    EXPECT_EQ(tooLongIn(kLooks - 1), 0U);
    EXPECT_EQ(tooLongIn(1), 1U);
}

TEST_F(StandstillTest, TimeInWhichNobodyLooksCountsAsAPeriodAtMost)
{
    EXPECT_EQ(tooLongIn(1), 0U);
    EXPECT_FALSE(isTooLongAfter(kLookNs + Standstill::kLateNs));
    EXPECT_EQ(tooLongIn(kLooks - 2), 0U);
    EXPECT_EQ(tooLongIn(1), 1U);
}

TEST_F(StandstillTest, NobodyIsAskedWhileItMoves)
{
    for (; m_steps < 100; ++m_steps)
        EXPECT_EQ(tooLongIn(2), 0U);
    EXPECT_EQ(m_asked, 0U);
}

// Of each 200 ms it is stopped for the first 20, where each second look finds it.
TEST_F(StandstillTest, F296_OneThatIsStoppedForAMomentAgainAndAgainIsLeftAlone)
{
    std::uint64_t stoppedAt = 0;
    for (int look = 0; look < 1'000; ++look) {
        m_isStopped = m_nowNs % (200 * kMs) < 20 * kMs;
        stoppedAt += m_isStopped ? 1U : 0U;
        EXPECT_FALSE(isTooLongAfter(kLookNs));
    }
    EXPECT_EQ(stoppedAt, 500U);
}

} // namespace
} // namespace interleave
