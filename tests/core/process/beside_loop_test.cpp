#include "core/process/beside_loop.h"

#include <gtest/gtest.h>

#include <latch>
#include <memory>
#include <stdexcept>

namespace interleave {
namespace {

bool never()
{
    return false;
}

TEST(BesideLoop, GivesWhatTheWorkGives)
{
    EventLoop loop = EventLoop::create().value();
    const auto result = resultBeside(
        loop, [] { return std::make_unique<int>(42); }, never);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(**result, 42);
}

TEST(BesideLoop, ThrowsWhatTheWorkThrows)
{
    EventLoop loop = EventLoop::create().value();
    const auto work = []() -> int { throw std::runtime_error("no"); };
    EXPECT_THROW(static_cast<void>(resultBeside(loop, work, never)), std::runtime_error);
}

TEST(BesideLoop, F224_TheLoopGoesOnMeanwhile)
{
    EventLoop loop = EventLoop::create().value();
    const Doorbell bell = Doorbell::create().value();
    std::latch heard(1);
    ASSERT_TRUE(loop.watch(bell.descriptor(), [&] {
        bell.acknowledge();
        heard.count_down();
    }));
    const auto work = [&] {
        bell.ring();
        heard.wait(); // for ever, were the loop deaf
        return true;
    };
    EXPECT_TRUE(resultBeside(loop, work, never).has_value());
}

TEST(BesideLoop, F224_WorkThatNobodyWantsAnyMoreIsNotWaitedFor)
{
    EventLoop loop = EventLoop::create().value();
    const auto mayEnd = std::make_shared<std::latch>(1);
    const auto left = std::make_shared<std::latch>(1);
    const auto work = [mayEnd, left] {
        mayEnd->wait();
        left->count_down();
        return true;
    };
    EXPECT_FALSE(resultBeside(loop, work, [] { return true; }).has_value());
    mayEnd->count_down(); // only so that the thread ends before the test does
    left->wait();
}

} // namespace
} // namespace interleave
