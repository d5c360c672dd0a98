// Condition, Event and Barrier as users of the library have them: with threads, which the thread
// sanitizer sees, and with processes, which are killed where it hurts.

#include "core/handles/barrier.h"
#include "core/handles/condition.h"
#include "core/handles/event.h"
#include "core/handles/value.h"
#include "tests/support/children.h"
#include "tests/support/descriptors.h"
#include "tests/support/filter_call.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstddef>
#include <iterator>
#include <mutex>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace interleave::test {

namespace {

using namespace std::chrono_literals;
using Passage = Barrier::Passage;

// From here on this process is killed by its next call of futex(): where it would wake somebody.
void dieBeforeWaking()
{
    filterCall(SYS_futex, SECCOMP_RET_KILL_PROCESS);
}

void killedBeforeWaking(const std::function<void()>& body)
{
    ChildProcess child = startChild([&] {
        dieBeforeWaking();
        body();
        return 0;
    });
    const ExitStatus status = waitFor(child);
    ASSERT_TRUE(status.signalled && status.code == SIGSYS) << status.text();
}

void kill(ChildProcess& child)
{
    child.signal(SIGKILL);
    waitFor(child);
}

// A place for one number, guarded by a condition.
struct HandleSlot
{
    Condition changed = Condition::create().value();
    Value<int> full = Value<int>::create(0).value();
    Value<int> taken = Value<int>::create(0).value();
    Value<int> waiting = Value<int>::create(0).value();

    void move(int from, int count) const
    {
        for (int i = 0; i < count; ++i) {
            const std::lock_guard guard(changed);
            changed.wait([&] { return full.get() == from; });
            full.set(1 - from);
            taken.set(taken.get() + from);
            changed.notifyAll();
        }
    }
    // A child that waits until it may empty the slot.
    [[nodiscard]] ChildProcess startTaker() const
    {
        return startChild([this] {
            const std::lock_guard guard(changed);
            waiting.fetchAdd(1);
            const auto waited = changed.waitFor(20s, [&] { return full.get() == 1; });
            full.set(0);
            return waited.inTime ? 0 : 1;
        });
    }
    [[nodiscard]] bool areWaiting(int count) const
    {
        return eventually([&] {
            const std::lock_guard guard(changed);
            return waiting.get() == count;
        });
    }
    void fill() const
    {
        const std::lock_guard guard(changed);
        full.set(1);
        changed.notifyOne();
    }
};

} // namespace

