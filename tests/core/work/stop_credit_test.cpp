#include "core/base/thread_safety.h"
#include "core/work/stop_credit.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace interleave {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kPeriodNs = 5'000'000;
constexpr std::uint64_t kStoppedNs = 100'000'000;

class StoppedWatch : public testing::Test
{
protected:
    void look()
    {
        m_credit.look(m_clock, kPeriodNs, [this](std::size_t) { return m_entered; });
    }
    // Longer than it is stopped later.
    static void work()
    {
        const std::uint64_t begin = Clock::monotonicNs();
        while (Clock::monotonicNs() - begin < 3 * kStoppedNs)
            continue;
    }
    // Neither on a core nor ready for one, as a stopped thread.
    static void beStopped() { std::this_thread::sleep_for(std::chrono::nanoseconds(kStoppedNs)); }

    Clock m_clock = Clock::calibrate();
    WatchNotes m_notes{};
    StopCredit m_credit{1, m_notes};
    std::uint64_t m_entered = m_clock.ticks();
};

} // namespace

TEST_F(StoppedWatch, F76_WorkFromBeforeTheWatchBeganSpeaksAgainstNoStop)
{
    m_credit.begin(m_clock);
    look();
    work();
    m_credit.begin(m_clock);
    beStopped();
    look();
    EXPECT_GE(m_clock.toNs(m_notes.stopped), kStoppedNs / 2);
}

// The pool's watch begins with the first task that it is for, in the thread that submits this.
TEST_F(StoppedWatch, F76_TheWorkIsThatOfTheThreadWhichLooks)
{
    m_credit.begin(m_clock);
    look();
    work();
    std::thread([this] { m_credit.begin(m_clock); }).join();
    beStopped();
    look();
    EXPECT_GE(m_clock.toNs(m_notes.stopped), kStoppedNs / 2);
}

// As the pool's watch waits while another thread forks.
TEST_F(StoppedWatch, F134_AWaitForAMutexIsNoStop)
{
    m_credit.begin(m_clock);
    look();
    Mutex mutex;
    std::atomic<bool> held = false;
    std::thread holder([&] {
        const MutexLock lock(mutex);
        held = true;
        std::this_thread::sleep_for(std::chrono::nanoseconds(kStoppedNs));
    });
    while (!held)
        std::this_thread::yield();
    mutex.lock();
    mutex.unlock();
    look();
    holder.join();
    EXPECT_EQ(m_notes.stopped, 0U);
}

} // namespace interleave
