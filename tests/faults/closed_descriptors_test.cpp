// Descriptors that are closed by somebody whose own they are not (closefrom): those of a pool by
// its program, those of a worker by its task.

#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/in_a_process.h"
#include "tests/support/shared_object.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave {
namespace {

constexpr int kFirst = STDERR_FILENO + 1;

std::vector<int> descriptorsOf(const std::string& process)
{
    std::vector<int> numbers;
    std::error_code ignored;
    for (const auto& entry :
        std::filesystem::directory_iterator("/proc/" + process + "/fd", ignored))
        numbers.push_back(std::stoi(entry.path().filename()));
    return numbers;
}

bool hasOnlyStandardStreams(pid_t process)
{
    return std::ranges::all_of(
        descriptorsOf(std::to_string(process)), [](int number) { return number < kFirst; });
}

void closeAllAndStay()
{
    ::closefrom(kFirst);
    for (;;)
        ::pause();
}

class ClosedByATask : public testing::TestWithParam<StartMethod>
{
};

TEST_P(ClosedByATask, F390_ItsWorkerEndsWithTheProgramAllTheSame)
{
    test::SharedObject<std::atomic<pid_t>> worker;
    ChildProcess program = test::startChild([&] {
        Pool pool
            = Pool::create({.workers = 1, .context = Context::create(GetParam()).value()}).value();
        *worker = pool.pids().at(0);
        static_cast<void>(pool.apply(closeAllAndStay));
        return 0;
    });
    ASSERT_TRUE(test::eventually([&] { return *worker != 0 && hasOnlyStandardStreams(*worker); }));
    program.signal(SIGKILL);
    EXPECT_TRUE(test::eventually([&] { return !test::isAlive(*worker); }));
    ::kill(*worker, SIGKILL); // where it has not ended
}

INSTANTIATE_TEST_SUITE_P(ByEachMethod,
    ClosedByATask,
    testing::Values(StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer));

class BoundToAThread : public testing::TestWithParam<StartMethod>
{
};

// To one of the pool's.
TEST_P(BoundToAThread, F390_TheThreadThatCreatesAPoolMayEnd)
{
    std::optional<Pool> pool;
    pid_t creator = 0;
    std::thread([&] {
        creator = ::gettid();
        pool.emplace(
            Pool::create({.workers = 1, .context = Context::create(GetParam()).value()}).value());
    }).join();
    EXPECT_TRUE(test::eventually(
        [&] { return !std::filesystem::exists("/proc/self/task/" + std::to_string(creator)); }));
    EXPECT_EQ(pool->apply(same, 1), 1);
    EXPECT_EQ(pool->replaced(), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    ByEachMethod, BoundToAThread, testing::Values(StartMethod::Fork, StartMethod::Spawn));

bool failsAsClosed(Pool& pool)
{
    const auto result = pool.apply(same, 1);
    return !result && result.error().kind == TaskFailureKind::PoolClosed;
}

TEST(ClosedByTheProgram, F391_APoolEnds)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool idle = Pool::create({.workers = 2}).value();
        Pool busy = Pool::create({.workers = 1}).value();
        const auto task = busy.applyAsync([] { ::pause(); });
        ::closefrom(kFirst);
        idle.terminate();
        return !task.get() && failsAsClosed(busy);
    }));
}

// How many have begun.
std::atomic<int>* begunWorkers = nullptr;

void getReadyIfFirst()
{
    while (++*begunWorkers > 1)
        ::pause();
}

TEST(ClosedByTheProgram, F391_NobodyWaitsForTheOtherWorkersOfOneThatIsBeingCreated)
{
    EXPECT_TRUE(test::inAProcess([] {
        test::SharedObject<std::atomic<int>> counted;
        begunWorkers = &*counted;
        std::thread closes([] {
            test::eventually([] { return *begunWorkers > 1; });
            ::closefrom(kFirst);
        });
        const auto pool = Pool::create({.workers = 2,
            .initializer = initializer(getReadyIfFirst),
            .startWithin = std::chrono::hours(1)});
        closes.join();
        return !pool;
    }));
}

// Though they have a life line, which is whole.
TEST(ClosedByTheProgram, F373_SoDoItsWorkersWhereThoseOfItsContextStay)
{
    EXPECT_TRUE(test::inAProcess([] {
        const auto context = Context::create(StartMethod::Fork).value();
        const int above = ::dup(STDERR_FILENO);
        Pool pool = Pool::create({.workers = 2, .context = context}).value();
        const std::vector<pid_t> workers = pool.pids();
        const auto task = pool.applyAsync([] { ::pause(); });
        ::closefrom(above);
        const bool hasFailed = !task.get() && failsAsClosed(pool);
        pool.terminate();
        return hasFailed && context->isWhole() && std::ranges::none_of(workers, test::isAlive);
    }));
}

bool isEmptyFile(int file)
{
    struct stat status
    {
    };
    return ::fstat(file, &status) == 0 && status.st_size == 0;
}

