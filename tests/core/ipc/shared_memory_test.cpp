#include "core/ipc/futex.h"
#include "core/ipc/shared_memory.h"
#include "tests/support/children.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave::test {

TEST(SharedMemory, IsSeenByAForkedChild)
{
    auto memory = SharedMemory::create("test", 4096).value();
    ASSERT_TRUE(runInProcesses(1, [&](int) { memory.objects<int>(0, 1)[0] = 42; }));
    EXPECT_EQ(memory.objects<int>(0, 1)[0], 42);
}

TEST(SharedMemory, CannotBeShrunkUnderItsReaders)
{
    auto memory = SharedMemory::create("test", 8192).value();
    EXPECT_NE(::ftruncate(memory.descriptor(), 4096), 0);
}

TEST(SharedMemory, LeavesNoNameBehind)
{
    auto memory = SharedMemory::create("interleave-test", 4096).value();
    EXPECT_NE(::access("/dev/shm/interleave-test", F_OK), 0);
}

TEST(SharedMemory, HandsOutADescriptorThatCannotWrite)
{
    auto memory = SharedMemory::create("test", 4096).value();
    const auto readable = memory.readOnlyDescriptor().value();
    EXPECT_FALSE(Mapping::map(readable.get(), 4096, MapAccess::ReadWrite).has_value());
    EXPECT_TRUE(Mapping::map(readable.get(), 4096, MapAccess::ReadOnly).has_value());
}

TEST(SharedMemory, OutOfDescriptorsIsAnErrorWithItsRemedy)
{
    ChildProcess child = startChild([] {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        const auto memory = SharedMemory::create("test", 4096);
        return !memory && memory.error().kind == SystemError::OutOfDescriptors ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
}

TEST(SharedMemory, MoreThanTheFileSizeLimitIsAnErrorAndNoSignal)
{
    ChildProcess child = startChild([] {
        const rlimit small{4096, 4096};
        ::setrlimit(RLIMIT_FSIZE, &small);
        ::signal(SIGXFSZ, SIG_IGN);
        return SharedMemory::create("test", 1U << 20U).has_value() ? 1 : 0;
    });
    EXPECT_TRUE(waitFor(child).clean());
}

TEST(Futex, AWaiterInAnotherProcessWakesWhenTheWordChanges)
{
    SharedObject<FutexWord> word;
    ChildProcess waiter = startChild([&] {
        while (word->load() == 0)
            futexWait(*word, 0);
        return 0;
    });
    word->store(1);
    futexWakeAll(*word);
    EXPECT_TRUE(waitFor(waiter).clean());
}

TEST(Futex, ReturnsAtOnceWhenTheWordIsNoLongerWhatWasExpected)
{
    SharedObject<FutexWord> word;
    word->store(5);
    futexWait(*word, 0); // would hang
    SUCCEED();
}

TEST(Futex, ReturnsAfterTheTimeOut)
{
    SharedObject<FutexWord> word;
    futexWait(*word, 0, 1'000'000);
    SUCCEED();
}

} // namespace interleave::test
