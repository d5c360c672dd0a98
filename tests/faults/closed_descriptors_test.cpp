// Descriptors that are closed by somebody whose own they are not (closefrom): those of a pool by
// its program, those of a worker by its task.

#include "core/pool/pool.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/in_a_process.h"
#include "tests/support/own_files.h"
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
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave {
namespace {

bool hasOnlyStandardStreams(pid_t process)
{
    return std::ranges::all_of(test::descriptorsOf(std::to_string(process)),
        [](int number) { return number < test::kAboveStreams; });
}

void closeAllAndStay()
{
    ::closefrom(test::kAboveStreams);
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

// Also with a pool's descriptors as they were: the sentence is another's then.
TEST(ClosedByTheProgram, F541_AWaitThatTheHostRefusesIsNotCalledClosed)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        const auto task = pool.applyAsync([] { ::pause(); });
        const pid_t worker = pool.pids().at(0);
        test::filterCallOfAllThreads(SYS_epoll_wait, SECCOMP_RET_ERRNO | EPERM);
        ::kill(worker, SIGKILL);
        const auto result = task.get();
        const auto told = [](const TaskFailure& failure) {
            return failure.kind == TaskFailureKind::PoolClosed
                && failure.message.find("refuses the call epoll_wait") != std::string::npos
                && failure.message.find("closefrom") == std::string::npos;
        };
        const auto later = pool.apply(same, 1);
        return !result && told(result.error()) && !later && told(later.error());
    }));
}

TEST(ClosedByTheProgram, F391_APoolEnds)
{
    EXPECT_TRUE(test::inAProcess([] {
        Pool idle = Pool::create({.workers = 2}).value();
        Pool busy = Pool::create({.workers = 1}).value();
        const auto task = busy.applyAsync([] { ::pause(); });
        ::closefrom(test::kAboveStreams);
        idle.terminate();
        return !task.get() && failsAsClosed(busy);
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

// The one whose initializer came back, and whether another's does not.
struct Begun
{
    std::atomic<pid_t> first = 0;
    std::atomic<bool> second = false;
};
Begun* begunWorkers = nullptr;

void getReadyIfFirst()
{
    pid_t nobody = 0;
    if (begunWorkers->first.compare_exchange_strong(nobody, ::getpid()))
        return;
    begunWorkers->second = true;
    for (;;)
        ::pause();
}

// It has told that it is ready, and waits for its first task.
bool waitsForATask(pid_t worker)
{
    return worker != 0 && callOf("/proc/" + std::to_string(worker)).number == SYS_futex;
}

TEST(ClosedByTheProgram, F391_NobodyWaitsForTheOtherWorkersOfOneThatIsBeingCreated)
{
    EXPECT_TRUE(test::inAProcess([] {
        test::SharedObject<Begun> begun;
        begunWorkers = &*begun;
        std::thread closes([] {
            test::eventually(
                [] { return begunWorkers->second && waitsForATask(begunWorkers->first); });
            ::closefrom(test::kAboveStreams);
        });
        const auto pool = Pool::create({.workers = 2,
            .initializer = initializer(getReadyIfFirst),
            .startWithin = std::chrono::hours(1)});
        closes.join();
        return !pool;
    }));
}

// Though they have a life line, which is whole.
bool endWithThePool(StartMethod method)
{
    const auto context = Context::create(method).value();
    static_cast<void>(Pool::create({.workers = 1, .context = context})); // brings up a fork server
    const int above = ::dup(STDERR_FILENO);
    Pool pool = Pool::create({.workers = 2, .context = context}).value();
    const std::vector<pid_t> workers = pool.pids();
    const auto task = pool.applyAsync([] { ::pause(); });
    ::closefrom(above);
    const bool hasFailed = !task.get() && failsAsClosed(pool);
    pool.terminate();
    return hasFailed && context->isWhole() && std::ranges::none_of(workers, test::isAlive);
}

TEST(ClosedByTheProgram, F373_SoDoItsWorkersWhereThoseOfItsContextStay)
{
    EXPECT_TRUE(test::inAProcess([] { return endWithThePool(StartMethod::Fork); }));
    EXPECT_TRUE(test::inAProcess([] { return endWithThePool(StartMethod::Spawn); }));
    EXPECT_TRUE(test::inAProcess([] { return endWithThePool(StartMethod::ForkServer); }));
}

bool isUnrung(int event)
{
    std::uint64_t count = 0;
    return ::read(event, &count, sizeof count) < 0 && errno == EAGAIN;
}

// Whether what the program has opened by each of the numbers is as it was when its pool has ended.
bool areLeftAlone(int (*open)(), bool (*isUntouched)(int))
{
    std::optional<Pool> pool = Pool::create({.workers = 2}).value();
    const auto task = pool->applyAsync([] { ::pause(); });
    const auto large
        = pool->applyAsync([](const std::string&) { ::pause(); }, std::string(10'000, 'x'));
    const int last = test::lastDescriptor();
    ::closefrom(test::kAboveStreams);
    const std::vector<int> own = test::openedUpTo(last, open);
    task.cancel();
    const bool hasFailed = !task.get() && !large.get() && failsAsClosed(*pool);
    pool->resize(1);
    pool.reset();
    return hasFailed && std::ranges::all_of(own, isUntouched);
}

TEST(ClosedByTheProgram, F374_WhatItHasByTheirNumbersSinceIsLeftAlone)
{
    EXPECT_TRUE(
        test::inAProcess([] { return areLeftAlone(test::openEmptyFile, test::isEmptyFile); }));
    EXPECT_TRUE(test::inAProcess([] {
        return areLeftAlone([] { return ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }, isUnrung);
    }));
}

bool isLeftAloneByAContext(StartMethod method)
{
    std::shared_ptr<Context> context = Context::create(method).value();
    const bool worked
        = Pool::create({.workers = 1, .context = context}).value().apply(same, 1) == 1;
    const int last = test::lastDescriptor();
    ::closefrom(test::kAboveStreams);
    const std::vector<int> own = test::openedUpTo(last);
    context.reset();
    return worked && test::areEmptyFiles(own);
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
        ::closefrom(test::kAboveStreams);
        pool.terminate();
        return Pool::create({.workers = 1}).value().apply(same, 1) == 1;
    }));
}

TEST(ClosedByTheProgram, F376_AContextOfItsOwnSaysSo)
{
    EXPECT_TRUE(test::inAProcess([] {
        const auto context = Context::create(StartMethod::Fork).value();
        ::closefrom(test::kAboveStreams);
        const auto pool = Pool::create({.workers = 1, .context = context});
        return !pool && pool.error().message.find("closefrom") != std::string::npos;
    }));
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
        ::closefrom(test::kAboveStreams);
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
        ::closefrom(test::kAboveStreams);
        pool.terminate();
        return failsAsClosed(pool);
    }));
}

} // namespace
} // namespace interleave
