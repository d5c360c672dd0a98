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

#include <array>
#include <csignal>
#include <latch>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
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

pid_t forkedByTask = 0; // of a worker

// In a task: whether this is the child, which waits at the gate before it comes back.
bool isForkedChild()
{
    forkedByTask = ::fork();
    if (forkedByTask != 0)
        return false;
    ::alarm(30);
    waitAtGateOfTasks();
    return true;
}

void awaitForked()
{
    ::waitpid(forkedByTask, nullptr, 0);
}

// Of one worker, whose forked children come back when the gate is set.
struct PoolThatForks
{
    explicit PoolThatForks(int open)
        : gate(Value<int>::create(open).value())
        , pool(
              Pool::create({.workers = 1,
                               .initializer = initializer(
                                   [](const Value<int>& awaited) { gateOfTasks = awaited; }, gate)})
                  .value())
    {
    }

    Value<int> gate;
    Pool pool;
};

// Comes back with as many bytes as a slot does not hold.
std::string largeAfterItsChild(bool childThrows)
{
    const std::string childs(2 * TaskSlot::kPayload, 'c');
    if (isForkedChild())
        return childThrows ? throw std::runtime_error(childs) : childs;
    awaitForked();
    return std::string(2 * TaskSlot::kPayload, 'p');
}

TEST(ForkedCopy, F49_AChildThatComesBackBeforeItsParentSendsNothing)
{
    PoolThatForks forks(1);
    const std::string parents(2 * TaskSlot::kPayload, 'p');
    EXPECT_EQ(forks.pool.apply(largeAfterItsChild, false), parents);
    EXPECT_EQ(forks.pool.apply(largeAfterItsChild, true), parents);
}

int oneBeforeItsChild(bool childThrows)
{
    if (!isForkedChild())
        return 1;
    return childThrows ? throw std::runtime_error("child") : 2;
}

TEST(ForkedCopy, F49_AChildThatComesBackAfterItsParentOverwritesNoResult)
{
    for (const bool childThrows : {false, true}) {
        PoolThatForks forks(0);
        const auto result = forks.pool.applyAsync(oneBeforeItsChild, childThrows);
        EXPECT_EQ(forks.pool.apply(same, 3), 3); // the result is there, and nobody has taken it
        forks.gate.set(1);
        EXPECT_TRUE(forks.pool.apply(awaitForked));
        EXPECT_EQ(result.get(), 1);
    }
}

TEST(ForkedCopy, F49_AChildThatComesBackMuchLaterOverwritesNoResultOfAnotherTask)
{
    for (const bool childThrows : {false, true}) {
        PoolThatForks forks(0);
        EXPECT_EQ(forks.pool.apply(oneBeforeItsChild, childThrows), 1);
        const auto other = forks.pool.applyAsync(same, 5); // has the slot now
        EXPECT_EQ(forks.pool.apply(same, 3), 3);
        forks.gate.set(1);
        EXPECT_TRUE(forks.pool.apply(awaitForked));
        EXPECT_EQ(other.get(), 5);
    }
}

TEST(ForkedCopy, F49_AChildOfAnItemKeepsNoResultInItsName)
{
    PoolThatForks forks(0);
    const auto results = forks.pool.map(
        [](int item) -> std::string {
            if (item == 1 && isForkedChild())
                return std::string(500, 'c');
            if (item == 8) {
                gateOfTasks->set(1);
                awaitForked();
            }
            return "parent";
        },
        std::views::iota(0, 10));
    EXPECT_EQ(results, std::vector<std::string>(10, "parent"));
}

int oneInAMapBesideItsChild(int item, bool childThrows)
{
    if (item == 1 && isForkedChild())
        return childThrows ? throw std::runtime_error("child") : 2;
    if (item == 8) {
        gateOfTasks->set(1);
        awaitForked();
    }
    return 1;
}

TEST(ForkedCopy, F49_AChildOfAnItemEndsNoItemInItsName)
{
    for (const bool childThrows : {false, true}) {
        PoolThatForks forks(0);
        const auto results = forks.pool.map(
            [childThrows](int item) { return oneInAMapBesideItsChild(item, childThrows); },
            std::views::iota(0, 10));
        EXPECT_EQ(results, std::vector<int>(10, 1));
    }
}

TEST(ForkedCopy, F49_AChildOfAnInitializerIsNoWorker)
{
    Pool pool = Pool::create(
        {.workers = 1, .initializer = initializer([] {
             forkedByTask = ::fork();
             if (forkedByTask == 0)
                 ::alarm(5); // it would wait for tasks
         })}).value();
    EXPECT_EQ(pool.apply([] {
        int status = 0;
        ::waitpid(forkedByTask, &status, 0);
        return status;
    }),
        0);
}

TEST(ForkedCopy, F49_ACrashOfATasksChildIsNotItsWorkersCrash)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const auto killed = pool.apply([] {
        if (::fork() == 0)
            ::raise(SIGSEGV);
        ::wait(nullptr);
        ::raise(SIGKILL);
    });
    ASSERT_FALSE(killed);
    EXPECT_EQ(killed.error().signal, SIGKILL);
    EXPECT_TRUE(killed.error().trace.frames().empty());
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

