#include "core/engine/run/run_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave::test {

using testing::HasSubstr;

TEST(RunFit, F67_ARunThatNeedsMoreMemoryThanThereIsIsRefusedWithFigureAndRemedy)
{
    const RunNeeds needs{.memoryBytes = 2'000'000, .processes = 4};
    EXPECT_TRUE(checkFit(needs, {2'000'000, ""}, {}));
    const auto refused = checkFit(needs, {1'999'999, "/the/memory.max"}, {});
    ASSERT_FALSE(refused);
    for (const char* word : {"2,000,000", "1,999,999", "/the/memory.max", "fewer workers"})
        EXPECT_THAT(refused.error().message, HasSubstr(word));
}

TEST(RunFit, F67_ARunThatNeedsMoreProcessesThanItMayStartIsRefused)
{
    const RunNeeds needs{.memoryBytes = 1, .processes = 4};
    EXPECT_TRUE(checkFit(needs, {2, ""}, {4, "/the/pids.max"}));
    const auto refused = checkFit(needs, {2, ""}, {3, "/the/pids.max"});
    ASSERT_FALSE(refused);
    for (const char* word : {"4 processes", "3 more", "/the/pids.max", "fewer workers"})
        EXPECT_THAT(refused.error().message, HasSubstr(word));
}

TEST(RunFit, F67_NeedsGrowWithTasksAndWorkers)
{
    const auto needs = [](std::int64_t tasks, std::int64_t workers, ExecutorKind executor) {
        return needsOf(makePlan({.workload = WorkloadKind::Squares,
                                    .tasks = tasks,
                                    .workers = workers,
                                    .executor = executor})
                           .value());
    };
    // An entry in the ledger and one in the recording.
    EXPECT_GT(needs(10'000'000, 2, ExecutorKind::Processes).memoryBytes, 10'000'000U * 32);
    EXPECT_LT(needs(1'000, 2, ExecutorKind::Processes).memoryBytes, 3'000'000U);
    EXPECT_GT(needs(1'000, 500, ExecutorKind::Processes).memoryBytes, 100'000'000U);
    EXPECT_EQ(needs(1'000, 500, ExecutorKind::Processes).processes, 500U);
    EXPECT_EQ(needs(1'000, 50, ExecutorKind::Threads).processes, 51U);
}

TEST(RunFit, F236_TheForkServerIsOneOfTheProcesses)
{
    const auto plan = makePlan({.workload = WorkloadKind::Squares,
        .tasks = 100,
        .workers = 3,
        .startMethod = StartMethod::ForkServer});
    EXPECT_EQ(needsOf(plan.value()).processes, 4U);
}

} // namespace interleave::test
