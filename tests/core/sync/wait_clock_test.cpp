#include "core/sync/wait_clock.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TEST(WaitClock, CountsTheTimeThatAnybodyWaitsOnce)
{
    WaitClock clock{};
    clock.begin(100);
    clock.begin(150);
    clock.end(180);
    clock.begin(190);
    clock.end(200);
    EXPECT_EQ(clock.total(), 0U); // somebody still waits
    clock.end(230);
    EXPECT_EQ(clock.total(), 130U);
    clock.begin(300);
    clock.end(310);
    EXPECT_EQ(clock.total(), 140U);
}

TEST(WaitClock, AnEndTooManyChangesNothing)
{
    WaitClock clock{};
    clock.end(10);
    clock.begin(100);
    clock.end(105);
    clock.end(200);
    EXPECT_EQ(clock.total(), 5U);
}

TEST(WaitClock, TicksMayPassTheEndOfTheirPlaceInTheWord)
{
    WaitClock clock{};
    const std::uint64_t end = std::uint64_t{1} << 53U;
    clock.begin(end - 10);
    clock.end(end + 15);
    EXPECT_EQ(clock.total(), 25U);
}

TEST(WaitClock, TakesAThousandWaiters)
{
    WaitClock clock{};
    for (std::uint64_t i = 0; i < 1'024; ++i)
        clock.begin(i);
    for (std::uint64_t i = 0; i < 1'024; ++i)
        clock.end(2'000 + i);
    EXPECT_EQ(clock.total(), 3'023U);
}

} // namespace
} // namespace interleave
