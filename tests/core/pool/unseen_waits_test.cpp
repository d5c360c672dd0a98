// Callbacks that wait in the library, where the host does not tell who sleeps: each such wait says
// so itself, or the next callback would never begin.

#include "core/pool/thread_executor.h"
#include "core/pool/wait.h"
#include "tests/support/gated_pool.h"
#include "tests/support/in_a_process.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <fcntl.h>
#include <iterator>
#include <latch>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <memory>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave {
namespace {

using test::inAProcess;

// Neither who sleeps nor how long a thread has used a core is told to the threads that this one
// starts from here on. So who waits is seen only where it says so itself.
void hideWhoSleeps()
{
    constexpr auto kArgument = offsetof(seccomp_data, args); // its lower half
    constexpr std::uint32_t kIsOfAThread = 1U << 31U; // a clock's number is negative then
    sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kArgument),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kIsOfAThread, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(steps), steps};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        ::_exit(2);
    clockid_t clock{};
    ::pthread_getcpuclockid(::pthread_self(), &clock);
    timespec used{};
    if (::open("/proc/self/stat", O_RDONLY | O_CLOEXEC) >= 0 || ::clock_gettime(clock, &used) == 0)
        ::_exit(3);
}

// `one` is the pool in whose callback it is waited, with whatever needs the next callback of it.
bool endsUnseen(bool (*wait)(Pool& one))
{
    hideWhoSleeps();
    const auto registered = Event::create().value();
    Pool one = test::gatedPool(registered);
    const auto outer
        = one.applyAsync(test::waitAtGate).then([&](const TaskResult<int>&) { return wait(one); });
    registered.set();
    return outer.get() == true;
}

Future<int> nextOf(Pool& one)
{
    return one.applyAsync(same, 2).then(
        [](const TaskResult<int>& result) { return result.value(); });
}

TEST(UnseenWaits, F208_AWaitForAFutureIsSeenAtOnce)
{
    EXPECT_TRUE(
        inAProcess([] { return endsUnseen([](Pool& one) { return nextOf(one).get() == 2; }); }));
}

TEST(UnseenWaits, F208_AWaitForTheFirstOfSeveralIsSeenAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen(
            [](Pool& one) { return asCompleted(std::vector{nextOf(one)}).next()->get() == 2; });
    }));
}

TEST(UnseenWaits, F208_AWaitForRoomIsSeenAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen([](Pool& one) {
            const auto otherGate = Event::create().value();
            Pool other = Pool::create(
                {.workers = 1,
                    .initializer = initializer(
                        [](Event& given) { test::gateOfTasks = std::move(given); }, otherGate),
                    .maxInFlight = 1})
                             .value();
            const auto first = other.applyAsync(test::waitAtGate);
            const auto opens
                = one.applyAsync(same, 1).then([&](const TaskResult<int>&) { otherGate.set(); });
            const auto second = other.applyAsync(same, 2); // finds no room before
            return first.get() == 0 && second.get() == 2;
        });
    }));
}

TEST(UnseenWaits, F208_JoiningAPoolIsSeenAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen([](Pool& one) {
            const auto otherGate = Event::create().value();
            Pool other = test::gatedPool(otherGate);
            const auto first = other.applyAsync(test::waitAtGate);
            const auto opens
                = one.applyAsync(same, 1).then([&](const TaskResult<int>&) { otherGate.set(); });
            other.join();
            return first.get() == 0;
        });
    }));
}

TEST(UnseenWaits, F208_JoiningAPoolThatAnotherThreadJoinsIsSeenAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen([](Pool& one) {
            const auto gate = Event::create().value();
            Pool other = test::gatedPool(gate);
            std::latch hasBegun(1);
            std::latch ends(1);
            const auto holds = other.applyAsync(test::waitAtGate).then([&](const TaskResult<int>&) {
                hasBegun.count_down();
                ends.wait();
            });
            gate.set();
            hasBegun.wait();
            const auto next
                = one.applyAsync(same, 0).then([&](const TaskResult<int>&) { ends.count_down(); });
            std::thread first([&] { other.terminate(); });
            while (!other.pids().empty()) // then it waits for the callback
                std::this_thread::yield();
            other.terminate();
            first.join();
            return true;
        });
    }));
}

TEST(UnseenWaits, F208_TheEndOfAnExecutorIsSeenToBeWaitedForAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen([](Pool& one) {
            ThreadExecutor executor = ThreadExecutor::create(1).value();
            const auto task = executor.submit([&] { return nextOf(one).get().value(); });
            executor.shutdown();
            return task.get() == 2;
        });
    }));
}

// A callback of `other` ends when the next of `one` has begun; `wait` waits for it in one of those.
bool endsUnseen(void (*wait)(CallbackCrew& other))
{
    hideWhoSleeps();
    const auto one = std::make_shared<CallbackCrew>();
    const auto other = std::make_shared<CallbackCrew>();
    if (!one->start() || !other->start())
        return false;
    std::latch hasBegun(1);
    other->post([&] { hasBegun.wait(); });
    one->post([&] {
        one->post([&] { hasBegun.count_down(); });
        wait(*other);
    });
    one->waitUntilIdle();
    return true;
}

TEST(UnseenWaits, F208_WhoWaitsForAnotherCrewIsSeenAtOnce)
{
    EXPECT_TRUE(
        inAProcess([] { return endsUnseen([](CallbackCrew& other) { other.shutdown(); }); }));
    EXPECT_TRUE(
        inAProcess([] { return endsUnseen([](CallbackCrew& other) { other.waitUntilIdle(); }); }));
}

} // namespace
} // namespace interleave
