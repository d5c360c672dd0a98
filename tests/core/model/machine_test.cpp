#include "core/base/machine.h"
#include "core/model/machine_facts.h"

#include <gtest/gtest.h>

#include <sched.h>

namespace interleave {
namespace {

TEST(Machine, HasAtLeastOneUsableCore)
{
    EXPECT_GE(usableCores(), 1);
    EXPECT_LE(usableCores(), static_cast<std::int64_t>(affinityCores().size()));
}

TEST(Machine, AffinityLimitsTheUsableCores)
{
    const int core = affinityCores().back();
    cpu_set_t before;
    ASSERT_EQ(::sched_getaffinity(0, sizeof(before), &before), 0);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(core), &one);
    ASSERT_EQ(::sched_setaffinity(0, sizeof(one), &one), 0);
    EXPECT_EQ(affinityCores(), std::vector{core});
    EXPECT_EQ(usableCores(), 1);
    ::sched_setaffinity(0, sizeof(before), &before);
}

TEST(Machine, FactsAreComplete)
{
    const MachineFacts facts = describeMachine(Clock{});
    EXPECT_FALSE(facts.processor.empty());
    EXPECT_TRUE(facts.kernel.starts_with("Linux ")) << facts.kernel;
    EXPECT_GE(facts.cores, 1);
    EXPECT_GE(facts.usableCores, 1);
    EXPECT_GT(facts.memoryBytes, 1'000'000);
}

TEST(Machine, NamesTheClock)
{
    EXPECT_EQ(describeMachine(Clock::fromHeader(ClockSource::Tsc, 0.5)).clock, "tsc");
    EXPECT_EQ(describeMachine(Clock{}).clock, "monotonic");
}

} // namespace
} // namespace interleave
