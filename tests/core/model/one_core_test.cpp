#include "core/model/one_core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace interleave {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TrialResult of(std::size_t workers, std::optional<std::int64_t> onlyCore)
{
    TrialResult trial;
    trial.workers.resize(workers);
    trial.onlyCore = onlyCore;
    trial.race.updates = 10;
    return trial;
}

std::string remarkOn(const std::vector<TrialResult>& trials, std::int64_t usableCores = 1)
{
    return oneCoreRemark(WorkloadKind::Counter, trials, usableCores).text();
}

TEST(OneCoreRemark, F124_TrialsWithOneWorkerDoNotHideIt)
{
    EXPECT_EQ(remarkOn({of(1, std::nullopt), of(2, 0), of(4, 0)}),
        "All workers took turns on core 0, so few could meet: this run cannot show that it is "
        "safe. "
        "Give it two cores (taskset, cpuset)");
    EXPECT_THAT(remarkOn({of(1, std::nullopt)}), IsEmpty());
    EXPECT_THAT(remarkOn({of(2, 0), of(2, std::nullopt)}), IsEmpty());
    EXPECT_THAT(remarkOn({}), IsEmpty());
}

TEST(OneCoreRemark, F124_TheCoreIsNamedWhereAllTrialsHadTheSame)
{
    EXPECT_THAT(remarkOn({of(2, 0), of(2, 1)}), HasSubstr("took turns on one core"));
    EXPECT_THAT(remarkOn({of(2, 1), of(2, 1)}), HasSubstr("took turns on core 1"));
}

TEST(OneCoreRemark, F124_WhatWentWrongProvesSomethingOnOneCoreToo)
{
    TrialResult lost = of(2, 0);
    lost.race.lost = 3;
    TrialResult deadlocked = of(2, 0);
    deadlocked.deadlock.resize(2);
    TrialResult oversold = of(2, 0);
    oversold.outcome.asWanted = false;
    TrialResult asleep = of(2, 0);
    asleep.race = {};
    for (const TrialResult& trial : {lost, deadlocked, oversold, asleep})
        EXPECT_EQ(remarkOn({trial}), "All workers took turns on core 0");
}

TEST(OneCoreRemark, SaysNothingOfSafetyWhereNobodyAsksForIt)
{
    EXPECT_EQ(oneCoreRemark(WorkloadKind::Sleep, std::vector{of(2, 0)}, 1).text(),
        "All workers took turns on core 0");
    EXPECT_EQ(oneCoreRemark(WorkloadKind::FalseSharing, std::vector{of(2, 0)}, 1).text(),
        "All workers took turns on core 0, so no line of the cache moved from one core to "
        "another: this run cannot show what sharing one costs. Give it two cores (taskset, "
        "cpuset)");
}

TEST(OneCoreRemark, F124_TheRemedyIsOneThatHelps)
{
    EXPECT_THAT(remarkOn({of(2, 0)}, 4), HasSubstr("Give it more tasks"));
    EXPECT_THAT(remarkOn({of(2, 0)}, 0), Not(HasSubstr("Give it")));
}

} // namespace
} // namespace interleave