TEST(Condition, LosesNoWakeUpBetweenThreads)
{
    const HandleSlot slot;
    std::thread putter([&] { slot.move(0, 2'000); });
    slot.move(1, 2'000);
    putter.join();
    EXPECT_EQ(slot.taken.get(), 2'000);
}

TEST(Condition, LosesNoWakeUpBetweenProcesses)
{
    const HandleSlot slot;
    ASSERT_TRUE(runInProcesses(4, [&](int rank) { slot.move(rank % 2, 1'000); }));
    EXPECT_EQ(slot.taken.get(), 2'000);
}

TEST(Condition, ATimeOutEndsTheWaitWithTheLockHeld)
{
    const auto condition = Condition::create().value();
    const std::lock_guard guard(condition);
    EXPECT_FALSE(condition.waitFor(2ms).inTime);
    const auto waited = condition.waitFor(2ms, [] { return false; });
    EXPECT_FALSE(waited.inTime);
    EXPECT_EQ(waited.lock, Acquisition::Acquired);
    EXPECT_TRUE(condition.waitFor(0ms, [] { return true; }).inTime);
}

TEST(Condition, AWaiterThatDiesWithItsWakeUpHarmsNobody)
{
    const HandleSlot slot;
    ChildProcess doomed = slot.startTaker();
    ASSERT_TRUE(slot.areWaiting(1));
    ChildProcess waiter = slot.startTaker();
    ASSERT_TRUE(slot.areWaiting(2));
    doomed.signal(SIGSTOP); // it gets the wake-up, and no more
    ASSERT_TRUE(eventually([&] { return stateOf(doomed.pid()) == 'T'; }));
    slot.fill();
    kill(doomed);
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(Condition, ANotifierThatDiesBeforeItHasWokenAnybodyDelaysThemOnly)
{
    const HandleSlot slot;
    ChildProcess waiter = slot.startTaker();
    ASSERT_TRUE(slot.areWaiting(1));
    ASSERT_TRUE(waits(waiter.pid()));
    killedBeforeWaking([&] {
        slot.full.set(1);
        slot.changed.notifyOne();
    });
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(Condition, AHolderWhoDiesWhileAllOthersWaitIsTold)
{
    const auto condition = Condition::create().value();
    const auto waiting = Value<int>::create(0).value();
    ChildProcess waiter = startChild([&] {
        condition.lock();
        waiting.set(1);
        const auto waited = condition.wait([] { return false; });
        return waited.lock == Acquisition::OwnerDied ? 0 : 1;
    });
    ASSERT_TRUE(eventually([&] { return waiting.get() == 1; }));
    ASSERT_TRUE(runInProcesses(1, [&](int) { condition.lock(); })); // and notifies nobody
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(Condition, GoesToAnotherProcessWithTheLockThatItShares)
{
    const auto lock = Lock::create().value();
    const auto full = Condition::create(lock).value();
    const auto empty = Condition::create(lock).value();
    const auto other = Condition::attach(duplicates(full)).value();
    const std::lock_guard guard(other);
    std::thread([&] { EXPECT_EQ(lock.tryLock(), Acquisition::Busy); }).join();
    std::thread notifier([&] {
        const std::lock_guard inside(empty);
        full.notifyOne();
    });
    EXPECT_TRUE(other.waitFor(20s).inTime);
    notifier.join();
    EXPECT_FALSE(Condition::attach(duplicates(lock)).has_value());
}

TEST(Event, LetsAllWhoWaitGoOnWhenItIsSet)
{
    const auto event = Event::create().value();
    EXPECT_FALSE(event.isSet());
    std::vector<ChildProcess> waiters;
    for (int i = 0; i < 3; ++i)
        waiters.push_back(startChild([&] { return event.waitFor(20s) ? 0 : 1; }));
    std::thread ofThisProcess([&] { event.wait(); });
    Event::attach(duplicates(event)).value().set();
    for (ChildProcess& waiter : waiters)
        EXPECT_TRUE(waitFor(waiter).clean());
    ofThisProcess.join();
    EXPECT_TRUE(event.waitFor(0ms)) << "and all who come later";
    event.clear();
    EXPECT_FALSE(event.waitFor(25ms)) << "longer than it sleeps at once";
}

TEST(Event, ASetThatIsClearedAtOnceIsNotMissed)
{
    const auto event = Event::create().value();
    for (int i = 0; i < 50; ++i) {
        ChildProcess waiter = startChild([&] { return event.waitFor(20s) ? 0 : 1; });
        ASSERT_TRUE(eventually([&] { return stateOf(waiter.pid()) == 'S'; }));
        event.set();
        event.clear();
        ASSERT_TRUE(waitFor(waiter).clean());
    }
}

TEST(Event, WhoDiesAtItHarmsNobody)
{
    const auto event = Event::create().value();
    ChildProcess doomed = startChild([&] { return event.waitFor(20s) ? 0 : 1; });
    ChildProcess waiter = startChild([&] { return event.waitFor(20s) ? 0 : 1; });
    ASSERT_TRUE(waits(doomed.pid()) && waits(waiter.pid()));
    kill(doomed);
    killedBeforeWaking([&] { event.set(); });
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(Barrier, NobodyIsAPhaseAheadAndOneIsLast)
{
    constexpr int kComing = 3;
    constexpr int kPassages = 300;
    const auto barrier = Barrier::create(kComing).value();
    const auto arrived = Value<int>::create(0).value();
    const auto lasts = Value<int>::create(0).value();
    ASSERT_TRUE(runInProcesses(kComing, [&](int) {
        for (int phase = 1; phase <= kPassages; ++phase) {
            arrived.fetchAdd(1);
            const Passage passage = barrier.wait();
            if (passage == Passage::Broken || arrived.get() < phase * kComing)
                ::_exit(1);
            lasts.fetchAdd(passage == Passage::PassedLast ? 1 : 0);
        }
    }));
    EXPECT_EQ(lasts.get(), kPassages);
}

TEST(Barrier, AnyThreadMayBeAPartyAlsoMoreThanItHas)
{
    constexpr int kMeetings = 400;
    const auto barrier = Barrier::create(2).value();
    std::atomic<int> begun = 0;
    std::atomic<int> passed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 5; ++i) {
        threads.emplace_back([&] {
            while (begun++ < kMeetings)
                passed += barrier.wait() != Passage::Broken ? 1 : 0;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(passed, kMeetings);
}

TEST(Barrier, APartyThatIsKilledWhileItWaitsBreaksItForAllUntilItIsReset)
{
    const auto barrier = Barrier::create(3).value();
    const auto isBroken = [&] { return barrier.wait() == Passage::Broken ? 0 : 1; };
    ChildProcess doomed = startChild(isBroken);
    ChildProcess waiter = startChild(isBroken);
    ASSERT_TRUE(eventually([&] { return barrier.waiting() == 2; }));
    kill(doomed);
    EXPECT_TRUE(waitFor(waiter).clean());
    EXPECT_TRUE(barrier.isBroken());
    EXPECT_EQ(barrier.wait(), Passage::Broken) << "whoever comes is told, too";
    barrier.reset();
    EXPECT_FALSE(barrier.isBroken());
    EXPECT_TRUE(runInProcesses(3, [&](int) {
        if (barrier.waitFor(20s) == Passage::Broken)
            ::_exit(1);
    }));
}

TEST(Barrier, ADeadPartyIsNotCountedWhenTheLastOneComes)
{
    const auto barrier = Barrier::create(2).value();
    ChildProcess doomed = startChild([&] { return barrier.wait() == Passage::Broken ? 0 : 1; });
    ASSERT_TRUE(eventually([&] { return barrier.waiting() == 1; }));
    kill(doomed);
    EXPECT_EQ(barrier.wait(), Passage::Broken);
}

TEST(Barrier, TheLastPartyThatDiesBeforeItHasWokenAnybodyEndsThePhaseAndBreaksTheNext)
{
    const auto barrier = Barrier::create(2).value();
    ChildProcess waiter = startChild([&] {
        const bool passed = barrier.wait() == Passage::Passed;
        return passed && barrier.wait() == Passage::Broken ? 0 : 1;
    });
    ASSERT_TRUE(eventually([&] { return barrier.waiting() == 1; }));
    ASSERT_TRUE(waits(waiter.pid()));
    killedBeforeWaking([&] { barrier.wait(); });
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(Barrier, ATimeOutBreaksItForTheOthersToo)
{
    const auto barrier = Barrier::create(3).value();
    ChildProcess waiter = startChild([&] { return barrier.wait() == Passage::Broken ? 0 : 1; });
    ASSERT_TRUE(eventually([&] { return barrier.waiting() == 1; }));
    EXPECT_EQ(barrier.waitFor(5ms), Passage::Broken);
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(Barrier, WhoeverWaitsWhenItIsAbortedOrResetIsToldBroken)
{
    const auto barrier = Barrier::create(3).value();
    for (const bool abort : {true, false}) {
        std::vector<ChildProcess> waiters;
        for (int i = 0; i < 2; ++i)
            waiters.push_back(
                startChild([&] { return barrier.wait() == Passage::Broken ? 0 : 1; }));
        ASSERT_TRUE(eventually([&] { return barrier.waiting() == 2; }));
        if (abort)
            barrier.abort();
        barrier.reset();
        for (ChildProcess& waiter : waiters)
            EXPECT_TRUE(waitFor(waiter).clean()) << "although it is as new";
        EXPECT_FALSE(barrier.isBroken());
    }
}

TEST(Barrier, GoesToAnotherProcessByItsDescriptors)
{
    const auto barrier = Barrier::create(2).value();
    const auto other = Barrier::attach(duplicates(barrier)).value();
    EXPECT_EQ(other.parties(), 2U);
    std::thread party([&] { EXPECT_NE(barrier.wait(), Passage::Broken); });
    EXPECT_NE(other.wait(), Passage::Broken);
    party.join();
    EXPECT_FALSE(Barrier::attach(duplicates(Event::create().value())).has_value());
    EXPECT_FALSE(Barrier::create(0).has_value());
    EXPECT_FALSE(Barrier::create(Barrier::kMaxParties + 1).has_value());
}

} // namespace interleave::test
