// What workers wait for each other with: condition, event, barrier.

#include "core/sync/barrier_word.h"
#include "core/sync/condition_word.h"
#include "core/sync/event_flag.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <thread>

namespace interleave::test {

namespace {

using namespace std::chrono_literals;

struct Slot
{
    RobustLock lock{};
    ConditionWord changed{};
    std::uint64_t full = 0; // under the lock, as is what follows
    std::uint64_t taken = 0;
    std::uint64_t waiting = 0;
};

class ConditionTest : public testing::Test
{
protected:
    void SetUp() override { ASSERT_TRUE(m_slot->lock.create().has_value()); }

    void put(WorkerIndex me, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            static_cast<void>(m_slot->lock.acquire(me));
            static_cast<void>(m_slot->changed.wait(
                m_slot->lock, me, Deadline::never(), [&] { return m_slot->full == 0; }));
            m_slot->full = 1;
            m_slot->lock.release(me);
            m_slot->changed.notifyAll();
        }
    }
    void take(WorkerIndex me, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            static_cast<void>(m_slot->lock.acquire(me));
            static_cast<void>(m_slot->changed.wait(
                m_slot->lock, me, Deadline::never(), [&] { return m_slot->full == 1; }));
            m_slot->full = 0;
            ++m_slot->taken;
            m_slot->lock.release(me);
            m_slot->changed.notifyAll();
        }
    }
    ChildProcess startWaiter(WorkerIndex me)
    {
        return startChild([this, me] {
            static_cast<void>(m_slot->lock.acquire(me));
            ++m_slot->waiting;
            const auto waited = m_slot->changed.wait(
                m_slot->lock, me, Deadline::in(20s), [&] { return m_slot->full == 1; });
            m_slot->full = 0;
            m_slot->lock.release(me);
            return waited.inTime ? 0 : 1;
        });
    }
    bool areWaiting(std::uint64_t count)
    {
        return eventually([this, count] {
            static_cast<void>(m_slot->lock.acquire(0));
            const bool all = m_slot->waiting == count;
            m_slot->lock.release(0);
            return all;
        });
    }
    void fill()
    {
        static_cast<void>(m_slot->lock.acquire(0));
        m_slot->full = 1;
        m_slot->lock.release(0);
        m_slot->changed.notifyOne();
    }

    SharedObject<Slot> m_slot;
};

} // namespace