bool isUnrung(int event)
{
    std::uint64_t count = 0;
    return ::read(event, &count, sizeof count) < 0 && errno == EAGAIN;
}

// What the program has by each number up to `last`.
std::vector<int> openedUpTo(int last, int (*open)())
{
    std::vector<int> own;
    do
        own.push_back(open());
    while (own.back() < last);
    return own;
}

int openEmptyFile()
{
    return ::memfd_create("own", MFD_CLOEXEC);
}

// Whether what the program has opened by each of the numbers is as it was when its pool has ended.
bool areLeftAlone(int (*open)(), bool (*isUntouched)(int))
{
    std::optional<Pool> pool = Pool::create({.workers = 2}).value();
    const auto task = pool->applyAsync([] { ::pause(); });
    const auto large
        = pool->applyAsync([](const std::string&) { ::pause(); }, std::string(10'000, 'x'));
    const int last = std::ranges::max(descriptorsOf("self"));
    ::closefrom(kFirst);
    const std::vector<int> own = openedUpTo(last, open);
    task.cancel();
    const bool hasFailed = !task.get() && !large.get() && failsAsClosed(*pool);
    pool->resize(1);
    pool.reset();
    return hasFailed && std::ranges::all_of(own, isUntouched);
}

TEST(ClosedByTheProgram, F374_WhatItHasByTheirNumbersSinceIsLeftAlone)
{
    EXPECT_TRUE(test::inAProcess([] { return areLeftAlone(openEmptyFile, isEmptyFile); }));
    EXPECT_TRUE(test::inAProcess([] {
        return areLeftAlone([] { return ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }, isUnrung);
    }));
}

bool isLeftAloneByAContext(StartMethod method)
{
    std::shared_ptr<Context> context = Context::create(method).value();
    const bool worked
        = Pool::create({.workers = 1, .context = context}).value().apply(same, 1) == 1;
    const int last = std::ranges::max(descriptorsOf("self"));
    ::closefrom(kFirst);
    const std::vector<int> own = openedUpTo(last, openEmptyFile);
    context.reset();
    return worked && std::ranges::all_of(own, isEmptyFile);
}

TEST(ClosedByTheProgram, F374_SoIsWhatItHasByThoseOfAContextThatItDestroys)
{
    EXPECT_TRUE(test::inAProcess([] { return isLeftAloneByAContext(StartMethod::Fork); }));
    EXPECT_TRUE(test::inAProcess([] { return isLeftAloneByAContext(StartMethod::ForkServer); }));
}

TEST(ClosedByTheProgram, F375_ItMayHaveAnotherPool)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        ::closefrom(kFirst);
        pool.terminate();
        return Pool::create({.workers = 1}).value().apply(same, 1) == 1;
    }));
}

TEST(ClosedByTheProgram, F376_AContextOfItsOwnSaysSo)
{
    EXPECT_TRUE(test::inAProcess([] {
        const auto context = Context::create(StartMethod::Fork).value();
        ::closefrom(kFirst);
        const auto pool = Pool::create({.workers = 1, .context = context});
        return !pool && pool.error().message.find("closefrom") != std::string::npos;
    }));
}

struct SystemCall
{
    long number = -1; // that it waits in; -1: it runs
    std::array<std::string, 4> arguments;
};

SystemCall callOf(const std::filesystem::path& thread)
{
    SystemCall call;
    std::ifstream file(thread / "syscall");
    file >> call.number;
    for (std::string& argument : call.arguments)
        file >> argument;
    return call;
}

bool anyThreadIsIn(bool (*isIt)(const SystemCall& call))
{
    return std::ranges::any_of(std::filesystem::directory_iterator("/proc/self/task"),
        [&](const auto& thread) { return isIt(callOf(thread.path())); });
}

bool waitsForAMinute(const SystemCall& call)
{
    return call.number == SYS_poll && call.arguments[2] == "0xea60";
}

bool waitsForTwoSeconds(const SystemCall& call)
{
    return call.number == SYS_epoll_wait && call.arguments[3] == "0x7d0";
}

TEST(ClosedByTheProgram, F377_AnIdlePoolHardlyWakesAndEndsAllTheSame)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        if (!test::eventually([] { return anyThreadIsIn(waitsForAMinute); }))
            return false;
        ::closefrom(kFirst);
        pool.terminate();
        return failsAsClosed(pool);
    }));
}

TEST(ClosedByTheProgram, F378_APoolWhoseHostWithholdsPollDoesNotSpinAndEndsAllTheSame)
{
    EXPECT_TRUE(test::inAProcess([] {
        test::filterCall(SYS_poll, SECCOMP_RET_ERRNO | ENOSYS);
        Pool pool = Pool::create({.workers = 1}).value();
        if (!test::eventually([] { return anyThreadIsIn(waitsForTwoSeconds); }))
            return false;
        ::closefrom(kFirst);
        pool.terminate();
        return failsAsClosed(pool);
    }));
}

} // namespace
} // namespace interleave
