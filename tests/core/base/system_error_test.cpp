#include "core/base/system_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sched.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

using testing::HasSubstr;

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
        KindOfErrno{EIO, SystemError::Other}));

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