TEST_F(ConditionTest, LosesNoWakeUpBetweenThreads)
{
    std::thread putter([&] { put(1, 2'000); });
    take(2, 2'000);
    putter.join();
    EXPECT_EQ(m_slot->taken, 2'000U);
}

TEST_F(ConditionTest, LosesNoWakeUpBetweenProcesses)
{
    ASSERT_TRUE(runInProcesses(4, [&](int rank) {
        const auto me = static_cast<WorkerIndex>(rank);
        rank < 2 ? put(me, 2'000) : take(me, 2'000);
    }));
    EXPECT_EQ(m_slot->taken, 4'000U);
}

TEST_F(ConditionTest, ADeadlineEndsTheWaitWithTheLockHeld)
{
    static_cast<void>(m_slot->lock.acquire(0));
    const auto waited
        = m_slot->changed.wait(m_slot->lock, 0, Deadline::in(2ms), [] { return false; });
    EXPECT_FALSE(waited.inTime);
    EXPECT_EQ(waited.lock, Acquisition::Acquired);
    EXPECT_TRUE(m_slot->lock.release(0)) << "it is held again";
}

TEST_F(ConditionTest, OneNotificationLetsOneWaiterGoOn)
{
    ChildProcess first = startWaiter(1);
    ChildProcess second = startWaiter(2);
    ASSERT_TRUE(areWaiting(2));
    fill();
    ASSERT_TRUE(eventually([&] { return !isAlive(first.pid()) || !isAlive(second.pid()); }));
    fill();
    EXPECT_TRUE(waitFor(first).clean());
    EXPECT_TRUE(waitFor(second).clean());
}

TEST_F(ConditionTest, AWaiterThatDiesWithItsWakeUpHarmsNobody)
{
    ChildProcess doomed = startWaiter(1);
    ASSERT_TRUE(areWaiting(1));
    ChildProcess waiter = startWaiter(2);
    ASSERT_TRUE(areWaiting(2));
    doomed.signal(SIGSTOP); // it gets the wake-up, and no more
    fill();
    doomed.signal(SIGKILL);
    waitFor(doomed);
    m_slot->changed.recover(1);
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST_F(ConditionTest, AHolderWhoDiesMeanwhileIsTold)
{
    ChildProcess waiter = startChild([&] {
        static_cast<void>(m_slot->lock.acquire(1));
        ++m_slot->waiting;
        const auto waited
            = m_slot->changed.wait(m_slot->lock, 1, Deadline::never(), [] { return false; });
        return waited.lock == Acquisition::OwnerDied ? 0 : 1;
    });
    ASSERT_TRUE(areWaiting(1));
    ASSERT_TRUE(runInProcesses(1, [&](int) {
        static_cast<void>(m_slot->lock.acquire(2));
        m_slot->changed.notifyAll();
    }));
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(EventFlag, LetsAllWhoWaitGoOnWhenItIsSet)
{
    SharedObject<EventFlag> event;
    EXPECT_FALSE(event->isSet());
    std::vector<ChildProcess> waiters;
    for (int i = 0; i < 3; ++i)
        waiters.push_back(startChild([&] { return event->wait(Deadline::in(20s)) ? 0 : 1; }));
    event->set();
    for (ChildProcess& waiter : waiters)
        EXPECT_TRUE(waitFor(waiter).clean());
    EXPECT_TRUE(event->wait(Deadline::now())) << "and all who come later";
    event->clear();
    EXPECT_FALSE(event->wait(Deadline::in(2ms)));
}

TEST(EventFlag, ASetThatIsClearedAtOnceIsNotMissed)
{
    SharedObject<EventFlag> event;
    for (int i = 0; i < 50; ++i) {
        ChildProcess waiter = startChild([&] { return event->wait(Deadline::in(20s)) ? 0 : 1; });
        ASSERT_TRUE(eventually([&] { return stateOf(waiter.pid()) == 'S'; }));
        event->set();
        event->clear();
        ASSERT_TRUE(waitFor(waiter).clean());
    }
}

TEST(EventFlag, AWaiterThatDiesHarmsNobody)
{
    SharedObject<EventFlag> event;
    ChildProcess doomed = startChild([&] { return event->wait(Deadline::never()) ? 0 : 1; });
    ChildProcess waiter = startChild([&] { return event->wait(Deadline::in(20s)) ? 0 : 1; });
    doomed.signal(SIGKILL);
    waitFor(doomed);
    event->recover(1);
    EXPECT_FALSE(event->isSet());
    event->set();
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(BarrierWord, NobodyIsAPhaseAheadAndOneIsLast)
{
    struct Phases
    {
        BarrierWord barrier{};
        std::array<std::atomic<int>, 3> at{};
        std::atomic<int> lasts{0};
    };
    constexpr int kPhases = 500;
    SharedObject<Phases> phases;
    phases->barrier.create(3);
    ASSERT_TRUE(runInProcesses(3, [&](int rank) {
        for (int phase = 1; phase <= kPhases; ++phase) {
            phases->at.at(static_cast<std::size_t>(rank)) = phase;
            const auto passage = phases->barrier.wait(Deadline::in(20s));
            if (passage == BarrierWord::Passage::Broken
                || std::ranges::any_of(phases->at, [&](int at) { return at < phase; }))
                _exit(1);
            phases->lasts += passage == BarrierWord::Passage::PassedLast ? 1 : 0;
        }
    }));
    EXPECT_EQ(phases->lasts, kPhases);
}

TEST(BarrierWord, OrdersWhatThreadsWroteBefore)
{
    BarrierWord barrier{};
    barrier.create(2);
    std::array<std::uint64_t, 2> written{};
    const auto party = [&](std::size_t me) {
        for (std::uint64_t phase = 1; phase <= 200; ++phase) {
            written.at(me) = phase;
            EXPECT_NE(barrier.wait(Deadline::never()), BarrierWord::Passage::Broken);
            EXPECT_EQ(written.at(1 - me), phase);
            EXPECT_NE(barrier.wait(Deadline::never()), BarrierWord::Passage::Broken);
        }
    };
    std::thread other(party, 1);
    party(0);
    other.join();
}

TEST(BarrierWord, APartyThatDiesBreaksItForAllUntilItIsReset)
{
    SharedObject<BarrierWord> barrier;
    barrier->create(3);
    const auto party
        = [&] { return barrier->wait(Deadline::never()) == BarrierWord::Passage::Broken ? 0 : 1; };
    ChildProcess waiter = startChild(party);
    ChildProcess doomed = startChild(party);
    ASSERT_TRUE(eventually([&] { return barrier->arrived() == 2; }));
    doomed.signal(SIGKILL);
    waitFor(doomed);
    barrier->recover(1);
    EXPECT_TRUE(waitFor(waiter).clean());
    EXPECT_EQ(barrier->wait(Deadline::never()), BarrierWord::Passage::Broken);
    barrier->reset();
    EXPECT_FALSE(barrier->isBroken());
    EXPECT_TRUE(runInProcesses(3, [&](int) {
        if (barrier->wait(Deadline::in(20s)) == BarrierWord::Passage::Broken)
            _exit(1);
    }));
}

TEST(BarrierWord, APartyMayLookAroundWhileItWaits)
{
    BarrierWord barrier{};
    barrier.create(2);
    const BarrierWord::Arrival first = barrier.arrive();
    EXPECT_EQ(barrier.await(first, Deadline::in(1ms)), std::nullopt);
    EXPECT_FALSE(barrier.isBroken());
    const BarrierWord::Arrival second = barrier.arrive();
    EXPECT_EQ(barrier.await(second, Deadline::now()), BarrierWord::Passage::PassedLast);
    EXPECT_EQ(barrier.await(first, Deadline::now()), BarrierWord::Passage::Passed);
}

TEST(BarrierWord, ADeadlineBreaksItForTheOthersToo)
{
    SharedObject<BarrierWord> barrier;
    barrier->create(3);
    ChildProcess waiter = startChild(
        [&] { return barrier->wait(Deadline::never()) == BarrierWord::Passage::Broken ? 0 : 1; });
    EXPECT_EQ(barrier->wait(Deadline::in(5ms)), BarrierWord::Passage::Broken);
    EXPECT_TRUE(waitFor(waiter).clean());
}

} // namespace interleave::test
