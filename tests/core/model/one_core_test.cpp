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

std::string remarkOn(const std::vector<TrialResult>& trials,
    std::int64_t usableCores = 1,
    const Experiment& experiment = {})
{
    return oneCoreRemark(experiment, trials, usableCores).text();
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
    EXPECT_EQ(remarkOn({of(2, 0)}, 1, {.workload = WorkloadKind::Sleep}),
        "All workers took turns on core 0");
    EXPECT_EQ(remarkOn({of(2, 0)}, 1, {.workload = WorkloadKind::FalseSharing}),
        "All workers took turns on core 0, so no line of the cache moved from one core to "
        "another: this run cannot show what sharing one costs. Give it two cores (taskset, "
        "cpuset)");
}

TEST(OneCoreRemark, F124_TheRemedyIsOneThatHelps)
{
    EXPECT_THAT(remarkOn({of(2, 0)}, 4), HasSubstr("Pin its workers to cores"));
    EXPECT_THAT(remarkOn({of(2, 0)}, 4, {.pin = true}), HasSubstr("Give it more tasks"))
        << "one worker did all before the other had begun";
    for (const char* remedy : {"Give it", "Pin"})
        EXPECT_THAT(remarkOn({of(2, 0)}, 0), Not(HasSubstr(remedy)));
}

TEST(OneCoreRemark, IsNoDoubtOfSafetyWhereWorkersMet)
{
    TrialResult waited = of(2, 0);
    waited.sync.use.contended = 1;
    EXPECT_EQ(remarkOn({waited}), "All workers took turns on core 0");
    TrialResult alone = of(2, 0);
    alone.arm = 1;
    EXPECT_THAT(remarkOn({waited, alone}), HasSubstr("cannot show that it is safe"))
        << "those of another arm have not met";
    TrialResult phases = of(2, 0);
    phases.outcome.sentence = "Nobody was more than one phase ahead in 100 phases";
    Experiment experiment{.workload = WorkloadKind::Phases};
    EXPECT_EQ(remarkOn({phases}, 1, experiment), "All workers took turns on core 0")
        << "nobody passes a barrier alone";
    experiment.params["meeting"] = std::string("condition");
    experiment.sync = Primitive::None;
    EXPECT_THAT(remarkOn({phases}, 1, experiment), HasSubstr("cannot show that it is safe"))
        << "arrivals that nothing guards need two cores to be lost";
}

TEST(OneCoreRemark, IsSaidOfSomeOfTheTrialsWithoutAPrimitiveWhereNothingWasLost)
{
    const Experiment unguarded{.sync = Primitive::None};
    EXPECT_EQ(remarkOn({of(2, 0), of(2, std::nullopt), of(2, 1)}, 2, unguarded),
        "In 2 of 3 trials all workers took turns on one core, so few could meet: these cannot show "
        "that it is safe");
    TrialResult lost = of(2, std::nullopt);
    lost.race.lost = 3;
    EXPECT_THAT(remarkOn({of(2, 0), lost}, 2, unguarded), IsEmpty());
    EXPECT_THAT(remarkOn({of(2, 0), of(2, std::nullopt)}, 2), IsEmpty()) << "a lock held on two";
}

} // namespace
} // namespace interleave
