#include "core/model/applicability.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

Experiment with(WorkloadKind workload, std::string_view name, const char* value)
{
    Experiment experiment{.workload = workload};
    experiment.params.emplace(name, std::string(value));
    return experiment;
}

bool applies(const char* field, const Experiment& experiment)
{
    return findField(field)->applies(experiment);
}

TEST(Applicability, APrimitiveIsUsedOnlyWhereTheWorkloadHasNoneOfItsOwn)
{
    EXPECT_TRUE(usesPrimitive({}));
    EXPECT_FALSE(usesPrimitive({.workload = WorkloadKind::FalseSharing}));
    EXPECT_FALSE(usesPrimitive({.workload = WorkloadKind::StoreBuffering}));
    EXPECT_TRUE(usesPrimitive(with(WorkloadKind::Bank, "locking", "primitive")));
    EXPECT_FALSE(usesPrimitive(with(WorkloadKind::Bank, "locking", "ordered")));
    EXPECT_TRUE(usesPrimitive(with(WorkloadKind::BoundedBuffer, "channel", "spin")));
    EXPECT_FALSE(usesPrimitive(with(WorkloadKind::BoundedBuffer, "channel", "queue")));
    EXPECT_TRUE(usesPrimitive(with(WorkloadKind::Philosophers, "strategy", "waiter")));
    EXPECT_FALSE(usesPrimitive(with(WorkloadKind::Philosophers, "strategy", "ordered")));
    EXPECT_TRUE(usesPrimitive(with(WorkloadKind::Phases, "meeting", "condition")));
    EXPECT_FALSE(usesPrimitive(with(WorkloadKind::Phases, "meeting", "barrier")));
}

TEST(Applicability, WithoutAPrimitiveThereAreNoneToChooseNorPermits)
{
    Experiment experiment{.workload = WorkloadKind::FalseSharing, .sync = Primitive::Semaphore};
    for (const char* field : {"sync", "permits", "compare"})
        EXPECT_FALSE(applies(field, experiment)) << field;
    experiment.compare = {Primitive::None, Primitive::Lock};
    EXPECT_TRUE(applies("compare", experiment)) << "it doubles the trials";
}

TEST(Applicability, WhatIsComparedTakesThePlaceOfTheOne)
{
    EXPECT_FALSE(applies("sync", {.compare = {Primitive::None, Primitive::Lock}}));
    EXPECT_FALSE(applies("workers", {.varyWorkers = {1, 2}}));
}

TEST(Applicability, AWorkloadForExactlyTwoWorkersHasNoPoolSizeToChoose)
{
    const Experiment experiment{.workload = WorkloadKind::StoreBuffering};
    EXPECT_FALSE(applies("workers", experiment));
    EXPECT_FALSE(applies("vary_workers", experiment));
}

TEST(Applicability, WorkersThatMeetHaveNoSchedule)
{
    const Experiment experiment{.workload = WorkloadKind::Phases};
    EXPECT_FALSE(applies("schedule", experiment));
    EXPECT_FALSE(applies("chunk", experiment));
}

TEST(Applicability, WhatIsAddedInOneStepHasNoWindowToWiden)
{
    EXPECT_TRUE(parameterApplies({}, "delay_ns"));
    EXPECT_FALSE(parameterApplies({.sync = Primitive::Atomic}, "delay_ns"));
    EXPECT_TRUE(parameterApplies({.compare = {Primitive::None, Primitive::Atomic}}, "delay_ns"));
    EXPECT_TRUE(parameterApplies(
        {.workload = WorkloadKind::Tickets, .sync = Primitive::Atomic}, "delay_ns"));
    EXPECT_FALSE(parameterApplies({.workload = WorkloadKind::Phases}, "delay_ns"));
}

TEST(Applicability, APipeHasTheKernelsCapacity)
{
    EXPECT_TRUE(parameterApplies({.workload = WorkloadKind::BoundedBuffer}, "capacity"));
    EXPECT_FALSE(
        parameterApplies(with(WorkloadKind::BoundedBuffer, "channel", "pipe"), "capacity"));
}

TEST(Applicability, ASeedIsOnlyWhereSomethingIsDrawn)
{
    EXPECT_FALSE(applies("seed", {}));
    EXPECT_TRUE(applies("seed", {.inject = {{FaultKind::KillWorker}}}));
    EXPECT_TRUE(applies("seed", {.compare = {Primitive::None, Primitive::Lock}}));
    EXPECT_FALSE(applies("seed", {.compare = {Primitive::Lock}})) << "nothing takes turns yet";
    EXPECT_TRUE(applies("seed", {.workload = WorkloadKind::Bank}));
    EXPECT_FALSE(applies("seed", {.workload = WorkloadKind::Sleep}));
    EXPECT_TRUE(applies("seed", with(WorkloadKind::Sleep, "distribution", "uniform")));
    EXPECT_FALSE(applies("seed", with(WorkloadKind::ImageFilter, "input", "/pictures")));
}

} // namespace
} // namespace interleave
