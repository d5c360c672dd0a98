// A System V semaphore that its holder cannot give back by the call that is made for it.

#include "core/ipc/shared_memory.h"
#include "core/sync/system_v_lock.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <sys/syscall.h>

namespace interleave::test {

namespace {

// Of a worker that has the lock from then on and is refused semop(2), whichever call that is made
// by.
bool acquireAndRefuse(SystemVLock& lock)
{
    if (lock.acquire(0) != Acquisition::Acquired)
        return false;
    for (const int call : {SYS_semop, SYS_semtimedop})
        filterCall(static_cast<std::uint32_t>(call), SECCOMP_RET_ERRNO | ENOMEM);
    return true;
}

class SystemVRefused : public testing::Test
{
protected:
    SystemVSet set = SystemVSet::create().value();
    SharedMemory memory = SharedMemory::create("note", sizeof(HolderNote)).value();
    HolderNote& note = *memory.objects<HolderNote>(0, 1).data();
};

} // namespace

TEST_F(SystemVRefused, F158_IsGivenBackByItsValue)
{
    ChildProcess holder = startChild([&] {
        SystemVLock lock(set.id(), note);
        return acquireAndRefuse(lock) && lock.release(0) ? 0 : 1;
    });
    ASSERT_EQ(waitFor(holder).code, 0);
    SystemVLock next(set.id(), note);
    EXPECT_EQ(next.tryAcquire(1), Acquisition::Acquired);
    EXPECT_EQ(next.tryAcquire(1), Acquisition::Refused) << "it has one permit only";
    SystemVLock other(set.id(), note);
    EXPECT_EQ(other.tryAcquire(2), Acquisition::Busy) << "the dead holder's permit came back too";
}

} // namespace interleave::test
