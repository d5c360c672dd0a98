#include "core/sync/access.h"
#include "core/sync/readers_writer_lock.h"
#include "core/sync/recorded_guard.h"
#include "core/sync/robust_lock.h"
#include "core/sync/spinlock.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace interleave {
namespace {

class Notes final : public SyncObserver
{
public:
    void waitBegins(LockId, std::uint64_t) override { waiting = true; }
    void waitEnds(const LockTime& wait) override
    {
        waiting = false;
        waits.push_back(wait);
    }
    void held(const LockTime& stay, bool waited) override
    {
        (waited ? waitedHolds : holds).push_back(stay);
    }
    void ownerDied() override { ++died; }

    std::atomic<bool> waiting = false;
    std::vector<LockTime> waits;
    std::vector<LockTime> holds;
    std::vector<LockTime> waitedHolds;
    int died = 0;
};

class RecordedGuardTest : public testing::Test
{
protected:
    Recorded<Spinlock> m_lock{};
    Clock m_clock = Clock::calibrate();
    Notes m_first;
    Notes m_second;
    RecordedGuard<Spinlock> m_one{m_lock, 3, 0, m_clock, m_first};
    RecordedGuard<Spinlock> m_other{m_lock, 3, 1, m_clock, m_second};
};

TEST_F(RecordedGuardTest, AnAcquisitionThatNeedNotWaitIsCountedAndNotAWait)
{
    for (int i = 0; i < 128; ++i) {
        const std::lock_guard inside(m_one);
        EXPECT_EQ(m_lock.record.holder(), 1U);
    }
    EXPECT_EQ(m_lock.record.holder(), 0U);
    EXPECT_EQ(m_first.acquisitions, 128U);
    EXPECT_TRUE(m_first.waits.empty());
    EXPECT_EQ(m_first.holds.size(), 2U); // one of 64 is timed
}

TEST_F(RecordedGuardTest, ChangingHandsIsCountedOncePerChange)
{
    for (int i = 0; i < 3; ++i) {
        for (int again = 0; again < 5; ++again)
            const std::lock_guard inside(m_one);
        const std::lock_guard inside(m_other);
    }
    EXPECT_EQ(m_lock.record.handOvers(), 6U);
}

TEST_F(RecordedGuardTest, AWaitNamesTheLockAndWhoHadIt)
{
    m_one.lock();
    std::thread waiter([&] {
        m_other.lock();
        m_other.unlock();
    });
    while (!m_second.waiting)
        std::this_thread::yield();
    m_one.unlock();
    waiter.join();
    ASSERT_EQ(m_second.waits.size(), 1U);
    EXPECT_EQ(m_second.waits[0].lock, 3U);
    EXPECT_EQ(m_second.waits[0].holder, 1U);
    EXPECT_GT(m_second.waits[0].end, m_second.waits[0].begin);
    EXPECT_EQ(m_second.waitedHolds.size(), 1U);
    EXPECT_EQ(m_second.acquisitions, 1U);
}

TEST_F(RecordedGuardTest, TryingAHeldOneWaitsForNothing)
{
    m_one.lock();
    EXPECT_FALSE(m_other.try_lock());
    m_one.unlock();
    EXPECT_TRUE(m_other.try_lock());
    EXPECT_EQ(m_lock.record.holder(), 2U);
    m_other.unlock();
    EXPECT_EQ(m_second.acquisitions, 1U);
    EXPECT_TRUE(m_second.waits.empty());
}

TEST_F(RecordedGuardTest, TheDeathOfAHolderIsToldToTheNext)
{
    m_one.lock();
    EXPECT_TRUE(m_lock.primitive.recover(0));
    m_lock.record.forget(0);
    EXPECT_EQ(m_lock.record.holder(), 0U);
    m_other.lock();
    EXPECT_TRUE(m_other.ownerDied());
    EXPECT_EQ(m_second.died, 1);
    m_other.unlock();
}

std::string whyRefused(RecordedGuard<RobustLock>& guard)
{
    try {
        guard.lock();
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "it was not";
}

TEST(RefusedLock, IsSaidToBeDamagedOrHeldByWhoAsks)
{
    Recorded<RobustLock> lock{};
    ASSERT_TRUE(lock.primitive.create(RobustLock::Kind::ErrorChecking));
    const Clock clock = Clock::calibrate();
    Notes notes;
    RecordedGuard<RobustLock> guard{lock, 0, 0, clock, notes};
    guard.lock();
    EXPECT_EQ(whyRefused(guard), "the lock was refused: its holder asked for it again");
    guard.unlock();
    constexpr int kNoKind = 127;
    reinterpret_cast<pthread_mutex_t&>(lock.primitive).__data.__kind = kNoKind;
    EXPECT_EQ(whyRefused(guard), "the lock was refused: its memory is damaged");
}

// Two readers are inside at once, or this would wait for ever; the writer is alone.
TEST(SharedAccess, ReadersEnterTogetherAndAWriterAlone)
{
    Recorded<ReadersWriterLock> lock{};
    lock.primitive.create(ReadersWriterLock::Preference::Readers);
    const Clock clock = Clock::calibrate();
    Notes first;
    Notes second;
    RecordedGuard<ReadersWriterLock> one{lock, 0, 0, clock, first};
    RecordedGuard<ReadersWriterLock> other{lock, 0, 1, clock, second};
    GuardedAccess(one, AtomicAdd{}).read([&] {
        bool both = false;
        GuardedAccess(other, AtomicAdd{}).read([&] { both = true; });
        EXPECT_TRUE(both);
        EXPECT_FALSE(other.try_lock());
    });
    EXPECT_EQ(first.acquisitions + second.acquisitions, 2U);
    EXPECT_TRUE(other.try_lock());
    other.unlock();
}

} // namespace
} // namespace interleave
