// Workers that are killed at any instruction: none of them lets two in or makes another wait for
// ever.

#include "tests/core/sync/guard_cases.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"
#include "tests/support/stepped.h"

#include <random>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

namespace interleave::test {

namespace {

constexpr WorkerIndex kWorkers = 4;
constexpr int kKills = 100;
constexpr long kInstructions = 120; // after so many of a waiter's it only waits

template <class Case>
struct Stormy
{
    Case made{};
    std::atomic<std::uint32_t> inside{0}; // worker + 1
    std::atomic<bool> twoIn{false};
    std::atomic<bool> stop{false};
    std::atomic<bool> done{false}; // the traced child
    std::atomic<bool> coming{false};
    std::array<std::atomic<std::uint64_t>, kWorkers> turns{};
};

template <class Case>
class GuardDeathTest : public testing::Test
{
protected:
    void SetUp() override { m_shared->made.create(); }
    void TearDown() override { m_shared->made.remove(); }

    template <class G>
    void enterAndLeave(G& guard, WorkerIndex me)
    {
        Acquisition got = guard.tryAcquire(me);
        if (got == Acquisition::Busy)
            got = guard.acquire(me);
        const std::uint32_t before = m_shared->inside.exchange(me + 1);
        if (got != Acquisition::OwnerDied && (got != Acquisition::Acquired || before != 0))
            m_shared->twoIn = true;
        std::uint32_t mine = me + 1;
        if (!m_shared->inside.compare_exchange_strong(mine, 0))
            m_shared->twoIn = true;
        guard.release(me);
    }
    ChildProcess startWorker(WorkerIndex me)
    {
        return startChild(
            [this, me] {
                auto&& guard = m_shared->made.open();
                while (!m_shared->stop) {
                    enterAndLeave(guard, me);
                    // Not every lock is fair, and each must get it before the next dies.
                    if (++m_shared->turns[me] % 16 == 0)
                        ::sched_yield();
                }
                return 0;
            },
            m_shared->made.files());
    }
    bool allGoOn()
    {
        std::array<std::uint64_t, kWorkers> before{};
        std::ranges::copy(m_shared->turns, before.begin());
        return eventually([&] {
            for (std::size_t i = 0; i < kWorkers; ++i) {
                if (m_shared->turns[i] == before[i])
                    return false;
            }
            return true;
        });
    }

    // A child that stops at the first instruction of body(guard).
    template <class Body>
    pid_t startTraced(Body body)
    {
        m_shared->done = false;
        const pid_t pid = ::fork();
        if (pid != 0) {
            ::waitpid(pid, nullptr, 0);
            return pid;
        }
        auto&& guard = m_shared->made.open();
        waitToBeLed();
        body(guard);
        m_shared->done = true;
        for (;;)
            ::pause();
    }
    // At most `steps` instructions; how many it took until body() had ended or waited in the
    // kernel.
    long step(pid_t pid, long steps)
    {
        constexpr double kIsLong = 0.02;
        long taken = 0;
        while (taken < steps && !m_shared->done && stepWithin(pid, kIsLong))
            ++taken;
        return taken;
    }
    // It runs on by itself, until it has ended body().
    bool letGo(pid_t pid, bool waited)
    {
        if (waited) // a step that has ended now
            ::waitpid(pid, nullptr, 0);
        ::ptrace(PTRACE_DETACH, pid, nullptr, nullptr);
        const bool ended = eventually([this] { return m_shared->done.load(); });
        endLed(pid);
        return ended;
    }
    void kill(pid_t pid, WorkerIndex worker)
    {
        endLed(pid);
        static_cast<void>(m_shared->made.recover(worker));
    }
    template <class G>
    void hold(G& guard)
    {
        ASSERT_EQ(guard.acquire(0), Acquisition::Acquired);
        m_shared->inside = 1;
    }
    template <class G>
    void letIn(G& guard)
    {
        m_shared->inside = 0;
        guard.release(0);
    }
    // A child that waits for one turn, while somebody holds it.
    ChildProcess startWaiter(WorkerIndex me)
    {
        m_shared->coming = false;
        ChildProcess waiter = startChild(
            [this, me] {
                auto&& guard = m_shared->made.open();
                m_shared->coming = true;
                enterAndLeave(guard, me);
                return 0;
            },
            m_shared->made.files());
        EXPECT_TRUE(eventually([this] { return m_shared->coming.load(); }));
        EXPECT_TRUE(waits(waiter.pid()));
        return waiter;
    }
    // Another worker, and the one that comes in place of the dead one, get it in turn.
    void everybodyGetsIt(WorkerIndex dead, long step)
    {
        ChildProcess next = startChild(
            [this, dead] {
                auto&& guard = m_shared->made.open();
                const bool diedInside = m_shared->inside.exchange(0) != 0;
                if (guard.acquire(2) != Acquisition::OwnerDied && diedInside)
                    return 1;
                guard.release(2);
                if (guard.acquire(dead) != Acquisition::Acquired)
                    return 2;
                guard.release(dead);
                if (guard.tryAcquire(2) != Acquisition::Acquired)
                    return 3;
                guard.release(2);
                return 0;
            },
            m_shared->made.files());
        ASSERT_TRUE(waitFor(next).clean()) << "killed after instruction " << step;
    }

