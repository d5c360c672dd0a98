#include "core/timeline/task_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;
using testing::Not;

const Clock kClock = Clock::fromHeader(ClockSource::Monotonic, 0.5); // two ticks a nanosecond

TaskFilter parsed(std::string_view text)
{
    const auto filter = parseTaskQuery(text, kClock);
    EXPECT_TRUE(filter.has_value()) << text << ": " << (filter ? "" : filter.error().message);
    return filter.value_or(TaskFilter{});
}

std::string refused(std::string_view text)
{
    const auto filter = parseTaskQuery(text, kClock);
    EXPECT_FALSE(filter.has_value()) << text;
    return filter ? "" : filter.error().message;
}

} // namespace

TEST(TaskQuery, ANumberIsATask)
{
    EXPECT_EQ(parsed("1234").task, 1234U);
    EXPECT_EQ(parsed(" 0 ").task, 0U);
}

TEST(TaskQuery, DurationsAreLongerOrShorterThan)
{
    EXPECT_EQ(parsed(">5ms").duration.atLeast, 10'000'001U);
    EXPECT_EQ(parsed(">=5ms").duration.atLeast, 10'000'000U);
    EXPECT_EQ(parsed("<2us").duration.atMost, 3'999U);
    EXPECT_EQ(parsed("<= 2 US").duration.atMost, 4'000U);
    EXPECT_EQ(parsed("> 1.5 s").duration.atLeast, 3'000'000'001U);
    EXPECT_EQ(parsed(">2min").duration.atLeast, 240'000'000'001U);
    EXPECT_EQ(parsed(">5ms").duration.atMost, UINT64_MAX);
    EXPECT_EQ(parsed("<2us").duration.atLeast, 0U);
}

TEST(TaskQuery, MicrosecondsMayBeWrittenAsTheyAreShown)
{
    EXPECT_EQ(parsed("<2\u00B5s"), parsed("<2us"));
    EXPECT_EQ(parsed("<2 \u03BCs"), parsed("<2us"));
    EXPECT_THAT(refused("slow"), HasSubstr("<2\u00B5s"));
    EXPECT_THAT(refused("slow"), Not(HasSubstr("us)")));
    EXPECT_THAT(refused(">5 ps"), HasSubstr("use ns, \u00B5s, ms, s or min"));
}

TEST(TaskQuery, WaitsAndDelaysAreNamed)
{
    EXPECT_EQ(parsed("wait>5us"), (TaskFilter{.wait = TickBounds{.atLeast = 10'001}}));
    EXPECT_EQ(parsed("Wait <= 5 us"), (TaskFilter{.wait = TickBounds{.atMost = 10'000}}));
    EXPECT_EQ(parsed("delay >1ms"), (TaskFilter{.delay = TickBounds{.atLeast = 2'000'001}}));
    EXPECT_THAT(refused("waits>5us"), HasSubstr("'waits>5us' is not understood"));
    EXPECT_THAT(refused("wait>5"), HasSubstr("'>5' has no unit"));
}

TEST(TaskQuery, OutcomesHaveTheirNames)
{
    EXPECT_EQ(parsed("failed").outcome, TaskOutcome::Failed);
    EXPECT_EQ(parsed("Succeeded").outcome, TaskOutcome::Succeeded);
}

TEST(TaskQuery, WhatIsMissingIsNamed)
{
    EXPECT_THAT(refused(">5"), HasSubstr("'>5' has no unit: add ns, \u00B5s, ms, s or min"));
    EXPECT_THAT(refused(">5 parsecs"), HasSubstr("'parsecs' is no unit"));
    EXPECT_THAT(refused(">ms"), HasSubstr("'>ms' has no duration"));
    EXPECT_THAT(refused("<0s"), HasSubstr("less than nothing"));
}

TEST(TaskQuery, ARefusalSaysWhatWouldBeUnderstood)
{
    for (const char* text : {"",
             "  ",
             "slow",
             "12a",
             "-5",
             "1 > 2",
             ">",
             "<",
             ">=",
             ">-5ms",
             ">nan s",
             ">1e9999s",
             "99999999999999999999999",
             "\xff\xfe",
             ">5m\xff"})
        EXPECT_THAT(refused(text), HasSubstr(">5ms")) << text;
}

} // namespace interleave::test
