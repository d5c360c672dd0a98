// What is particular to one primitive: refusals, depth, permits, what the kernel keeps.

#include "tests/core/sync/guard_cases.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <csignal>
#include <sys/sem.h>

namespace interleave::test {

namespace {

using Kind = RobustLock::Kind;
using Release = PermitTable::Release;

// What another process's tryAcquire() says.
template <class G>
Acquisition triedElsewhere(G& guard)
{
    SharedObject<std::atomic<Acquisition>> got;
    EXPECT_TRUE(runInProcesses(1, [&](int) { *got = guard.tryAcquire(9); }));
    return *got;
}

} // namespace

TEST(ErrorCheckingLock, RefusesItsHolderASecondTimeAndStaysHeldOnce)
{
    SharedObject<RobustLock> lock;
    ASSERT_TRUE(lock->create(Kind::ErrorChecking).has_value());
    ASSERT_EQ(lock->acquire(0), Acquisition::Acquired);
    EXPECT_EQ(lock->acquire(0), Acquisition::Refused);
    EXPECT_EQ(lock->tryAcquire(0), Acquisition::Refused);
    EXPECT_TRUE(lock->release(0));
    EXPECT_FALSE(lock->release(0)) << "nobody holds it";
    EXPECT_EQ(lock->acquire(0), Acquisition::Acquired);
    EXPECT_TRUE(lock->release(0));
}

TEST(ErrorCheckingLock, RefusesToBeReleasedByAnother)
{
    SharedObject<RobustLock> lock;
    ASSERT_TRUE(lock->create(Kind::ErrorChecking).has_value());
    ASSERT_EQ(lock->acquire(0), Acquisition::Acquired);
    EXPECT_TRUE(runInProcesses(1, [&](int) { _exit(lock->release(1) ? 1 : 0); }));
    EXPECT_EQ(triedElsewhere(*lock), Acquisition::Busy);
    EXPECT_TRUE(lock->release(0));
}

TEST(RecursiveLock, IsFreeAfterAsManyReleasesAsAcquisitions)
{
    SharedObject<RobustLock> lock;
    ASSERT_TRUE(lock->create(Kind::Recursive).has_value());
    for (int depth = 0; depth < 3; ++depth)
        EXPECT_EQ(lock->acquire(0), Acquisition::Acquired);
    for (int depth = 0; depth < 3; ++depth) {
        EXPECT_EQ(triedElsewhere(*lock), Acquisition::Busy) << "at depth " << 3 - depth;
        EXPECT_TRUE(lock->release(0));
    }
    EXPECT_FALSE(lock->release(0));
    EXPECT_NE(triedElsewhere(*lock), Acquisition::Busy);
}

TEST(RecursiveLock, IsTakenOverOnceHoweverDeepItsHolderDied)
{
    SharedObject<RobustLock> lock;
    ASSERT_TRUE(lock->create(Kind::Recursive).has_value());
    ASSERT_TRUE(runInProcesses(1, [&](int) {
        for (int depth = 0; depth < 3; ++depth)
            static_cast<void>(lock->acquire(1));
    }));
    EXPECT_EQ(lock->acquire(0), Acquisition::OwnerDied);
    EXPECT_TRUE(lock->release(0));
    EXPECT_FALSE(lock->release(0));
}

TEST(PermitTable, AdmitsAsManyHoldersAsItHasPermits)
{
    SharedObject<PermitTable> semaphore;
    semaphore->create(3);
    for (WorkerIndex worker = 0; worker < 3; ++worker)
        EXPECT_EQ(semaphore->tryAcquire(worker), Acquisition::Acquired);
    EXPECT_EQ(semaphore->tryAcquire(3), Acquisition::Busy);
    EXPECT_TRUE(semaphore->release(1));
    EXPECT_EQ(semaphore->tryAcquire(3), Acquisition::Acquired);
}

TEST(PermitTable, NeverHasMoreInsideThanPermits)
{
    struct Room
    {
        PermitTable semaphore{};
        std::atomic<int> inside{0};
        std::atomic<int> most{0};
    };
    SharedObject<Room> room;
    room->semaphore.create(2);
    ASSERT_TRUE(runInProcesses(4, [&](int rank) {
        const auto me = static_cast<WorkerIndex>(rank);
        for (int i = 0; i < 3'000; ++i) {
            static_cast<void>(room->semaphore.acquire(me));
            const int now = ++room->inside;
            for (int most = room->most; now > most && !room->most.compare_exchange_weak(most, now);)
                ;
            --room->inside;
            room->semaphore.release(me);
        }
    }));
    EXPECT_LE(room->most, 2);
}

TEST(PermitTable, EachPermitOfTheDeadIsToldOnce)
{
    SharedObject<PermitTable> semaphore;
    semaphore->create(3);
    ASSERT_EQ(semaphore->tryAcquire(1), Acquisition::Acquired);
    ASSERT_EQ(semaphore->tryAcquire(1), Acquisition::Acquired);
    EXPECT_TRUE(semaphore->recover(1));
    EXPECT_EQ(semaphore->tryAcquire(0), Acquisition::OwnerDied);
    EXPECT_EQ(semaphore->tryAcquire(0), Acquisition::OwnerDied);
    EXPECT_EQ(semaphore->tryAcquire(0), Acquisition::Acquired);
}

TEST(BoundedSemaphore, RefusesAReleaseOfWhoHasNoPermit)
{
    SharedObject<PermitTable> semaphore;
    semaphore->create(2, Release::ByHolder);
    EXPECT_FALSE(semaphore->release(0));
    ASSERT_EQ(semaphore->tryAcquire(0), Acquisition::Acquired);
    EXPECT_FALSE(semaphore->release(1));
    ASSERT_EQ(semaphore->tryAcquire(1), Acquisition::Acquired);
    EXPECT_EQ(semaphore->tryAcquire(2), Acquisition::Busy) << "a refusal adds no permit";
}

TEST(RaisableSemaphore, CountsAsPythonsDoes)
{
    SharedObject<PermitTable> semaphore;
    semaphore->create(1, Release::ByAnybody);
    EXPECT_TRUE(semaphore->release(7)) << "one too many";
    EXPECT_EQ(semaphore->tryAcquire(0), Acquisition::Acquired);
    EXPECT_EQ(semaphore->tryAcquire(1), Acquisition::Acquired) << "so two are in";
    EXPECT_EQ(semaphore->tryAcquire(2), Acquisition::Busy);
    EXPECT_TRUE(semaphore->release(7));
    EXPECT_EQ(semaphore->tryAcquire(2), Acquisition::Acquired);
    EXPECT_EQ(semaphore->tryAcquire(3), Acquisition::Busy);
}

TEST(RaisableSemaphore, CanSignalFromOneToAnotherForEver)
{
    SharedObject<PermitTable> items;
    items->create(1, Release::ByAnybody);
    ASSERT_EQ(items->tryAcquire(1), Acquisition::Acquired);
    ASSERT_TRUE(runInProcesses(2, [&](int rank) {
        for (int i = 0; i < 1'000; ++i) {
            if (rank == 1)
                static_cast<void>(items->acquire(1));
            else if (!items->release(0))
                --i; // as many as there can be
        }
    }));
    EXPECT_EQ(items->tryAcquire(2), Acquisition::Busy) << "as many taken as given";
}

TEST(FileLock, RefusesItsHolderASecondTime)
{
    SharedObject<OfFile<FileLock::Kind::Fcntl>> made;
    made->create();
    FileLock lock = made->open();
    ASSERT_EQ(lock.acquire(0), Acquisition::Acquired);
    EXPECT_EQ(lock.acquire(0), Acquisition::Refused);
    EXPECT_TRUE(lock.release(0));
    EXPECT_FALSE(lock.release(0));
    made->remove();
}

TEST(FileLock, OfADescriptorThatIsNotOpenIsAnError)
{
    SharedObject<HolderNote> note;
    const auto lock = FileLock::open(FileLock::Kind::Flock, 999'999, *note);
    ASSERT_FALSE(lock.has_value());
    EXPECT_EQ(lock.error().kind, SystemError::NotFound);
}

TEST(SystemVLock, ASetIsRemovedWithItsOwnerAndItsWaitersAreRefused)
{
    SharedObject<HolderNote> note;
    auto set = std::make_optional(SystemVSet::create().value());
    const int id = set->id();
    SystemVLock lock(id, *note);
    ASSERT_EQ(lock.acquire(0), Acquisition::Acquired);
    ChildProcess waiter = startChild([&] {
        SystemVLock mine(id, *note);
        return mine.acquire(1) == Acquisition::Refused ? 0 : 1;
    });
    ASSERT_TRUE(eventually([&] { return stateOf(waiter.pid()) == 'S'; }));
    set.reset();
    EXPECT_TRUE(waitFor(waiter).clean());
    EXPECT_EQ(::semctl(id, 0, GETVAL), -1);
}

TEST(SystemVLock, WhatAKilledCreatorLeftIsSweptAndNothingElse)
{
    SharedObject<std::atomic<int>> left;
    *left = -1;
    ChildProcess creator = startChild([&] {
        const auto set = SystemVSet::create().value();
        *left = set.id();
        for (;;)
            ::pause();
        return 0;
    });
    const int another = ::semget(IPC_PRIVATE, 5, 0600);
    ASSERT_TRUE(eventually([&] { return *left >= 0; }));
    SystemVSet::sweep();
    EXPECT_GE(::semctl(*left, 0, GETVAL), 0) << "its creator lives";
    creator.signal(SIGKILL);
    waitFor(creator);
    EXPECT_GE(::semctl(*left, 0, GETVAL), 0) << "the kernel keeps it";
    EXPECT_GE(SystemVSet::sweep(), 1U);
    EXPECT_EQ(::semctl(*left, 0, GETVAL), -1);
    EXPECT_GE(::semctl(another, 0, GETVAL), 0) << "not one of ours";
    ::semctl(another, 0, IPC_RMID);
}

} // namespace interleave::test
