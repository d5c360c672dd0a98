#include "core/process/restarts.h"

#include <gtest/gtest.h>

#include <csignal>

namespace interleave {
namespace {

constexpr ExitStatus kKilled{.signalled = true, .code = SIGKILL};
constexpr ExitStatus kCrashed{.signalled = true, .code = SIGSEGV};
constexpr ExitStatus kExited{.code = 3};
constexpr std::uint64_t kSecondNs = 1'000'000'000;

// Waits as long as it is told to, and no longer.
std::uint64_t endOfPause(const Restarts& restarts, std::uint64_t nowNs)
{
    while (restarts.isPaused() && !restarts.isDue(nowNs))
        nowNs += 1'000'000;
    return nowNs;
}

// As many as it takes; how long that was.
std::uint64_t killUntilGivenUp(Restarts& restarts)
{
    std::uint64_t nowNs = 1;
    while (!restarts.isGivenUp()) {
        restarts.noteEnd(kKilled, false, nowNs);
        nowNs = endOfPause(restarts, nowNs);
        restarts.noteBegin();
    }
    return nowNs;
}

TEST(Restarts, WhatEndsByItselfIsFollowedAtOnceAndGivenUpAfterEightInARow)
{
    for (const ExitStatus& status : {kCrashed, kExited}) {
        Restarts restarts;
        for (int failures = 1; failures <= 8; ++failures) {
            EXPECT_FALSE(restarts.isGivenUp());
            restarts.noteEnd(status, false, 1);
            EXPECT_FALSE(restarts.isPaused());
        }
        EXPECT_TRUE(restarts.isGivenUp());
        restarts.giveAnotherTrial();
        EXPECT_FALSE(restarts.isGivenUp());
    }
}

TEST(Restarts, F429_WhatSomebodyKillsIsFollowedLaterEachTimeAndDoesNotCount)
{
    Restarts restarts;
    std::uint64_t before = 0;
    for (int kills = 0; kills < 8; ++kills) {
        restarts.noteEnd(kKilled, false, kSecondNs);
        EXPECT_EQ(restarts.isPaused(), kills > 0) << "the first is followed at once";
        const std::uint64_t end = endOfPause(restarts, kSecondNs);
        EXPECT_TRUE(kills == 0 || end > before);
        before = end;
        restarts.noteBegin();
        EXPECT_FALSE(restarts.isPaused());
    }
    EXPECT_FALSE(restarts.isGivenUp());
}

TEST(Restarts, F429_AHostThatKillsThemAllTakesSecondsAndNotForEver)
{
    Restarts restarts;
    const std::uint64_t took = killUntilGivenUp(restarts);
    EXPECT_GT(took, 5 * kSecondNs);
    EXPECT_LT(took, 15 * kSecondNs);
}

TEST(Restarts, WhatGotReadyMakesAllAsNew)
{
    Restarts restarts;
    killUntilGivenUp(restarts);
    restarts.noteEnd(kKilled, true, 1);
    EXPECT_FALSE(restarts.isGivenUp());
    restarts.noteEnd(kKilled, false, 1);
    EXPECT_FALSE(restarts.isPaused()) << "it is the first in a row";
}

TEST(Restarts, WhereThereIsNoRoomItIsTriedLaterForAsLongAsOthersWork)
{
    Restarts restarts;
    for (int trials = 0; trials < 100; ++trials) {
        restarts.noteNoRoom(true, 1);
        EXPECT_TRUE(restarts.isPaused());
        EXPECT_LE(endOfPause(restarts, 1), 1 + kSecondNs);
    }
    for (int trials = 0; trials < 8; ++trials) {
        EXPECT_FALSE(restarts.isGivenUp());
        restarts.noteNoRoom(false, 1);
    }
    EXPECT_TRUE(restarts.isGivenUp());
}

} // namespace
} // namespace interleave
