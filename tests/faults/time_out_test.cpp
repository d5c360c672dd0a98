// The shortest and the longest time-outs: points on a steady clock, in nanoseconds everywhere.

#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <ranges>
#include <string>
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

TEST(TimeOuts, F47_ANegativeOneIsOverAtOnce)
{
    const std::array items{0};
    Pool pool = Pool::create({.workers = 1, .grace = -1ns}).value();
    const TaskOptions negative{.timeout = -1ns};
    EXPECT_EQ(
        pool.applyAsync(negative, neverEnds, 0).get().error().kind, TaskFailureKind::TimedOut);
    EXPECT_EQ(pool.mapEach(neverEnds, items, {.timeout = -1ns}).at(0).error().kind,
        TaskFailureKind::TimedOut);
    const auto deaf = [] {
        ::signal(SIGTERM, SIG_IGN);
        return neverEnds(0);
    };
    EXPECT_EQ(pool.applyAsync(negative, deaf).get().error().kind, TaskFailureKind::TimedOut);
    Pool always = Pool::create({.workers = 1, .timeout = -1ns}).value();
    EXPECT_EQ(always.apply(neverEnds, 0).error().kind, TaskFailureKind::TimedOut);
}

TEST(TimeOuts, F47_WorkersDoNotSpinForANegativeTime)
{
    Pool pool = Pool::create({.workers = 1, .spin = -1ns}).value();
    EXPECT_EQ(pool.apply(same, 1), 1);
    EXPECT_TRUE(test::eventually([&] { return test::stateOf(pool.pids().front()) == 'S'; }));
}

TEST(TimeOuts, F364_AnItemThatIsStoppedSaysWhatItsLimitWas)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const auto items = pool.mapEach(neverEnds, std::views::iota(0, 1), {.timeout = 50ms});
    EXPECT_EQ(items.at(0).error().message, "it took longer than 0.05 s; its worker was stopped");
}

template <class Items>
void expectTimedOut(const Items& items)
{
    int number = 0;
    for (const auto& item : items) {
        if (item)
            ADD_FAILURE() << "item " << number << " has a result";
        else
            EXPECT_EQ(item.error().kind, TaskFailureKind::TimedOut)
                << "item " << number << ": " << item.error().message;
        ++number;
    }
}

int takesTenMilliseconds(int)
{
    ::usleep(10'000);
    return 1;
}

std::string inWords(int n)
{
    ::usleep(10'000);
    return std::to_string(n);
}

// Whoever looks after them looks every 5 ms at most.
TEST(TimeOuts, F79_WhatEndsByItselfAndTookTooLongIsNoSuccess)
{
    for (const std::chrono::nanoseconds limit : {1'000'000ns, 1ns}) {
        Pool pool = Pool::create({.workers = 2, .timeout = limit}).value();
        for (const auto function : {same, takesTenMilliseconds}) {
            if (function == same && limit != 1ns)
                continue; // it may be quick enough
            const auto single = pool.apply(function, 3);
            ASSERT_FALSE(single.has_value());
            EXPECT_EQ(single.error().kind, TaskFailureKind::TimedOut) << single.error().message;
            expectTimedOut(pool.mapEach(function, std::views::iota(0, 20)));
        }
        expectTimedOut(pool.mapEach(inWords, std::views::iota(0, 20)));
    }
}

// Whoever submits the parts that there is no room for looks after those that run.
TEST(TimeOuts, F79_AMapOfMorePartsThanThePoolTakesIsWatchedWhileTheOthersWait)
{
    Pool pool = Pool::create({.workers = 2, .maxInFlight = 1}).value();
    for (const auto function : {takesTenMilliseconds, neverEnds}) {
        const auto items = pool.mapEach(function, std::views::iota(0, 2), {.timeout = 1ms});
        expectTimedOut(items);
    }
}

} // namespace
} // namespace interleave
