#include "core/timeline/task_filter.h"

#include <gtest/gtest.h>

namespace interleave::test {

namespace {

TraceEvent task(std::uint64_t begin, std::uint64_t end, std::uint32_t waited = 0)
{
    return {begin, end, 0, waited, 0, EventKind::Task, TaskOutcome::Succeeded};
}

TraceEvent wait(std::uint64_t begin, std::uint64_t end)
{
    return {begin, end, 0, 0, 0, EventKind::Wait, {}};
}

} // namespace

TEST(TaskMatcher, OneOfSeveralWaitsIsEnough)
{
    TaskMatcher matcher({.wait = TickBounds{5, 10}}, 0);
    EXPECT_FALSE(matcher.matches(wait(10, 12)));
    EXPECT_FALSE(matcher.matches(wait(20, 27)));
    EXPECT_FALSE(matcher.matches(wait(30, 60)));
    EXPECT_TRUE(matcher.matches(task(0, 100, 39)));
}

TEST(TaskMatcher, TheWaitsOfOneTaskAreNotThoseOfTheNext)
{
    TaskMatcher matcher({.wait = TickBounds{5, 10}}, 0);
    static_cast<void>(matcher.matches(wait(20, 27)));
    EXPECT_TRUE(matcher.matches(task(0, 100, 7)));
    EXPECT_FALSE(matcher.matches(task(100, 200, 0)));
}

TEST(TaskMatcher, TheSumIsTakenWhereWaitsWereNotLogged)
{
    TaskMatcher matcher({.wait = TickBounds{5, 10}}, 0);
    EXPECT_TRUE(matcher.matches(task(0, 100, 7)));
    EXPECT_FALSE(matcher.matches(task(100, 200, 70)));
}

TEST(TaskMatcher, ATaskThatWaitedForNothingHasNoWait)
{
    TaskMatcher matcher({.wait = TickBounds{}}, 0);
    EXPECT_FALSE(matcher.matches(task(0, 100)));
}

TEST(TaskMatcher, TheFirstDelayIsFromTheStart)
{
    TaskMatcher matcher({.delay = TickBounds{30, 30}}, 1'000);
    EXPECT_TRUE(matcher.matches(task(1'030, 1'100)));
    EXPECT_TRUE(matcher.matches(task(1'130, 1'200)));
    EXPECT_FALSE(matcher.matches(task(1'200, 1'300)));
}

} // namespace interleave::test
