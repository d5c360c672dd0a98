#include "core/model/total_range.h"

#include <gtest/gtest.h>

namespace interleave {
namespace {

TrialResult ofTasks(std::uint64_t tasks)
{
    TrialResult trial;
    trial.tasks.total = tasks;
    return trial;
}

TEST(TotalRange, ATotalOfSquaresIsModuloFromWhereItsSumPasses64Bits)
{
    unsigned __int128 sum = 0;
    std::uint64_t fits = 0;
    while (sum + static_cast<unsigned __int128>(fits) * fits <= UINT64_MAX) {
        sum += static_cast<unsigned __int128>(fits) * fits;
        ++fits;
    }
    EXPECT_FALSE(totalIsModulo(WorkloadKind::Squares, ofTasks(fits)));
    EXPECT_TRUE(totalIsModulo(WorkloadKind::Squares, ofTasks(fits + 1)));
}

TEST(TotalRange, ATotalOfCubesIsModuloFromWhereItsSumPasses64Bits)
{
    EXPECT_FALSE(totalIsModulo(WorkloadKind::Cubes, ofTasks(92'682)));
    EXPECT_TRUE(totalIsModulo(WorkloadKind::Cubes, ofTasks(92'683)));
}

TEST(TotalRange, ACountOfUpdatesHasRoom)
{
    EXPECT_FALSE(totalIsModulo(WorkloadKind::Counter, ofTasks(1'000'000'000)));
    EXPECT_FALSE(totalIsModulo(WorkloadKind::Squares, ofTasks(0)));
}

TEST(TotalRange, ASumThatWentPastTheEndIsModulo)
{
    TrialResult trial = ofTasks(10);
    trial.race.expected = 5;
    trial.race.actual = UINT64_MAX;
    EXPECT_TRUE(totalIsModulo(WorkloadKind::Squares, trial));
}

TEST(TotalRange, MoneyThatARaceHasMadeIsNotPastTheEnd)
{
    TrialResult trial = ofTasks(10);
    trial.race.expected = 8'000'000;
    trial.race.actual = 8'037'542;
    EXPECT_FALSE(totalIsModulo(WorkloadKind::Bank, trial));
}

TEST(TotalRange, TheTotalOfTheUsualSquaresFits)
{
    const auto tasks = static_cast<std::uint64_t>(workloadInfo(WorkloadKind::Squares).defaultTasks);
    EXPECT_FALSE(totalIsModulo(WorkloadKind::Squares, ofTasks(tasks)));
}

} // namespace
} // namespace interleave
