// Every primitive that guards, twice: with threads, which the thread sanitizer sees, and with
// processes, which are what it is for.

#include "tests/core/sync/guard_cases.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <signal.h>
#include <thread>

namespace interleave::test {

namespace {

constexpr int kParties = 3;

constexpr std::uint64_t kMeetings = 50;

template <class Case>
struct Guarded
{
    Case made{};
    std::uint64_t count = 0; // plain on purpose: the guard is all that protects it
    std::atomic<std::uint64_t> rounds{0};
    std::atomic<std::uint64_t> meetings{0};
    std::atomic<std::uint32_t> inside{0};
};

template <class Case>
class GuardTest : public testing::Test
{
protected:
    void SetUp() override { m_shared->made.create(); }
    void TearDown() override { m_shared->made.remove(); }

    // Until they have met at it often enough: how many rounds that takes is up to the scheduler.
    void increment(WorkerIndex me)
    {
        auto&& guard = m_shared->made.open();
        while (m_shared->meetings < kMeetings) {
            if (guard.tryAcquire(me) == Acquisition::Busy) {
                ++m_shared->meetings;
                static_cast<void>(guard.acquire(me));
            }
            ++m_shared->count;
            guard.release(me);
            ++m_shared->rounds;
        }
    }
    // Another process's tryAcquire().
    bool isBusy()
    {
        return runInProcesses(
            1,
            [this](int) {
                auto&& guard = m_shared->made.open();
                if (guard.tryAcquire(5) != Acquisition::Busy)
                    _exit(1);
            },
            m_shared->made.files());
    }
    ChildProcess startWaiter(WorkerIndex me, Acquisition expected)
    {
        return startChild(
            [this, me, expected] {
                auto&& guard = m_shared->made.open();
                return guard.acquire(me) == expected ? 0 : 1;
            },
            m_shared->made.files());
    }
    // A child that acquires and is killed while it holds.
    void killAHolder(WorkerIndex me)
    {
        ChildProcess holder = startChild(
            [this, me] {
                auto&& guard = m_shared->made.open();
                static_cast<void>(guard.acquire(me));
                m_shared->inside = 1;
                for (;;)
                    pause();
                return 0;
            },
            m_shared->made.files());
        ASSERT_TRUE(eventually([&] { return m_shared->inside == 1; }));
        holder.signal(SIGKILL);
        waitFor(holder);
    }

    SharedObject<Guarded<Case>> m_shared;
};

TYPED_TEST_SUITE(GuardTest, GuardCases, GuardNames);

} // namespace

TYPED_TEST(GuardTest, LosesNoUpdateBetweenThreads)
{
    std::vector<std::thread> threads;
    for (WorkerIndex me = 0; me < kParties; ++me)
        threads.emplace_back([this, me] { this->increment(me); });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(this->m_shared->count, this->m_shared->rounds);
}

TYPED_TEST(GuardTest, LosesNoUpdateBetweenProcesses)
{
    ASSERT_TRUE(runInProcesses(
        kParties,
        [this](int rank) { this->increment(static_cast<WorkerIndex>(rank)); },
        this->m_shared->made.files()));
    EXPECT_EQ(this->m_shared->count, this->m_shared->rounds);
}

TYPED_TEST(GuardTest, IsBusyWhileAnotherProcessHoldsIt)
{
    auto&& guard = this->m_shared->made.open();
    ASSERT_EQ(guard.tryAcquire(0), Acquisition::Acquired);
    EXPECT_TRUE(this->isBusy());
    guard.release(0);
    EXPECT_EQ(guard.tryAcquire(0), Acquisition::Acquired);
    guard.release(0);
}

TYPED_TEST(GuardTest, TellsTheNextHolderThatTheLastOneDied)
{
    this->killAHolder(1);
    static_cast<void>(this->m_shared->made.recover(1));
    auto&& guard = this->m_shared->made.open();
    EXPECT_EQ(guard.acquire(0), Acquisition::OwnerDied);
    guard.release(0);
    EXPECT_EQ(guard.acquire(0), Acquisition::Acquired) << "it is told once";
    guard.release(0);
}

TYPED_TEST(GuardTest, WakesAWaiterWhenTheHolderDies)
{
    this->killAHolder(1);
    ChildProcess waiter = this->startWaiter(2, Acquisition::OwnerDied);
    static_cast<void>(this->m_shared->made.recover(1));
    EXPECT_TRUE(waitFor(waiter).clean());
}

TYPED_TEST(GuardTest, TheWorkerInPlaceOfADeadHolderGetsIt)
{
    this->killAHolder(1);
    static_cast<void>(this->m_shared->made.recover(1));
    ChildProcess next = this->startWaiter(1, Acquisition::OwnerDied);
    EXPECT_TRUE(waitFor(next).clean());
}

TYPED_TEST(GuardTest, RecoveringAWorkerThatHoldsNothingFreesNothing)
{
    auto&& guard = this->m_shared->made.open();
    ASSERT_EQ(guard.tryAcquire(0), Acquisition::Acquired);
    EXPECT_FALSE(this->m_shared->made.recover(1));
    EXPECT_TRUE(this->isBusy());
    guard.release(0);
}

TYPED_TEST(GuardTest, AWaiterThatWasKilledStandsInNobodysWay)
{
    auto&& guard = this->m_shared->made.open();
    ASSERT_EQ(guard.tryAcquire(0), Acquisition::Acquired);
    {
        ChildProcess doomed = startChild(
            [this] {
                auto&& mine = this->m_shared->made.open();
                this->m_shared->inside = 1;
                return mine.acquire(1) == Acquisition::Acquired ? 0 : 1;
            },
            this->m_shared->made.files());
        ASSERT_TRUE(eventually([&] { return this->m_shared->inside == 1; }));
        doomed.signal(SIGKILL);
        waitFor(doomed);
    }
    ChildProcess waiter = this->startWaiter(2, Acquisition::Acquired);
    EXPECT_FALSE(this->m_shared->made.recover(1)) << "it held nothing";
    guard.release(0);
    EXPECT_TRUE(waitFor(waiter).clean());
}

} // namespace interleave::test
