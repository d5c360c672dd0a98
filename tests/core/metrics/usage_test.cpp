#include "core/metrics/core_usage.h"
#include "core/metrics/process_usage.h"

#include <gtest/gtest.h>

#include <cstring>
#include <ctime>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave::test {

TEST(ProcStat, GivesEveryCoreAndLeavesTheSumOut)
{
    const CoreTimes times = parseProcStat("cpu  10 0 10 80 0 0 0 0 0 0\n"
                                          "cpu0 4 1 5 40 2 0 1 0 0 0\n"
                                          "cpu3 6 0 5 40 0 0 0 0 0 0\n"
                                          "intr 1 2 3\n");
    EXPECT_EQ(times.cores, (std::vector<int>{0, 3}));
    EXPECT_EQ(times.busy, (std::vector<std::uint64_t>{11, 11}));
    EXPECT_EQ(times.total, (std::vector<std::uint64_t>{53, 51}));
}

TEST(ProcStat, GivesNothingForNonsense)
{
    EXPECT_TRUE(parseProcStat("").cores.empty());
    EXPECT_TRUE(parseProcStat("cpu").cores.empty());
    EXPECT_TRUE(parseProcStat("cpux 1 2 3\n").cores.empty());
}

TEST(ProcStat, SharesAreOfTheTimeBetweenTwoReadings)
{
    const CoreTimes from{{0, 1}, {10, 10}, {100, 100}};
    const CoreTimes to{{0, 1}, {15, 10}, {110, 110}};
    EXPECT_EQ(busyShares(from, to), (std::vector<double>{0.5, 0.0}));
}

TEST(ProcStat, ASteppingBackCounterGivesNoShareOutsideZeroToOne)
{
    const CoreTimes from{{0}, {10}, {100}};
    EXPECT_EQ(busyShares(from, {{0}, {8}, {110}}), std::vector<double>{0.0});
    EXPECT_EQ(busyShares(from, {{0}, {30}, {110}}), std::vector<double>{1.0});
    EXPECT_EQ(busyShares(from, from), std::vector<double>{0.0});
}

TEST(CoreUsage, ReadsThisMachine)
{
    const auto usage = CoreUsage::open();
    const CoreTimes times = usage.read();
    EXPECT_FALSE(times.cores.empty());
    EXPECT_GT(times.total.at(0), 0U);
}

TEST(ProcessUsage, GrowsWhileTheProcessWorks)
{
    const ProcessUsage usage = ProcessUsage::open(::getpid());
    const auto before = usage.coreTime();
    ASSERT_TRUE(before.has_value());
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    const auto begin = used.tv_sec * 1'000'000'000 + used.tv_nsec;
    while (used.tv_sec * 1'000'000'000 + used.tv_nsec - begin < 30'000'000)
        ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    EXPECT_GE(usage.coreTime()->ns - before->ns, 15'000'000U);
}

TEST(ProcessUsage, CountsTheTurnsOnACore)
{
    const ProcessUsage usage = ProcessUsage::open(::getpid());
    const auto before = usage.coreTime();
    ASSERT_TRUE(before.has_value());
    for (int sleep = 0; sleep < 5; ++sleep) {
        const timespec shortest{0, 1'000};
        ::nanosleep(&shortest, nullptr);
    }
    EXPECT_GE(usage.coreTime()->turns - before->turns, 5U);
}

TEST(ProcessMemory, CountsWhatTheProcessHasWrittenAndNotWhatItShares)
{
    constexpr std::size_t kBytes = 16 << 20;
    const ProcessMemory memory = ProcessMemory::open(::getpid());
    const auto grown = [&](int flags) {
        const std::uint64_t before = memory.privateBytes().value();
        void* pages = ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
        std::memset(pages, 1, kBytes);
        const std::uint64_t after = memory.privateBytes().value();
        ::munmap(pages, kBytes);
        return static_cast<double>(after) - static_cast<double>(before);
    };
    // The kernel counts pages per core and gathers these counts now and then.
    EXPECT_NEAR(grown(MAP_PRIVATE), kBytes, kBytes / 4);
    EXPECT_NEAR(grown(MAP_SHARED), 0, kBytes / 4);
}

TEST(ProcessUsage, NamesACoreOfThisMachine)
{
    const auto core = ProcessUsage::open(::getpid()).core();
    ASSERT_TRUE(core.has_value());
    EXPECT_GE(*core, 0);
    EXPECT_LT(*core, ::sysconf(_SC_NPROCESSORS_CONF));
}

TEST(ProcessUsage, OfAProcessThatIsNotThereIsEmpty)
{
    const ProcessUsage usage = ProcessUsage::open(0x3FFFFFFF);
    EXPECT_FALSE(usage.coreTime().has_value());
    EXPECT_FALSE(ProcessMemory::open(0x3FFFFFFF).privateBytes().has_value());
    EXPECT_FALSE(usage.core().has_value());
}

} // namespace interleave::test
