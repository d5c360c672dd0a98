// What does not go together is refused with the reason, before anything starts.

#include "tests/core/workload/problem_run.h"

#include <gtest/gtest.h>

namespace interleave::test {
namespace {

std::string refusalOf(const Experiment& experiment)
{
    const auto planned = interleave::Run::plan(experiment);
    EXPECT_FALSE(planned.has_value());
    if (planned)
        return {};
    EXPECT_EQ(planned.error().kind, EngineError::Invalid);
    return planned.error().message;
}

} // namespace

TEST(Refusal, OfAnAtomicAdditionForABank)
{
    const std::string refusal
        = refusalOf({.workload = WorkloadKind::Bank, .sync = Primitive::Atomic});
    EXPECT_TRUE(refusal.starts_with("field 'sync': atomic cannot guard workload bank: a transfer "
                                    "changes two accounts; use one of none, lock,"))
        << refusal;
}

TEST(Refusal, CoversWhatIsCompared)
{
    const std::string refusal = refusalOf({.workload = WorkloadKind::ReadersWriters,
        .compare = {Primitive::None, Primitive::Atomic}});
    EXPECT_TRUE(refusal.starts_with("field 'compare': atomic cannot guard workload "
                                    "readers-writers: a writer changes several words"))
        << refusal;
}

TEST(Refusal, OfWorkersThatCannotMeet)
{
    EXPECT_EQ(refusalOf({.workload = WorkloadKind::Phases, .executor = ExecutorKind::Serial}),
        "field 'executor': the workers of workload phases wait for each other, so all must run at "
        "the same time, and with serial they do not; use processes or threads");
    EXPECT_EQ(refusalOf({.workload = WorkloadKind::BoundedBuffer,
                  .executor = ExecutorKind::ProcessPerTask}),
        "field 'executor': the workers of workload bounded-buffer wait for each other, so all must "
        "run at the same time, and with process-per-task they do not; use processes or threads");
}

TEST(Refusal, OfTooFewAndTooManyWorkers)
{
    EXPECT_EQ(refusalOf({.workload = WorkloadKind::StoreBuffering, .workers = 3}),
        "field 'workers': 3 is not allowed; workload store-buffering is for exactly 2 workers");
    EXPECT_EQ(refusalOf({.workload = WorkloadKind::Philosophers, .workers = 65}),
        "field 'workers': 65 is not allowed; workload philosophers is for 2 to 64 workers");
    EXPECT_EQ(refusalOf({.workload = WorkloadKind::Philosophers, .executor = ExecutorKind::Serial}),
        "field 'executor': workload philosophers needs 2 workers or more, and serial has one");
}

TEST(Refusal, OfABufferThatNobodyEmpties)
{
    EXPECT_EQ(refusalOf({.workload = WorkloadKind::BoundedBuffer,
                  .params = {{"producers", std::int64_t{4}}},
                  .workers = 4}),
        "field 'params.producers': 4 is not allowed with 4 workers; one at least must take items "
        "out");
}

TEST(Refusal, OfAPipeBetweenMoreThanTwo)
{
    EXPECT_EQ(refusalOf({.workload = WorkloadKind::BoundedBuffer,
                  .params = {{"channel", std::string("pipe")}},
                  .workers = 3}),
        "field 'workers': 3 is not allowed; a pipe has one producer and one consumer: use 2");
}

TEST(Refusal, IsNotNeededWhereTheNumberOfWorkersIsOpen)
{
    const auto plan = makePlan({.workload = WorkloadKind::StoreBuffering});
    ASSERT_TRUE(plan.has_value()) << plan.error().message;
    EXPECT_EQ(plan->workers, 2U);
}

} // namespace interleave::test
