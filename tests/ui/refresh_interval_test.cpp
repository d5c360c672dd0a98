#include "ui/models/refresh_interval.h"

#include <gtest/gtest.h>

namespace interleave::ui {
namespace {

constexpr double kMs = 1e6; // nanoseconds

UtilisationSeries machine(std::vector<std::vector<float>> cores)
{
    UtilisationSeries series;
    series.machine = std::move(cores);
    return series;
}

TEST(RefreshInterval, IsTenTimesASecondWhereThereIsTimeToSpare)
{
    EXPECT_EQ(refreshIntervalMs(5 * kMs, false, 2), 100);
}

TEST(RefreshInterval, TakesAFifthOfACoreAtMost)
{
    EXPECT_EQ(refreshIntervalMs(50 * kMs, false, 2), 250);
}

TEST(RefreshInterval, IsLongerWhileAllCoresAreBusy)
{
    EXPECT_EQ(refreshIntervalMs(0.1 * kMs, true, 2), 250);
}

TEST(RefreshInterval, TakesAHundredthOfAllCoresAtMostWhileTheyAreBusy)
{
    EXPECT_EQ(refreshIntervalMs(10 * kMs, true, 2), 500);
    EXPECT_EQ(refreshIntervalMs(40 * kMs, true, 8), 500);
}

TEST(RefreshInterval, IsASecondAtMost)
{
    EXPECT_EQ(refreshIntervalMs(400 * kMs, true, 2), 1'000);
    EXPECT_EQ(refreshIntervalMs(400 * kMs, false, 2), 1'000);
}

TEST(AllCoresBusy, NotBeforeTheFirstSample)
{
    EXPECT_FALSE(allCoresBusy({}));
    EXPECT_FALSE(allCoresBusy(machine({{}, {}})));
}

TEST(AllCoresBusy, OneIdleCoreIsEnoughForNot)
{
    EXPECT_TRUE(allCoresBusy(machine({{1, 1, 1}, {1, 1, 1}})));
    EXPECT_FALSE(allCoresBusy(machine({{1, 1, 1}, {1, 0, 0}})));
}

TEST(AllCoresBusy, OneRoughSampleDoesNotChangeIt)
{
    EXPECT_TRUE(allCoresBusy(machine({{1, 1, 1, 1, 1, 1, 1, 0.8F}})));
}

TEST(AllCoresBusy, WhatWasLongAgoDoesNotCount)
{
    EXPECT_TRUE(allCoresBusy(machine({{0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1}})));
}

} // namespace
} // namespace interleave::ui
