#include "core/sync/readers_writer_lock.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <csignal>
#include <thread>

namespace interleave::test {

namespace {

using Preference = ReadersWriterLock::Preference;

struct Shelf
{
    ReadersWriterLock lock{};
    std::uint64_t left = 0; // the same as right, but while a writer is inside
    std::uint64_t right = 0;
    std::atomic<int> entered{0};
};

class ReadersWriterLockTest : public testing::TestWithParam<Preference>
{
protected:
    void SetUp() override { m_shelf->lock.create(GetParam()); }

    void write(WorkerIndex me)
    {
        ASSERT_EQ(m_shelf->lock.acquire(me), Acquisition::Acquired);
        ++m_shelf->left;
        ++m_shelf->right;
        m_shelf->lock.release(me);
    }
    // Whether both sides were the same.
    bool read(WorkerIndex me)
    {
        static_cast<void>(m_shelf->lock.acquireShared(me));
        const bool same = m_shelf->left == m_shelf->right;
        m_shelf->lock.releaseShared(me);
        return same;
    }
    // A child that enters, says so, and stays until it is killed.
    ChildProcess startStayer(WorkerIndex me, bool writes)
    {
        return startChild([this, me, writes] {
            static_cast<void>(writes ? m_shelf->lock.acquire(me) : m_shelf->lock.acquireShared(me));
            ++m_shelf->entered;
            for (;;)
                ::pause();
            return 0;
        });
    }
    bool haveEntered(int count)
    {
        return eventually([this, count] { return m_shelf->entered == count; });
    }
    void kill(ChildProcess& child)
    {
        child.signal(SIGKILL);
        waitFor(child);
    }

