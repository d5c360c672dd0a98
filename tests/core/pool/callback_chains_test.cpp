// What follows a task, and what follows that: chains of any length are settled, waited for,
// cancelled and dropped without a stack as deep as they are long.

#include "core/pool/thread_executor.h"
#include "core/pool/wait.h"
#include "tests/support/children.h"
#include "tests/support/gated_pool.h"
#include "tests/support/slowness.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave {
namespace {

constexpr int kLinks = 100'000 / kTimesSlower;

int count(const TaskResult<int>& before)
{
    return before.value_or(0) + 1;
}

// The last of a chain that follows `first`.
Future<int> chainAfter(const Future<int>& first)
{
    Future<int> last = first;
    for (int link = 0; link < kLinks; ++link)
        last = last.then(count);
    return last;
}

TEST(CallbackChains, F202_OfAnyLengthAreSettledAndWaitedFor)
{
    const auto gate = Event::create().value();
    Pool pool = test::gatedPool(gate);
    const auto last = chainAfter(pool.applyAsync(test::waitAtGate));
    gate.set();
    EXPECT_EQ(last.get(), kLinks);
}

TEST(CallbackChains, F202_OfAnyLengthAreSettledByAnExecutor)
{
    std::latch gate(1);
    ThreadExecutor executor = ThreadExecutor::create(1).value();
    const auto last = chainAfter(executor.submit([&] {
        gate.wait();
        return 0;
    }));
    gate.count_down();
    EXPECT_EQ(last.get(), kLinks);
}

TEST(CallbackChains, F202_OfAnyLengthAreWaitedForInACallbackAndJoined)
{
    const auto gate = Event::create().value();
    Pool pool = test::gatedPool(gate);
    const auto last = chainAfter(pool.applyAsync(test::waitAtGate));
    std::atomic<int> seen = 0;
    static_cast<void>(
        pool.applyAsync(same, 1).then([&](const TaskResult<int>&) { seen = last.get().value(); }));
    gate.set();
    pool.join();
    EXPECT_EQ(seen, kLinks);
}

TEST(CallbackChains, F202_OfAnyLengthAreCancelled)
{
    const auto gate = Event::create().value();
    Pool pool = test::gatedPool(gate);
    const auto last = chainAfter(pool.applyAsync(test::waitAtGate));
    EXPECT_TRUE(last.cancel());
    EXPECT_EQ(last.get(), kLinks) << "each callback is called, the first with the failure";
    EXPECT_FALSE(last.cancel());
}

TEST(CallbackChains, F202_OfAnyLengthEndWithTheirPool)
{
    std::optional<Future<int>> last;
    {
        const auto gate = Event::create().value();
        Pool pool = test::gatedPool(gate);
        last = chainAfter(pool.applyAsync(test::waitAtGate));
    }
    EXPECT_EQ(last->get(), kLinks);
}

TEST(CallbackChains, F202_OfAnyLengthAreDropped)
{
    const auto gate = Event::create().value();
    Pool pool = test::gatedPool(gate);
    const auto first = pool.applyAsync(same, 0);
    first.wait();
    EXPECT_EQ(chainAfter(first).get(), kLinks); // each of them done when the next follows
    static_cast<void>(chainAfter(pool.applyAsync(test::waitAtGate))); // before they are done
    gate.set();
    pool.join();
}

TEST(CallbackChains, F202_OfAnyLengthFailInAForkedChildThatWaits)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        const auto gate = Event::create().value();
        Pool pool = test::gatedPool(gate);
        const auto last = chainAfter(pool.applyAsync(test::waitAtGate));
        const pid_t child = ::fork();
        if (child == 0) {
            last.wait();
            ::_exit(last.ready() ? 0 : 1);
        }
        int status = -1;
        ::waitpid(child, &status, 0);
        gate.set();
        ::_exit(status == 0 && last.get() == kLinks ? 0 : 1);
    }));
}

} // namespace
} // namespace interleave
