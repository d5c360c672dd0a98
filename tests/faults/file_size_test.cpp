// A limit on the size of files (ulimit -f), which holds for shared memory, too, where nobody has
// asked for the signal that comes with it to be ignored.

#include "core/handles/queue.h"
#include "core/handles/shared_array.h"
#include "core/pool/pool.h"
#include "tests/support/children.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <ranges>
#include <string>
#include <sys/resource.h>

namespace interleave {
namespace {

using testing::HasSubstr;

constexpr std::size_t kLarge = std::size_t{1} << 20U;

// The signal would end the process.
void limitFileSizes(rlim_t bytes)
{
    const rlimit small{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &small);
    ::signal(SIGXFSZ, SIG_DFL);
}

// Enough to say why.
void limitOwnFiles()
{
    limitFileSizes(kLarge / 4);
}

std::string large(int)
{
    return std::string(kLarge, 'x');
}

void expectItSaysWhy(const TaskResult<std::string>& result)
{
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().kind, TaskFailureKind::ResultNotSent) << result.error().message;
    EXPECT_THAT(result.error().message, HasSubstr("ulimit -f"));
}

template <class T>
bool isNoSpace(const Result<T, SystemError>& made)
{
    return !made && made.error().kind == SystemError::NoSpace;
}

TEST(FileSize, F363_WhatIsSharedIsAnErrorAndNoSignal)
{
    ChildProcess child = test::startChild([] {
        limitFileSizes(4096);
        return isNoSpace(Array<int>::create(kLarge)) && isNoSpace(Queue<int>::create(kLarge)) ? 0
                                                                                              : 1;
    });
    EXPECT_TRUE(test::waitFor(child).clean());
}

TEST(FileSize, F363_APoolThatFindsNoRoomIsAnErrorAndNoSignal)
{
    ChildProcess child = test::startChild([] {
        limitFileSizes(4096);
        const auto pool = Pool::create({.workers = 1});
        return !pool && pool.error().message.find("ulimit -f") != std::string::npos ? 0 : 1;
    });
    EXPECT_TRUE(test::waitFor(child).clean());
}

TEST(FileSize, F363_AResultThatFindsNoRoomFailsItsTaskAndItsWorkerLives)
{
    Pool pool = Pool::create({.workers = 1, .initializer = initializer(limitOwnFiles)}).value();
    const auto before = pool.pids();
    expectItSaysWhy(pool.apply(large, 0));
    expectItSaysWhy(pool.mapEach(large, std::views::iota(0, 1)).at(0));
    EXPECT_EQ(pool.pids(), before);
}

} // namespace
} // namespace interleave