    SharedObject<Shelf> m_shelf;
};

INSTANTIATE_TEST_SUITE_P(Preferring,
    ReadersWriterLockTest,
    testing::Values(Preference::Readers, Preference::Writers),
    [](const auto& preference) {
        return preference.param == Preference::Readers ? "Readers" : "Writers";
    });

} // namespace

TEST_P(ReadersWriterLockTest, ReadersSeeNoHalfWrittenStateBetweenThreads)
{
    std::atomic<int> torn{0};
    std::vector<std::thread> threads;
    for (WorkerIndex me = 0; me < 4; ++me)
        threads.emplace_back([&, me] {
            for (int i = 0; i < 3'000; ++i) {
                if (me == 0)
                    write(me);
                else if (!read(me))
                    ++torn;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(torn, 0);
    EXPECT_EQ(m_shelf->left, 3'000U);
}

TEST_P(ReadersWriterLockTest, ReadersSeeNoHalfWrittenStateBetweenProcesses)
{
    ASSERT_TRUE(runInProcesses(4, [&](int rank) {
        for (int i = 0; i < 5'000; ++i) {
            if (rank < 2)
                write(static_cast<WorkerIndex>(rank));
            else if (!read(static_cast<WorkerIndex>(rank)))
                _exit(1);
        }
    }));
    EXPECT_EQ(m_shelf->left, 10'000U);
}

TEST_P(ReadersWriterLockTest, ReadersAreTogetherAndAWriterAlone)
{
    ReadersWriterLock& lock = m_shelf->lock;
    ASSERT_EQ(lock.tryAcquireShared(1), Acquisition::Acquired);
    EXPECT_EQ(lock.tryAcquireShared(900), Acquisition::Acquired);
    EXPECT_EQ(lock.tryAcquire(2), Acquisition::Busy);
    lock.releaseShared(1);
    EXPECT_EQ(lock.tryAcquire(2), Acquisition::Busy);
    lock.releaseShared(900);
    EXPECT_EQ(lock.tryAcquire(2), Acquisition::Acquired);
    EXPECT_EQ(lock.tryAcquireShared(1), Acquisition::Busy);
    EXPECT_EQ(lock.tryAcquire(3), Acquisition::Busy);
    lock.release(2);
    EXPECT_EQ(lock.tryAcquireShared(1), Acquisition::Acquired);
}

TEST_P(ReadersWriterLockTest, AReaderWhoDiesLetsTheWriterInAndTellsNobody)
{
    ChildProcess reader = startStayer(1, false);
    ASSERT_TRUE(haveEntered(1));
    ChildProcess writer
        = startChild([&] { return m_shelf->lock.acquire(2) == Acquisition::Acquired ? 0 : 1; });
    kill(reader);
    EXPECT_TRUE(m_shelf->lock.recover(1));
    EXPECT_TRUE(waitFor(writer).clean());
}

TEST_P(ReadersWriterLockTest, AWriterWhoDiesIsToldToAReader)
{
    ChildProcess writer = startStayer(1, true);
    ASSERT_TRUE(haveEntered(1));
    ChildProcess reader = startChild(
        [&] { return m_shelf->lock.acquireShared(2) == Acquisition::OwnerDied ? 0 : 1; });
    kill(writer);
    EXPECT_TRUE(m_shelf->lock.recover(1));
    EXPECT_TRUE(waitFor(reader).clean());
    EXPECT_EQ(m_shelf->lock.tryAcquireShared(3), Acquisition::Acquired) << "it is told once";
}

TEST_P(ReadersWriterLockTest, AWriterWhoDiesWaitingLetsReadersIn)
{
    ASSERT_EQ(m_shelf->lock.tryAcquireShared(0), Acquisition::Acquired);
    ChildProcess writer = startStayer(1, true);
    if (GetParam() == Preference::Writers) {
        ASSERT_TRUE(eventually([&] {
            if (m_shelf->lock.tryAcquireShared(2) == Acquisition::Busy)
                return true;
            m_shelf->lock.releaseShared(2);
            return false;
        })) << "who waits to write is preferred";
    }
    kill(writer);
    EXPECT_FALSE(m_shelf->lock.recover(1));
    EXPECT_EQ(m_shelf->lock.tryAcquireShared(3), Acquisition::Acquired);
}

TEST(ReaderPreferringLock, AReaderGetsInPastAWriterWhoWaits)
{
    SharedObject<Shelf> shelf;
    shelf->lock.create(Preference::Readers);
    ASSERT_EQ(shelf->lock.acquireShared(0), Acquisition::Acquired);
    ChildProcess writer = startChild([&] {
        ++shelf->entered;
        return shelf->lock.acquire(1) == Acquisition::Acquired ? 0 : 1;
    });
    ASSERT_TRUE(eventually([&] { return shelf->entered == 1; }));
    for (int i = 0; i < 10'000; ++i) {
        ASSERT_EQ(shelf->lock.tryAcquireShared(2), Acquisition::Acquired);
        shelf->lock.releaseShared(2);
    }
    shelf->lock.releaseShared(0);
    EXPECT_TRUE(waitFor(writer).clean());
}

TEST(WriterPreferringLock, AWriterWhoWaitsGetsInBeforeAReaderWhoCameLater)
{
    SharedObject<Shelf> shelf;
    shelf->lock.create(Preference::Writers);
    ASSERT_EQ(shelf->lock.acquire(0), Acquisition::Acquired);
    ChildProcess writer = startChild([&] {
        ++shelf->entered;
        static_cast<void>(shelf->lock.acquire(1));
        shelf->left = 1;
        shelf->lock.release(1);
        return 0;
    });
    ASSERT_TRUE(eventually([&] { return shelf->entered == 1 && stateOf(writer.pid()) == 'S'; }));
    ChildProcess reader = startChild([&] {
        ++shelf->entered;
        static_cast<void>(shelf->lock.acquireShared(2));
        return shelf->left == 1 ? 0 : 1;
    });
    ASSERT_TRUE(eventually([&] { return shelf->entered == 2 && stateOf(reader.pid()) == 'S'; }));
    shelf->lock.release(0);
    EXPECT_TRUE(waitFor(writer).clean());
    EXPECT_TRUE(waitFor(reader).clean());
}

} // namespace interleave::test
