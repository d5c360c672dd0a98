#include "core/base/system_error.h"
#include "tests/support/children.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(SystemError, MessageNamesTheActionTheReasonAndTheRemedy)
{
    const auto failure = describeErrno("open /tmp/x", ENOENT);
    EXPECT_EQ(failure.message, "cannot open /tmp/x: No such file or directory (check the name)");
}

TEST(SystemError, F236_WhatLimitsProcessesIsNamedAlsoWhereAControlGroupDoesIt)
{
    EXPECT_THAT(
        describeErrno("start a process", EAGAIN).message, HasSubstr("(ulimit -u, pids.max)"));
}

TEST(SystemError, F400_AnEnvironmentThatIsTooLargeForAnotherProgramIsNamed)
{
    EXPECT_THAT(describeErrno("start x", E2BIG).message, HasSubstr("start method fork"));
}

TEST(SystemError, MessageOfARareErrorHasNoRemedy)
{
    EXPECT_EQ(describeErrno("read x", EIO).message, "cannot read x: Input/output error");
}

TEST(SystemError, F164_UnderDeadlineSchedulingTheRemedyIsToStartWithout)
{
    // glibc has no name for it: sched_setattr(2).
    struct
    {
        std::uint32_t size = 48;
        std::uint32_t policy = SCHED_DEADLINE;
        std::uint64_t flags = 0;
        std::int32_t nice = 0;
        std::uint32_t priority = 0;
        std::uint64_t runtime = 1'000'000;
        std::uint64_t deadline = 100'000'000;
        std::uint64_t period = 100'000'000;
    } const attributes;
    std::string message;
    bool allowed = true;
    std::thread([&] {
        allowed = ::syscall(SYS_sched_setattr, 0, &attributes, 0) == 0;
        message = describeErrno("start a process", EAGAIN).message;
    }).join();
    if (!allowed)
        GTEST_SKIP() << "no process may have a deadline here";
    EXPECT_THAT(message, HasSubstr("chrt --other 0"));
}

struct KindOfErrno
{
    int error;
    SystemError kind;
};

// What `describe` says in a child that has set the limit.
bool isNamedUnder(
    __rlimit_resource resource, rlim_t bytes, const char* name, std::string (*describe)())
{
    ChildProcess child = test::startChild([&] {
        const rlimit limit{bytes, bytes};
        ::setrlimit(resource, &limit);
        return describe().find(name) != std::string::npos ? 0 : 1;
    });
    return test::waitFor(child).clean();
}

std::string noMemory()
{
    return describeErrno("map it", ENOMEM).message;
}

std::string noThread()
{
    return describeThreadError("start it", std::system_error(EAGAIN, std::generic_category()))
        .message;
}

std::string noMemoryToLock()
{
    static char locked = 1;
    ::mlock(&locked, 1);
    return noMemory();
}

std::string noMapping()
{
    for (int protection = PROT_NONE;; protection ^= PROT_READ) { // no two become one
        if (::mmap(nullptr, 1, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
            return noMemory();
    }
}

TEST(SystemError, F396_TheLimitsThatAWantOfMemoryMayHaveMetAreNamed)
{
    EXPECT_TRUE(isNamedUnder(RLIMIT_DATA, 300'000'000, "(ulimit -d 292968)", noMemory));
    EXPECT_FALSE(isNamedUnder(RLIMIT_MEMLOCK, 1'024'000, "ulimit -l", noMemory));
    EXPECT_TRUE(isNamedUnder(RLIMIT_CORE, 0, "(vm.max_map_count", noMapping));
    EXPECT_FALSE(isNamedUnder(RLIMIT_CORE, 0, "vm.max_map_count", noMemory));
}

TEST(SystemError, F396_SoIsThatOfLockedMemory)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "where a sanitizer is there mlock() does nothing";
#endif
    EXPECT_TRUE(isNamedUnder(RLIMIT_MEMLOCK, 1'024'000, "(ulimit -l 1000)", noMemoryToLock));
}

TEST(SystemError, F396_SoIsTheSizeOfStacksWhereAThreadCannotBeHad)
{
    EXPECT_TRUE(isNamedUnder(RLIMIT_STACK, 1'024'000'000, "(ulimit -s 1000000)", noThread));
    EXPECT_TRUE(isNamedUnder(RLIMIT_DATA, 300'000'000, "(ulimit -d 292968)", noThread));
    EXPECT_FALSE(isNamedUnder(RLIMIT_STACK, 1'024'000, "ulimit -s", noThread));
}

class SystemErrorKind : public testing::TestWithParam<KindOfErrno>
{
};

TEST_P(SystemErrorKind, FollowsFromErrno)
{
    EXPECT_EQ(describeErrno("do it", GetParam().error).kind, GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(Errors,
    SystemErrorKind,
    testing::Values(KindOfErrno{ENOENT, SystemError::NotFound},
        KindOfErrno{EACCES, SystemError::Denied},
        KindOfErrno{EROFS, SystemError::Denied},
        KindOfErrno{EEXIST, SystemError::Exists},
        KindOfErrno{ENOSPC, SystemError::NoSpace},
        KindOfErrno{EFBIG, SystemError::NoSpace},
        KindOfErrno{EMFILE, SystemError::OutOfDescriptors},
        KindOfErrno{ENOMEM, SystemError::OutOfMemory},
        KindOfErrno{EAGAIN, SystemError::LimitReached},
        KindOfErrno{EPIPE, SystemError::Broken},
        KindOfErrno{E2BIG, SystemError::LimitReached},
        KindOfErrno{EIO, SystemError::Other}));

TEST(SystemError, F436_TheMachinesLimitOfOpenFilesIsNotThatOfAProcess)
{
    const Failure<SystemError> machine = describeErrno("do it", ENFILE);
    EXPECT_EQ(machine.kind, SystemError::OutOfDescriptors);
    EXPECT_THAT(machine.message, HasSubstr("fs.file-max"));
    EXPECT_THAT(machine.message, Not(HasSubstr("ulimit -n")));
    EXPECT_THAT(describeErrno("do it", EMFILE).message, HasSubstr("ulimit -n"));
}

TEST(SystemError, FailErrnoTakesTheCurrentErrno)
{
    errno = EACCES;
    const Result<void, SystemError> result = failErrno("read x");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, SystemError::Denied);
    EXPECT_THAT(result.error().message, HasSubstr("read x"));
}

TEST(SystemError, AnInterruptedCallIsRepeated)
{
    int calls = 0;
    const int result = retryOnInterrupt([&] {
        errno = EINTR;
        return ++calls < 3 ? -1 : 42;
    });
    EXPECT_EQ(result, 42);
    EXPECT_EQ(calls, 3);
}

TEST(SystemError, AFailedCallIsNotRepeated)
{
    int calls = 0;
    const int result = retryOnInterrupt([&] {
        errno = EIO;
        ++calls;
        return -1;
    });
    EXPECT_EQ(result, -1);
    EXPECT_EQ(calls, 1);
}

} // namespace
} // namespace interleave
