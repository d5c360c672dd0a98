// A pool whose program is stopped for a while: no time-out of a task runs meanwhile.

#include "core/pool/pool.h"
#include "tests/support/stopped_program.h"

#include <gtest/gtest.h>

#include <ranges>

namespace interleave {
namespace {

int pauseAt(int)
{
    for (;;)
        ::pause();
}

} // namespace

TEST(Stopped, F76_TheTimeOutOfAPoolsTaskDoesNotRun)
{
    test::expectTheStopDoesNotCount([](const std::function<void()>& began) {
        Pool pool = Pool::create({.workers = 1, .timeout = test::kTimeOut}).value();
        const auto task = pool.applyAsync(pauseAt, 0);
        began();
        const auto& result = task.get();
        return !result && result.error().kind == TaskFailureKind::TimedOut ? 0 : 1;
    });
}

TEST(Stopped, F76_TheTimeOutOfAnItemDoesNotRun)
{
    test::expectTheStopDoesNotCount([](const std::function<void()>& began) {
        Pool pool = Pool::create({.workers = 1, .timeout = test::kTimeOut}).value();
        began();
        const auto results = pool.mapEach(pauseAt, std::views::iota(0, 1));
        return !results.at(0) && results.at(0).error().kind == TaskFailureKind::TimedOut ? 0 : 1;
    });
}

TEST(Stopped, F79_APoolsTaskThatWasStoppedAndEndsBeforeAnybodyLooksIsASuccess)
{
    const auto status = test::stoppedInBetween([](const std::function<void()>& began) {
        Pool pool = Pool::create({.workers = 1, .timeout = test::kTimeOut}).value();
        const auto task = pool.applyAsync([] { ::usleep(500'000); });
        began();
        return task.get().has_value() ? 0 : 1;
    });
    EXPECT_TRUE(status.clean());
}

} // namespace interleave
