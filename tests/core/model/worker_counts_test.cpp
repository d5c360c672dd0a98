#include "core/model/worker_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::HasSubstr;
using Counts = std::vector<std::int64_t>;

TEST(WorkerCounts, ReadsBackWhatItWrites)
{
    EXPECT_EQ(toText(Counts{1, 2, 4}), "1, 2, 4");
    EXPECT_EQ(workerCountsFromText("1, 2, 4"), (Counts{1, 2, 4}));
}

TEST(WorkerCounts, ARangeStandsForAllOfItsNumbers)
{
    EXPECT_EQ(workerCountsFromText("1..3, 8"), (Counts{1, 2, 3, 8}));
}

TEST(WorkerCounts, RiseWhateverTheirOrder)
{
    EXPECT_EQ(workerCountsFromText("8, 1, 4"), (Counts{1, 4, 8}));
}

TEST(WorkerCounts, BlankMeansNone)
{
    EXPECT_EQ(workerCountsFromText(" "), Counts{});
}

TEST(WorkerCounts, OneAloneHasNothingToBeComparedWith)
{
    EXPECT_THAT(findWorkerCountsProblem("4").value_or(""), HasSubstr("4 alone"));
}

TEST(WorkerCounts, TheSameTwiceIsRefused)
{
    EXPECT_EQ(findWorkerCountsProblem("1..4, 3"), "3 is there twice");
}

TEST(WorkerCounts, WhatIsNoNumberOfWorkersIsNamedWithItsRemedy)
{
    for (const char* text : {"0, 1", "2, x", "1..2000", "4..2", "1.., 2", "..3, 4", "1, , 2"})
        EXPECT_THAT(findWorkerCountsProblem(text).value_or(""), HasSubstr("use numbers from 1"))
            << text;
}

} // namespace
} // namespace interleave
