// F5 and F6: the holder of a lock or of a permit is killed.

#include "core/base/random.h"
#include "core/handles/lock.h"
#include "core/handles/semaphore.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"
#include "tests/support/traced.h"

#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <mutex>

namespace interleave::test {

namespace {

// A child that takes it, and then never lets go.
template <class Mutex>
ChildProcess startHolder(const Mutex& mutex, std::atomic<int>& holders)
{
    const int before = holders;
    ChildProcess holder = startChild([&] {
        mutex.lock();
        ++holders;
        for (;;)
            ::pause();
        return 0;
    });
    EXPECT_TRUE(eventually([&] { return holders > before; }));
    return holder;
}

// Whether the kernel did it: a waiter sleeps for 10 ms at a time, and its call tells what ended
// that.
bool isWokenByTheDeathOf(ChildProcess& holder, pid_t waiter)
{
    traceToFutex(waiter, FUTEX_WAIT_BITSET);
    ::ptrace(PTRACE_SYSCALL, waiter, nullptr, nullptr);
    EXPECT_TRUE(eventually([&] { return stateOf(waiter) != 'R'; }));
    holder.signal(SIGKILL);
    int status = 0;
    EXPECT_EQ(::waitpid(waiter, &status, __WALL), waiter);
    const __ptrace_syscall_info call = callOf(waiter);
    ::ptrace(PTRACE_DETACH, waiter, nullptr, nullptr);
    return call.op == PTRACE_SYSCALL_INFO_EXIT && call.exit.rval == 0;
}

} // namespace

TEST(Faults, F05_ALockWhoseHolderIsKilledGoesToAWaiterWhoIsTold)
{
    constexpr std::size_t kKills = 100;
    const auto lock = Lock::create().value();
    SharedObject<std::atomic<int>> holders;
    int woken = 0;
    for (std::size_t kill = 0; kill < kKills; ++kill) {
        ChildProcess holder = startHolder(lock, *holders);
        ChildProcess waiter = startChild([&] {
            ::raise(SIGSTOP);
            const bool told = lock.lock() == Acquisition::OwnerDied;
            lock.unlock();
            return told ? 0 : 1;
        });
        ASSERT_TRUE(eventually([&] { return stateOf(waiter.pid()) == 'T'; }));
        woken += isWokenByTheDeathOf(holder, waiter.pid()) ? 1 : 0;
        ASSERT_TRUE(waitFor(waiter).clean());
        waitFor(holder);
    }
    EXPECT_EQ(lock.ownersDied(), kKills);
    // On a machine that is busy otherwise its 10 ms may be over before the holder has died.
    EXPECT_GT(woken, 0);
}

TEST(Faults, F05_NoWaiterIsForgottenInAStormOfKills)
{
    const auto lock = Lock::create().value();
    SharedObject<std::atomic<bool>> enough;
    const auto contend = [&] {
        while (!*enough)
            const std::lock_guard guard(lock);
        return 0;
    };
    for (std::uint64_t round = 0; round < 80; ++round) {
        *enough = false;
        std::vector<std::unique_ptr<ChildProcess>> children;
        for (int i = 0; i < 4; ++i)
            children.push_back(std::make_unique<ChildProcess>(startChild(contend)));
        for (std::uint64_t kill = 0; kill < 8; ++kill) {
            const std::uint64_t noise = splitMix64(round * 100 + kill);
            ::usleep(static_cast<useconds_t>(noise % 300));
            auto& child = children[(noise >> 32U) % children.size()];
            child->signal(SIGKILL);
            waitFor(*child);
            child = std::make_unique<ChildProcess>(startChild(contend));
        }
        *enough = true;
        for (auto& child : children)
            ASSERT_TRUE(waitFor(*child).clean()) << "round " << round;
    }
}

TEST(Faults, F06_PermitsWhoseHoldersAreKilledAreNotLostAndTheNextHoldersAreTold)
{
    constexpr std::size_t kPermits = 3;
    const auto semaphore = Semaphore::create(kPermits).value();
    SharedObject<std::atomic<int>> holders;
    for (int round = 0; round < 20; ++round) {
        for (std::size_t i = 0; i < kPermits; ++i) {
            ChildProcess holder = startHolder(semaphore, *holders);
            holder.signal(SIGKILL);
            waitFor(holder);
        }
        for (std::size_t i = 0; i < kPermits; ++i)
            ASSERT_NE(semaphore.acquire(), Acquisition::Busy);
        ASSERT_EQ(semaphore.tryAcquire(), Acquisition::Busy) << "no permit is made up";
        for (std::size_t i = 0; i < kPermits; ++i)
            ASSERT_TRUE(semaphore.release());
    }
}

TEST(Faults, F06_AWaiterLearnsOfAKilledHolderWithinAMoment)
{
    const auto semaphore = Semaphore::create(1).value();
    SharedObject<std::atomic<int>> holders;
    for (int round = 0; round < 20; ++round) {
        ChildProcess holder = startHolder(semaphore, *holders);
        ChildProcess waiter = startChild([&] {
            const auto got = semaphore.tryAcquireFor(std::chrono::seconds(10));
            return got == Acquisition::OwnerDied ? 0 : 1;
        });
        holder.signal(SIGKILL);
        EXPECT_TRUE(waitFor(waiter).clean());
        waitFor(holder);
        // The waiter has ended without releasing: that, too, is a dead holder.
    }
    EXPECT_EQ(semaphore.tryAcquire(), Acquisition::OwnerDied);
}

} // namespace interleave::test
