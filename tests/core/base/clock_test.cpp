#include "core/base/clock.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

void spinFor(std::uint64_t ns)
{
    const std::uint64_t start = Clock::monotonicNs();
    while (Clock::monotonicNs() - start < ns) { }
}

TEST(Clock, MonotonicNsNeverStepsBack)
{
    std::uint64_t last = Clock::monotonicNs();
    for (int i = 0; i < 100'000; ++i) {
        const std::uint64_t now = Clock::monotonicNs();
        ASSERT_GE(now, last);
        last = now;
    }
}

TEST(Clock, TicksNeverStepBack)
{
    const Clock clock = Clock::calibrate();
    std::uint64_t last = clock.ticks();
    for (int i = 0; i < 100'000; ++i) {
        const std::uint64_t now = clock.ticks();
        ASSERT_GE(now, last);
        last = now;
    }
}

TEST(Clock, CalibratedTicksAgreeWithTheKernelsClock)
{
    const Clock clock = Clock::calibrate();
    // The ticks are read between two readings of the kernel's clock, so that a pause of this
    // process widens the bounds and cannot fail the test.
    const std::uint64_t beginEarly = Clock::monotonicNs();
    const std::uint64_t begin = clock.ticks();
    const std::uint64_t beginLate = Clock::monotonicNs();
    spinFor(20'000'000);
    const std::uint64_t endEarly = Clock::monotonicNs();
    const std::uint64_t end = clock.ticks();
    const std::uint64_t endLate = Clock::monotonicNs();

    const auto span = static_cast<double>(clock.toNs(end - begin));
    EXPECT_GE(span, 0.99 * static_cast<double>(endEarly - beginLate));
    EXPECT_LE(span, 1.01 * static_cast<double>(endLate - beginEarly));
}

TEST(Clock, TicksOfTheUncalibratedClockAreNanoseconds)
{
    const Clock clock;
    EXPECT_EQ(clock.source(), ClockSource::Monotonic);
    EXPECT_EQ(clock.toNs(12'345), 12'345U);
}

TEST(Clock, FromHeaderGivesBackSourceAndRate)
{
    const Clock clock = Clock::fromHeader(ClockSource::Tsc, 0.5);
    EXPECT_EQ(clock.source(), ClockSource::Tsc);
    EXPECT_EQ(clock.nsPerTick(), 0.5);
    EXPECT_EQ(clock.toNs(1000), 500U);
}

} // namespace
} // namespace interleave
