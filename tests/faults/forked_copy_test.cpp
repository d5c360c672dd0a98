// A child that the program forks on its own, beside a pool, a process, an executor: it has copies
// of them, and what it does with these touches nothing of its parent's.

#include "core/handles/shared_array.h"
#include "core/handles/value.h"
#include "core/pool/pool.h"
#include "core/pool/thread_executor.h"
#include "core/process/process.h"
#include "tests/support/children.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <csignal>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave {
namespace {

std::optional<Value<int>> gateOfTasks; // of a worker: what its task waits for

void waitAtGateOfTasks()
{
    while (gateOfTasks->get() == 0)
        ::sched_yield();
}

// Forks as a program does, not as this library does, and ends with `body`.
template <class Body>
int statusOfForked(Body body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(30);
        body();
        ::_exit(99);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

// In a process of its own, which ends by exit() with everything static.
void inAProgram(int (*program)())
{
    EXPECT_EQ(statusOfForked([program] { ::exit(program()); }), 0);
}

Pool& staticPool()
{
    static Pool pool = [] {
        gateOfTasks = Value<int>::create(0).value();
        return Pool::create(
            {.workers = 2,
                .initializer = initializer(
                    [](const Value<int>& awaited) { gateOfTasks = awaited; }, *gateOfTasks)})
            .value();
    }();
    return pool;
}

TEST(ForkedCopy, F49_TheExitOfAChildBesideAStaticPoolEndsNothing)
{
    inAProgram([] {
        Pool& pool = staticPool();
        const auto pids = pool.pids();
        const auto waiting = pool.applyAsync(waitAtGateOfTasks);
        const int status = statusOfForked([] { ::exit(7); });
        const bool childEnded = WIFEXITED(status) && WEXITSTATUS(status) == 7;
        const bool untouched = !waiting.ready() && pool.pids() == pids;
        gateOfTasks->set(1);
        const bool succeeded = waiting.get().has_value() && pool.apply(same, 5) == 5;
        return childEnded && untouched && succeeded && pool.pids() == pids ? 0 : 1;
    });
}

TEST(ForkedCopy, F49_AVoidTaskIsNoSuccessBecauseAReplacedWorkerHasCalledExit)
{
    inAProgram([] {
        Pool& pool = staticPool();
        for (int i = 0; i < 8; ++i) // those that come now have a copy of the pool
            static_cast<void>(pool.apply([] { ::raise(SIGKILL); }));
        const auto waiting = pool.applyAsync(waitAtGateOfTasks);
        const auto exited = pool.apply([] { ::exit(0); });
        const bool told = !exited && exited.error().kind == TaskFailureKind::Exited;
        const bool untouched = !waiting.ready();
        gateOfTasks->set(1);
        return told && untouched && waiting.get().has_value() ? 0 : 1;
    });
}

TEST(ForkedCopy, F49_AChildMaySeeThatThePoolIsNotItsOwn)
{
    inAProgram([] {
        Pool& pool = staticPool();
        const auto waiting = pool.applyAsync(waitAtGateOfTasks);
        const int status = statusOfForked([&] {
            const auto refused = pool.apply(same, 1);
            const auto never = waiting.get();
            pool.resize(1);
            pool.terminate();
            pool.join();
            const auto own = Pool::create({.workers = 1}).value().apply(same, 2);
            const bool right = !refused
                && refused.error().message.find("forked") != std::string::npos && !never
                && pool.pids().empty() && own == 2;
            ::exit(right ? 0 : 1);
        });
        gateOfTasks->set(1);
        return status == 0 && waiting.get() && pool.apply(same, 3) == 3 ? 0 : 1;
    });
}

TEST(ForkedCopy, F140_WhatFollowsATaskOfAnotherProcessFailsToo)
{
    inAProgram([] {
        Pool& pool = staticPool();
        const auto waiting = pool.applyAsync(waitAtGateOfTasks);
        const auto after = waiting.then([](const auto& result) { return result.has_value(); });
        const int status = statusOfForked([&] { ::exit(after.get().value_or(false) ? 1 : 0); });
        gateOfTasks->set(1);
        return status == 0 && after.get() == true ? 0 : 1;
    });
}

TEST(ForkedCopy, F49_AChildThatATaskHasForkedDoesNotReturnInItsName)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const auto whoIsLeft = [](int) {
        const pid_t worker = ::getpid();
        const pid_t child = ::fork();
        if (child != 0)
            ::waitpid(child, nullptr, 0); // it comes back first
        return ::getpid() == worker ? 1 : 2;
    };
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(pool.apply(whoIsLeft, i), 1);
    const auto mapped = pool.map(whoIsLeft, std::views::iota(0, 20));
    for (const int who : mapped.value())
        EXPECT_EQ(who, 1);
}

TEST(ForkedCopy, F49_TheExitOfAChildBesideAStaticProcessNeitherKillsNorAwaitsIt)
{
    inAProgram([] {
        static Process process([] { ::pause(); });
        static Process daemon(ProcessOptions{.daemon = true}, [] { ::pause(); });
        if (!process.start() || !daemon.start())
            return 1;
        const int status = statusOfForked([] {
            process.kill();
            ::exit(0);
        });
        const bool alive = process.isAlive() && daemon.isAlive();
        process.kill();
        return status == 0 && alive ? 0 : 1;
    });
}

TEST(ForkedCopy, F49_TheExitOfAChildBesideAStaticThreadExecutorDoesNotHang)
{
    inAProgram([] {
        static ThreadExecutor executor = ThreadExecutor::create(2).value();
        const auto before = executor.submit(same, 1);
        const int status = statusOfForked([] {
            const auto refused = executor.submit(same, 1).get();
            ::exit(refused ? 1 : 0);
        });
        return status == 0 && before.get() == 1 && executor.submit(same, 2).get() == 2 ? 0 : 1;
    });
}

} // namespace
TEST(ForkedCopy, F85_KeepsNoWorkerOfAKilledParentAlive)
{
    const auto pids = Array<pid_t>::create(2).value();
    ChildProcess parent = test::startChild([&] {
        Pool pool = Pool::create({.workers = 1}).value();
        pids[0] = pool.pids().front();
        const pid_t forked = ::fork();
        while (forked == 0)
            ::pause();
        pids[1] = forked;
        std::raise(SIGKILL);
        return 0;
    });
    static_cast<void>(test::waitFor(parent));
    ASSERT_GT(pids[1], 0);
    EXPECT_TRUE(test::eventually([&] { return !test::isAlive(pids[0]); }));
    EXPECT_TRUE(test::isAlive(pids[1])) << "it is the program's own";
    ::kill(pids[1], SIGKILL);
}

} // namespace interleave
