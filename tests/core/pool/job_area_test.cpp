// Who gets an area of the pool's memory for a small map, and when.

#include "core/pool/job_area.h"
#include "tests/support/children.h"

#include <gtest/gtest.h>

#include <unistd.h>

namespace interleave {
namespace {

std::vector<JobArea> takeAll(PoolCore& pool)
{
    std::vector<JobArea> areas;
    while (auto area = JobArea::take(pool, 1))
        areas.push_back(*std::move(area));
    return areas;
}

TEST(JobArea, IsFreeAgainOnlyAfterAllPartsHaveEnded)
{
    const auto pool = PoolCore::create({.workers = 1}).value();
    EXPECT_FALSE(JobArea::take(*pool, PoolMemory::kJobAreaBytes + 1));
    auto areas = takeAll(*pool);
    ASSERT_EQ(areas.size(), PoolMemory::kJobAreas);
    areas.pop_back(); // a worker may still write in it
    EXPECT_TRUE(takeAll(*pool).empty());
    areas.back().allPartsHaveEnded();
    areas.pop_back();
    EXPECT_EQ(takeAll(*pool).size(), 1U);
}

TEST(JobArea, IsNotForAForkedCopyOfThePool)
{
    const auto pool = PoolCore::create({.workers = 1}).value();
    EXPECT_TRUE(test::runInProcesses(
        1, [&](int) { ::_exit(JobArea::take(*pool, 1).has_value() ? 1 : 0); }));
    EXPECT_EQ(takeAll(*pool).size(), PoolMemory::kJobAreas);
}

} // namespace
} // namespace interleave
