// A worker that has ended, and whose tracer keeps how.

#include "core/pool/pool.h"
#include "tests/support/keeping_tracer.h"
#include "tests/support/task_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

namespace interleave {
namespace {

using testing::HasSubstr;

class KeptEnd : public testing::TestWithParam<StartMethod>
{
};

TEST_P(KeptEnd, F540_ItsTaskFailsAndItIsReplacedThoughTheTracerNeverLetsGo)
{
    Pool pool
        = Pool::create({.workers = 1, .context = Context::create(GetParam()).value()}).value();
    const test::KeepingTracer tracer(pool.pids().at(0));
    if (!tracer.traces())
        GTEST_SKIP() << "this user may not trace a process that is no child of its own";
    const auto result = pool.apply([] { ::_exit(3); });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, TaskFailureKind::Exited);
    EXPECT_THAT(result.error().message, HasSubstr("how is not known"));
    EXPECT_EQ(pool.apply(same, 1), 1);
}

INSTANTIATE_TEST_SUITE_P(
    ByEachMethod, KeptEnd, testing::Values(StartMethod::Fork, StartMethod::ForkServer));

} // namespace
} // namespace interleave