TEST(ForkedCopy, F49_AChildOfAThreadExecutorsTaskRunsNoOtherTask)
{
    Value<int> ran = Value<int>::create(0).value(); // shared with the child
    std::latch submitted(1);
    ThreadExecutor executor = ThreadExecutor::create(1).value();
    const auto forks = executor.submit([&submitted] {
        submitted.wait();
        const pid_t child = ::fork();
        if (child == 0)
            ::alarm(5); // it would wait for more
        return child;
    });
    const auto next = executor.submit([&ran] { ran.fetchAdd(1); });
    submitted.count_down();
    int status = -1;
    ::waitpid(forks.get().value(), &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_TRUE(next.get());
    EXPECT_EQ(ran.get(), 1);
}

// In a callback of which more follow: forks, waits for the child, and gives its status.
int statusOfChildThatComesBack()
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::alarm(30);
        return 0;
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

TEST(ForkedCopy, F49_AChildOfACallbackRunsNothingThatFollows)
{
    const Value<int> ran = Value<int>::create(0).value(); // shared with the child
    Pool pool = Pool::create({.workers = 1}).value();
    std::latch registered(1);
    const auto before
        = pool.applyAsync(same, 0).then([&](const TaskResult<int>&) { registered.wait(); });
    const auto task = pool.applyAsync(same, 1);
    const auto forks
        = task.then([](const TaskResult<int>&) { return statusOfChildThatComesBack(); });
    const auto count = [&ran](const auto&) { ran.fetchAdd(1); };
    const auto ofTheSameTask = task.then(count);
    const auto ofTheCallback = forks.then(count);
    registered.count_down();
    EXPECT_EQ(forks.get(), 0);
    EXPECT_TRUE(ofTheSameTask.get());
    EXPECT_TRUE(ofTheCallback.get());
    EXPECT_EQ(ran.get(), 2);
}

TEST(ForkedCopy, F49_AChildOfACallbackThatAnotherWaitsForDoesNotComeBackToThatOne)
{
    const Value<int> cameBack = Value<int>::create(0).value();
    Pool pool = Pool::create({.workers = 1}).value();
    const auto outer = pool.applyAsync(same, 0).then([&](const TaskResult<int>&) {
        const auto inner = pool.applyAsync(same, 1).then(
            [](const TaskResult<int>&) { return statusOfChildThatComesBack(); });
        const auto status = inner.get();
        cameBack.fetchAdd(1);
        return status.value();
    });
    EXPECT_EQ(outer.get(), 0);
    EXPECT_EQ(cameBack.get(), 1);
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

namespace {

constexpr std::array kEachMethod{StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer};

// As fork() does it that runs no handlers: a bare system call does the same.
int oneBesideABareChild()
{
    forkedByTask = ::_Fork();
    if (forkedByTask == 0) {
        ::alarm(30);
        return 2;
    }
    awaitForked();
    return 1;
}

// Killed beside a child that has a copy of all its descriptors, and lives on; that child.
template <class Start>
pid_t killBesideABareChild(Start start)
{
    const auto forked = Value<pid_t>::create(0).value();
    ChildProcess parent = test::startChild([&] {
        const auto started = start();
        const pid_t child = ::_Fork();
        while (child == 0)
            ::pause();
        forked.set(child);
        std::raise(SIGKILL);
        return 0;
    });
    static_cast<void>(test::waitFor(parent));
    EXPECT_GT(forked.get(), 0);
    return forked.get();
}

} // namespace

TEST(ForkedCopy, F431_AChildThatATaskForksWithoutHandlersIsACopyAsAnyOther)
{
    for (const StartMethod method : kEachMethod) {
        Pool pool
            = Pool::create({.workers = 1, .context = Context::create(method).value()}).value();
        EXPECT_EQ(pool.apply(oneBesideABareChild), 1);
        EXPECT_EQ(pool.apply(same, 3), 3);
        EXPECT_EQ(pool.replaced(), 0U);
    }
}

TEST(ForkedCopy, F431_AChildForkedWithoutHandlersKeepsNoWorkerOfAKilledParentAlive)
{
    for (const StartMethod method : kEachMethod) {
        const auto worker = Value<pid_t>::create(0).value();
        const pid_t forked = killBesideABareChild([&] {
            Pool pool
                = Pool::create({.workers = 1, .context = Context::create(method).value()}).value();
            worker.set(pool.pids().front());
            return pool;
        });
        EXPECT_TRUE(test::eventually([&] { return !test::isAlive(worker.get()); }))
            << "start method " << static_cast<int>(method);
        EXPECT_TRUE(test::isAlive(forked)) << "it is the program's own";
        ::kill(forked, SIGKILL);
    }
}

// What is no pool's worker has but its line.
TEST(ForkedCopy, F431_AProcessEndsAtTheLatestWithTheChildThatWasForkedWithoutHandlers)
{
    const auto pid = Value<pid_t>::create(0).value();
    const pid_t forked = killBesideABareChild([&] {
        auto process = std::make_unique<Process>([] { ::pause(); });
        EXPECT_TRUE(process->start());
        pid.set(process->pid());
        return process;
    });
    EXPECT_TRUE(test::isAlive(pid.get()));
    ::kill(forked, SIGKILL);
    EXPECT_TRUE(test::eventually([&] { return !test::isAlive(pid.get()); }));
}

} // namespace interleave
