// The shortest and the longest time-outs: points on a steady clock, in nanoseconds everywhere.

#include "core/pool/pool.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <ranges>
#include <unistd.h>

namespace interleave {
namespace {

using namespace std::chrono_literals;

int neverEnds(int)
{
    for (;;)
        ::pause();
}

TEST(TimeOuts, F47_APoolMayTakeAsLongAsItLikesToStart)
{
    for (const std::chrono::nanoseconds longest :
        {std::chrono::nanoseconds(std::chrono::days(30)), std::chrono::nanoseconds::max()}) {
        auto pool = Pool::create({.workers = 1, .timeout = longest, .startWithin = longest});
        ASSERT_TRUE(pool.has_value()) << pool.error().message;
        EXPECT_EQ(pool->apply(same, 3), 3);
    }
}

TEST(TimeOuts, F47_LessThanAMillisecondIsNotZero)
{
    Pool pool = Pool::create({.workers = 1, .timeout = 1us}).value();
    EXPECT_EQ(pool.apply(neverEnds, 0).error().kind, TaskFailureKind::TimedOut);
    const auto items = pool.mapEach(neverEnds, std::views::iota(0, 1));
    EXPECT_EQ(items.at(0).error().kind, TaskFailureKind::TimedOut);
}

} // namespace
} // namespace interleave
