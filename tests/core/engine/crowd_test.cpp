// More workers than the cores can give turns to.

#include "core/engine/plan/run_plan.h"
#include "tests/support/engine_run.h"

#include <gmock/gmock.h>

#include <sched.h>

namespace interleave::test {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kNicer = "they run 10 nicer than the engine";

// This process, and the workers that it starts.
class OneCoreOfMany : public testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_EQ(::sched_getaffinity(0, sizeof m_before, &m_before), 0);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(::sched_getcpu(), &one);
        ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
    }
    void TearDown() override { ::sched_setaffinity(0, sizeof m_before, &m_before); }
    static std::string loggedWith(std::uint64_t workers)
    {
        WatchedRun run;
        run.run({.workload = WorkloadKind::Squares,
            .tasks = static_cast<std::int64_t>(workers),
            .workers = static_cast<std::int64_t>(workers)});
        return run.logged;
    }

private:
    cpu_set_t m_before{};
};

} // namespace

TEST_F(OneCoreOfMany, ACrowdGivesWayToTheEngineAndTheRunSaysIt)
{
    EXPECT_THAT(loggedWith(kCrowdPerCore + 1), HasSubstr(kNicer));
    EXPECT_THAT(loggedWith(kCrowdPerCore), Not(HasSubstr(kNicer)));
}

} // namespace interleave::test