    SharedObject<Stormy<Case>> m_shared;
};

TYPED_TEST_SUITE(GuardDeathTest, GuardCases, GuardNames);

} // namespace

TYPED_TEST(GuardDeathTest, RandomKillsLetNoTwoInAndLeaveNobodyWaiting)
{
    std::mt19937 random(20261121);
    std::vector<std::optional<ChildProcess>> workers(kWorkers);
    for (WorkerIndex i = 0; i < kWorkers; ++i)
        workers[i].emplace(this->startWorker(i));
    for (int round = 0; round < kKills; ++round) {
        ASSERT_TRUE(this->allGoOn()) << "after " << round << " deaths";
        for (auto spins = random() % 20'000; spins > 0; --spins)
            spinPause();
        const WorkerIndex victim = random() % kWorkers;
        workers[victim]->signal(SIGKILL);
        waitFor(*workers[victim]);
        static_cast<void>(this->m_shared->made.recover(victim));
        workers[victim].emplace(this->startWorker(victim));
    }
    EXPECT_TRUE(this->allGoOn());
    this->m_shared->stop = true;
    for (auto& worker : workers)
        EXPECT_TRUE(waitFor(*worker).clean());
    EXPECT_FALSE(this->m_shared->twoIn);
}

TYPED_TEST(GuardDeathTest, AHolderMayDieAtAnyInstruction)
{
    const auto turn = [this](auto& guard) { this->enterAndLeave(guard, 1); };
    const pid_t whole = this->startTraced(turn);
    const long length = this->step(whole, 1'000'000);
    this->kill(whole, 1);
    const long stride = length / kInstructions + 1;
    for (long steps = 0; steps <= length; steps += stride) {
        const pid_t victim = this->startTraced(turn);
        this->step(victim, steps);
        this->kill(victim, 1);
        ASSERT_NO_FATAL_FAILURE(this->everybodyGetsIt(1, steps));
    }
}

TYPED_TEST(GuardDeathTest, AWaiterMayDieAtAnyInstruction)
{
    const auto turn = [](auto& guard) { static_cast<void>(guard.acquire(1)); };
    auto&& guard = this->m_shared->made.open();
    bool waited = false;
    for (long steps = 0; steps <= kInstructions && !waited; steps += 1 + steps / 50) {
        this->hold(guard);
        const pid_t victim = this->startTraced(turn);
        waited = this->step(victim, steps) < steps;
        ChildProcess behind = this->startWaiter(2);
        this->kill(victim, 1);
        ASSERT_TRUE(waits(behind.pid()));
        this->letIn(guard);
        ASSERT_TRUE(waitFor(behind).clean()) << "killed after instruction " << steps;
        ASSERT_FALSE(this->m_shared->twoIn) << "killed after instruction " << steps;
        ASSERT_NO_FATAL_FAILURE(this->everybodyGetsIt(1, steps));
    }
}

TYPED_TEST(GuardDeathTest, AWaiterWhoIsSlowAtAnyInstructionKeepsItsTurnWhenAnotherDies)
{
    const auto turn = [this](auto& guard) { this->enterAndLeave(guard, 1); };
    auto&& guard = this->m_shared->made.open();
    bool waited = false;
    for (long steps = 0; steps <= kInstructions && !waited; steps += 1 + steps / 50) {
        this->hold(guard);
        const pid_t slow = this->startTraced(turn);
        waited = this->step(slow, steps) < steps;
        static_cast<void>(this->m_shared->made.recover(3));
        ChildProcess behind = this->startWaiter(2);
        this->letIn(guard);
        ASSERT_TRUE(waits(behind.pid()));
        ASSERT_TRUE(this->letGo(slow, waited)) << "stopped after instruction " << steps;
        ASSERT_TRUE(waitFor(behind).clean()) << "stopped after instruction " << steps;
        ASSERT_FALSE(this->m_shared->twoIn) << "stopped after instruction " << steps;
    }
}

} // namespace interleave::test
