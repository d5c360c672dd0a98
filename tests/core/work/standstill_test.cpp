// Who stands still, as a watcher sees it that may be stopped itself.

#include "core/work/standstill.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

constexpr std::uint64_t kLookNs = 100'000'000;
constexpr std::uint64_t kLooks = Standstill::kGraceNs / kLookNs;

class StandstillTest : public testing::Test
{
protected:
    bool isTooLongAfter(std::uint64_t ns)
    {
        m_nowNs += ns;
        return m_standstill.isTooLong(m_steps, m_nowNs, kLookNs);
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

TEST_F(StandstillTest, TimeInWhichNobodyLooksCountsAsAPeriodAtMost)
{
    EXPECT_EQ(tooLongIn(1), 0U);
    EXPECT_FALSE(isTooLongAfter(100 * Standstill::kGraceNs));
    EXPECT_EQ(tooLongIn(kLooks - 2), 0U);
    EXPECT_EQ(tooLongIn(1), 1U);
}

} // namespace
} // namespace interleave
