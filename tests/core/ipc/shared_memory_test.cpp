#include "core/ipc/futex.h"
#include "core/ipc/memory_file.h"
#include "core/ipc/shared_memory.h"
#include "core/pool/result_arena.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/shared_object.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace interleave::test {

namespace {

std::atomic<int> calls = 0;

// What signals at the wrong moment do: of three calls two are interrupted. The third makes the file
// as long as it was asked to be.
void interrupt(int, siginfo_t*, void* context)
{
    auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
    const auto file = static_cast<int>(registers[REG_RDI]);
    const off_t end = registers[REG_RDX] + registers[REG_R10];
    struct stat now
    {
    };
    if (++calls % 3 != 0)
        registers[REG_RAX] = -EINTR;
    else if (::fstat(file, &now) == 0 && now.st_size < end && ::ftruncate(file, end) != 0)
        registers[REG_RAX] = -errno;
    else
        registers[REG_RAX] = 0;
}

// Until this process ends. The kernel hands every fallocate() to interrupt().
void interruptFallocate()
{
    struct sigaction action
    {
    };
    action.sa_sigaction = interrupt;
    action.sa_flags = SA_SIGINFO;
    ::sigaction(SIGSYS, &action, nullptr);
    filterCall(SYS_fallocate, SECCOMP_RET_TRAP);
}

UniqueFd memoryOfSize(off_t bytes)
{
    UniqueFd file(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    EXPECT_EQ(::ftruncate(file.get(), bytes), 0);
    return file;
}

void sealAll(const UniqueFd& file)
{
    constexpr int kAll = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
    EXPECT_EQ(::fcntl(file.get(), F_ADD_SEALS, kAll), 0);
}

// So much more than it has now.
void limitMemoryTo(std::size_t more)
{
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const std::size_t bytes = pages * static_cast<std::size_t>(::getpagesize()) + more;
    const rlimit limit{bytes, bytes};
    ::setrlimit(RLIMIT_AS, &limit);
}

} // namespace

TEST(SharedMemory, F52_IsTakenAlsoWhenSignalsInterruptIt)
{
    EXPECT_TRUE(runInProcesses(1, [](int) {
        auto memory = SharedMemory::create("test", 4'000'000).value();
        interruptFallocate();
        ::_exit(memory.reserve(0, 4'000'000) && calls > 3 ? 0 : 1);
    }));
}

TEST(SharedMemory, F52_AResultFindsRoomAlsoWhenSignalsInterruptIt)
{
    EXPECT_TRUE(runInProcesses(1, [](int) {
        std::atomic<std::uint64_t> numbers = 0;
        auto arena = ResultArena::create(numbers).value();
        interruptFallocate();
        ::_exit(arena.append("a result") && calls == 3 ? 0 : 1);
    }));
}

TEST(SharedMemory, F143_MoreFilesOfResultsThanAReferenceCanNameAreRefused)
{
    std::atomic<std::uint64_t> numbers = ResultArena::kMost - 1;
    EXPECT_EQ(ResultArena::create(numbers).value().number(), ResultArena::kMost - 1);
    EXPECT_FALSE(ResultArena::create(numbers));
}

// The file is sealed against shrinking.
TEST(SharedMemory, F285_WhatAResultThatFoundNoRoomHadTakenGoesBack)
{
    EXPECT_TRUE(runInProcesses(1, [](int) {
        std::atomic<std::uint64_t> numbers = 0;
        auto arena = ResultArena::create(numbers).value();
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit some{3U << 20U, 3U << 20U};
        ::setrlimit(RLIMIT_FSIZE, &some);
        const bool refused = !arena.append(std::string(8U << 20U, 'x'));
        struct stat taken
        {
        };
        ::fstat(arena.descriptor(), &taken);
        ::_exit(refused && taken.st_blocks == 0 && arena.append("a result") ? 0 : 1);
    }));
}

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

TEST(MemoryFile, F314_NobodyWhoHasItChangesWhatOthersRead)
{
    const auto file = memoryFileWith("what the engine has found");
    ASSERT_TRUE(file);
    EXPECT_EQ(::pwrite(file->get(), "X", 1, 0), -1);
    EXPECT_EQ(errno, EPERM);
    EXPECT_NE(::ftruncate(file->get(), off_t{1} << 62), 0);
    EXPECT_NE(::ftruncate(file->get(), 0), 0);
    EXPECT_NE(::fcntl(file->get(), F_ADD_SEALS, F_SEAL_SHRINK), 0);
    EXPECT_EQ(readMemoryFile(file->get()).value(), "what the engine has found");
}

TEST(MemoryFile, F371_ASizeThatNobodyHasFilledIsAnError)
{
    constexpr off_t kNobodyHas = off_t{1} << 62;
    for (const off_t bytes : {off_t{1}, off_t{1} << 20, kNobodyHas}) {
        const UniqueFd file = memoryOfSize(bytes);
        sealAll(file);
        const auto read = readMemoryFile(file.get());
        ASSERT_FALSE(read) << bytes;
        EXPECT_EQ(read.error().kind, SystemError::Broken);
    }
}

TEST(MemoryFile, F371_WhatItsSenderCouldStillCutIsAnError)
{
    const UniqueFd file = memoryOfSize(0);
    ASSERT_EQ(::write(file.get(), "bytes", 5), 5);
    ASSERT_FALSE(readMemoryFile(file.get()));
    sealAll(file);
    EXPECT_EQ(readMemoryFile(file.get()).value(), "bytes");
}

TEST(MemoryFile, F371_MoreThanHasRoomHereIsAnError)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs address space itself";
#endif
    ChildProcess child = startChild([] {
        constexpr std::size_t kBytes = std::size_t{64} << 20U;
        const auto file = memoryFileWith(std::string(kBytes, 'x'));
        limitMemoryTo(kBytes / 4);
        const auto read = readMemoryFile(file->get());
        return !read && read.error().kind == SystemError::OutOfMemory ? 0 : 1;
    });
    EXPECT_TRUE(waitFor(child).clean());
}

TEST(MemoryFile, NothingAtAllIsNothing)
{
    EXPECT_EQ(readMemoryFile(memoryFileWith("")->get()).value(), "");
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

TEST(TouchedParts, F126_AreWhatSomebodyHasWrittenAlsoOfPagesThatAreTaken)
{
    constexpr std::size_t kBytes = std::size_t{64} << 20U;
    SharedMemory memory = SharedMemory::create("test", kBytes).value();
    ASSERT_TRUE(memory.reserve(0, kBytes));
    EXPECT_TRUE(touchedParts(memory.descriptor(), kBytes).empty());
    constexpr std::size_t kAt = std::size_t{40} << 20U;
    memory.bytes()[kAt] = std::byte{1};
    const auto parts = touchedParts(memory.descriptor(), kBytes);
    ASSERT_EQ(parts.size(), 1U);
    EXPECT_LE(parts[0].begin, kAt);
    EXPECT_GT(parts[0].end, kAt);
    EXPECT_LE(parts[0].end - parts[0].begin, std::size_t{4} << 20U); // at most a huge page or two
}

} // namespace interleave::test
