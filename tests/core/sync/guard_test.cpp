// Every primitive that guards, twice: with threads, which the thread sanitizer sees, and with
// processes, which are what it is for.

#include "core/sync/permit_table.h"
#include "core/sync/robust_lock.h"
#include "core/sync/spinlock.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <signal.h>
#include <thread>

namespace interleave::test {

namespace {

constexpr int kParties = 3;
constexpr std::uint64_t kRounds = 20'000;

void create(RobustLock& lock)
{
    ASSERT_TRUE(lock.create().has_value());
}
void create(Spinlock&) { }
void create(PermitTable& semaphore)
{
    semaphore.create(1);
}

template <class G>
struct Guarded
{
    G guard{};
    std::uint64_t count = 0; // plain on purpose: the guard is all that protects it
    std::atomic<std::uint32_t> inside{0};
};

template <class G>
void incrementUnder(Guarded<G>& guarded, WorkerIndex me)
{
    for (std::uint64_t i = 0; i < kRounds; ++i) {
        if (guarded.guard.tryAcquire(me) == Acquisition::Busy)
            static_cast<void>(guarded.guard.acquire(me));
        ++guarded.count;
        guarded.guard.release(me);
    }
}

template <class G>
class GuardTest : public testing::Test
{
protected:
    void SetUp() override { create(m_shared->guard); }

    // A child that acquires and is killed while it holds.
    void killAHolder(WorkerIndex me)
    {
        ChildProcess holder = startChild([&] {
            static_cast<void>(m_shared->guard.acquire(me));
            m_shared->inside = 1;
            for (;;)
                pause();
            return 0;
        });
        ASSERT_TRUE(eventually([&] { return m_shared->inside == 1; }));
        holder.signal(SIGKILL);
        waitFor(holder);
    }

    SharedObject<Guarded<G>> m_shared;
};

using Guards = testing::Types<RobustLock, Spinlock, PermitTable>;
TYPED_TEST_SUITE(GuardTest, Guards);

} // namespace

TYPED_TEST(GuardTest, LosesNoUpdateBetweenThreads)
{
    std::vector<std::thread> threads;
    for (WorkerIndex me = 0; me < kParties; ++me)
        threads.emplace_back([this, me] { incrementUnder(*this->m_shared, me); });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(this->m_shared->count, kParties * kRounds);
}

TYPED_TEST(GuardTest, LosesNoUpdateBetweenProcesses)
{
    ASSERT_TRUE(runInProcesses(kParties,
        [this](int rank) { incrementUnder(*this->m_shared, static_cast<WorkerIndex>(rank)); }));
    EXPECT_EQ(this->m_shared->count, kParties * kRounds);
}

TYPED_TEST(GuardTest, IsBusyWhileAnotherProcessHoldsIt)
{
    ASSERT_EQ(this->m_shared->guard.tryAcquire(0), Acquisition::Acquired);
    ASSERT_TRUE(runInProcesses(1, [this](int) {
        if (this->m_shared->guard.tryAcquire(1) != Acquisition::Busy)
            _exit(1);
    }));
    this->m_shared->guard.release(0);
}

TYPED_TEST(GuardTest, TellsTheNextHolderThatTheLastOneDied)
{
    this->killAHolder(1);
    static_cast<void>(this->m_shared->guard.recover(1));
    EXPECT_EQ(this->m_shared->guard.acquire(0), Acquisition::OwnerDied);
    this->m_shared->guard.release(0);
    EXPECT_EQ(this->m_shared->guard.acquire(0), Acquisition::Acquired) << "it is told once";
    this->m_shared->guard.release(0);
}

TYPED_TEST(GuardTest, WakesAWaiterWhenTheHolderDies)
{
    this->killAHolder(1);
    ChildProcess waiter = startChild(
        [this] { return this->m_shared->guard.acquire(2) == Acquisition::OwnerDied ? 0 : 1; });
    static_cast<void>(this->m_shared->guard.recover(1));
    EXPECT_TRUE(waitFor(waiter).clean());
}

TYPED_TEST(GuardTest, RecoveringAWorkerThatHoldsNothingFreesNothing)
{
    ASSERT_EQ(this->m_shared->guard.tryAcquire(0), Acquisition::Acquired);
    EXPECT_FALSE(this->m_shared->guard.recover(1));
    ASSERT_TRUE(runInProcesses(1, [this](int) {
        if (this->m_shared->guard.tryAcquire(1) != Acquisition::Busy)
            _exit(1);
    }));
    this->m_shared->guard.release(0);
}

TEST(PermitTable, AdmitsAsManyHoldersAsItHasPermits)
{
    SharedObject<PermitTable> semaphore;
    semaphore->create(3);
    for (WorkerIndex worker = 0; worker < 3; ++worker)
        EXPECT_EQ(semaphore->tryAcquire(worker), Acquisition::Acquired);
    EXPECT_EQ(semaphore->tryAcquire(3), Acquisition::Busy);
    semaphore->release(1);
    EXPECT_EQ(semaphore->tryAcquire(3), Acquisition::Acquired);
}

TEST(PermitTable, AWaiterThatWasKilledTakesNoWakeUpAlong)
{
    SharedObject<Guarded<PermitTable>> shared;
    shared->guard.create(1);
    ASSERT_EQ(shared->guard.tryAcquire(0), Acquisition::Acquired);
    {
        ChildProcess doomed = startChild([&] {
            shared->inside = 1;
            return shared->guard.acquire(1) == Acquisition::Acquired ? 0 : 1;
        });
        ASSERT_TRUE(eventually([&] { return shared->inside == 1; }));
        doomed.signal(SIGKILL);
        waitFor(doomed);
    }
    ChildProcess waiter
        = startChild([&] { return shared->guard.acquire(2) == Acquisition::Acquired ? 0 : 1; });
    shared->guard.release(0);
    EXPECT_TRUE(waitFor(waiter).clean());
}

} // namespace interleave::test
