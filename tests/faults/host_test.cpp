// Faults that the program around a pool brings along: its own signals, several threads that end the
// pool at once, or make it larger and smaller, limits.

#include "core/handles/value.h"
#include "core/pool/pool.h"
#include "core/pool/thread_executor.h"
#include "core/process/process.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/in_a_process.h"
#include "tests/support/task_functions.h"
#include "tests/support/traced.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <latch>
#include <linux/futex.h>
#include <optional>
#include <sched.h>
#include <set>
#include <string>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace interleave {
namespace {

using namespace std::chrono_literals;

TEST(Host, F42_AWorkerThatIsKilledBeforeItTellsOfItsResultLeavesNobodyAsleep)
{
    Pool pool = Pool::create({.workers = 1}).value();
    const pid_t worker = pool.pids().at(0);
    const auto future = pool.applyAsync([] {
        ::raise(SIGSTOP);
        return 7;
    });
    std::atomic<pid_t> asleep = 0;
    std::atomic<int> got = 0;
    std::thread waiter([&] {
        asleep = static_cast<pid_t>(::syscall(SYS_gettid));
        got = future.get().value_or(-1);
    });
    ASSERT_TRUE(test::eventually([&] { return test::stateOf(worker) == 'T'; }));
    ASSERT_TRUE(test::eventually([&] { return asleep != 0 && test::stateOf(asleep) == 'S'; }));
    test::traceToFutex(worker, FUTEX_WAKE);
    ASSERT_EQ(::kill(worker, SIGKILL), 0);
    EXPECT_TRUE(test::eventually([&] { return got == 7; }))
        << "the result was there, and get() sleeps on";
    if (got != 7) // so that the test ends
        pool.terminate();
    waiter.join();
}

TEST(Host, F43_APoolIsResizedByManyThreadsAtOnce)
{
    Pool pool = Pool::create({.workers = 2, .maxWorkers = 6}).value();
    std::vector<std::jthread> threads;
    for (std::uint32_t thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&pool, thread] {
            for (std::uint32_t i = 0; i < 20; ++i) {
                pool.resize(1 + (thread + i) % 6);
                EXPECT_EQ(pool.apply(same, 5), 5);
            }
        });
    }
    threads.clear();
    pool.resize(3);
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 3; }));
}

// Of a worker: where it says that it has begun, and what it then waits for.
std::optional<Value<int>> begun;
std::optional<Value<int>> gate;

struct GatedPool
{
    explicit GatedPool(std::uint32_t workers)
        : pool(Pool::create({.workers = workers,
                                .initializer = initializer(
                                    [](const Value<int>& counter, const Value<int>& awaited) {
                                        begun = counter;
                                        gate = awaited;
                                    },
                                    entered,
                                    opened)})
                   .value())
    {
    }

    Value<int> entered = Value<int>::create(0).value();
    Value<int> opened = Value<int>::create(0).value();
    Pool pool;
};

TEST(Host, F43_APoolShrinksAfterTheCurrentTasksAlsoUnderBacklog)
{
    constexpr int kWorkers = 4;
    GatedPool gated(kWorkers);
    const Value<int>& entered = gated.entered;
    Pool& pool = gated.pool;
    for (int i = 0; i < kWorkers; ++i)
        static_cast<void>(pool.applyAsync([] {
            begun->fetchAdd(1);
            while (gate->get() == 0)
                ::sched_yield();
        }));
    ASSERT_TRUE(test::eventually([&] { return entered.get() == kWorkers; }));
    std::vector<Future<pid_t>> backlog;
    for (int i = 0; i < 200; ++i)
        backlog.push_back(pool.applyAsync([] { return ::getpid(); }));
    pool.resize(1);
    gated.opened.set(1);
    std::set<pid_t> ran;
    for (const Future<pid_t>& task : backlog)
        ran.insert(task.get().value());
    EXPECT_EQ(ran.size(), 1U) << "who has to leave takes no further task";
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 1; }));
}

// Items that end when the gate lets as many pass.
int passTheGate(int item)
{
    const int number = begun->fetchAdd(1);
    while (gate->get() <= number)
        ::sched_yield();
    return item;
}

TEST(Host, F43_APoolShrinksWhileAMapRuns)
{
    for (const Schedule schedule : {Schedule::Dynamic, Schedule::Static}) {
        GatedPool four(4);
        MapReport report;
        TaskResult<std::vector<int>> results;
        std::jthread map([&] {
            results = four.pool.map(
                passTheGate, std::views::iota(0, 40), {.schedule = schedule, .report = &report});
        });
        EXPECT_TRUE(test::eventually([&] { return four.entered.get() == 4; }));
        four.pool.resize(1);
        four.opened.set(4); // more are kept
        EXPECT_TRUE(test::eventually([&] { return four.pool.pids().size() == 1; }));
        four.opened.set(40);
        map.join();
        EXPECT_TRUE(std::ranges::equal(results.value(), std::views::iota(0, 40)));
        EXPECT_TRUE(report.proved) << report.doubt;
        EXPECT_EQ(report.once, 40U);
    }
}

TEST(Host, F43_WorkersThatComeAgainTakePartInTheMapThatRuns)
{
    for (const Schedule schedule : {Schedule::Dynamic, Schedule::Static}) {
        GatedPool four(4);
        TaskResult<std::vector<int>> results;
        std::jthread map([&] {
            results = four.pool.map(passTheGate, std::views::iota(0, 40), {.schedule = schedule});
        });
        EXPECT_TRUE(test::eventually([&] { return four.entered.get() == 4; }));
        four.pool.resize(1);
        four.opened.set(4);
        EXPECT_TRUE(test::eventually(
            [&] { return four.entered.get() == 5 && four.pool.pids().size() == 1; }));
        four.pool.resize(4);
        EXPECT_TRUE(test::eventually([&] { return four.entered.get() == 8; }));
        four.opened.set(40);
        map.join();
        EXPECT_TRUE(std::ranges::equal(results.value(), std::views::iota(0, 40)));
    }
}

TEST(Host, F43_APoolWithoutAWorkerThatIsResizedTakesTasksAtOnce)
{
    const auto broken = Value<int>::create(0).value();
    Pool pool = Pool::create({.workers = 1,
                                 .initializer = initializer(
                                     [](const Value<int>& value) {
                                         if (value.get() != 0)
                                             ::_exit(1);
                                     },
                                     broken)})
                    .value();
    broken.set(1);
    EXPECT_FALSE(pool.apply([] { ::raise(SIGKILL); }));
    EXPECT_TRUE(test::eventually([&] {
        const auto refused = pool.apply(same, 1);
        return !refused && refused.error().kind == TaskFailureKind::NoWorker;
    }));
    broken.set(0);
    pool.resize(1);
    const auto again = pool.apply(same, 2);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, 2);
}

TEST(Host, F44_ManyThreadsMayEndAPoolAtOnceInAnyOrder)
{
    for (int round = 0; round < 20; ++round) {
        Pool pool = Pool::create({.workers = 2}).value();
        const auto future = pool.applyAsync(same, 1);
        std::latch together(4);
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&pool, &together, terminates = (thread + round) % 2 == 0] {
                together.arrive_and_wait();
                if (terminates)
                    pool.terminate();
                else
                    pool.join();
            });
        }
        threads.clear();
        EXPECT_TRUE(future.wait(0s));
        EXPECT_TRUE(pool.pids().empty());
    }
}

TEST(Host, F44_AThreadExecutorMayBeDestroyedInItsOwnCallback)
{
    for (int round = 0; round < 50; ++round) {
        auto executor = std::make_unique<ThreadExecutor>(ThreadExecutor::create(2).value());
        std::latch handedOver(1);
        std::atomic<bool> gone = false;
        const auto future = executor->submit([&handedOver] { handedOver.wait(); });
        static_cast<void>(future.then([&](const auto&) {
            executor.reset();
            gone = true;
        }));
        handedOver.count_down();
        ASSERT_TRUE(test::eventually([&] { return gone.load(); }));
    }
}

TEST(Host, F44_AThreadExecutorMayBeShutDownByManyThreadsAtOnce)
{
    for (int round = 0; round < 50; ++round) {
        ThreadExecutor executor = ThreadExecutor::create(3).value();
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&executor] { executor.shutdown(); });
    }
}

TEST(Host, F44_AThreadThatCannotStartIsAnError)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer needs address space itself";
#endif
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        const rlimit limit{std::size_t{1} << 30U, std::size_t{1} << 30U};
        ::setrlimit(RLIMIT_AS, &limit);
        const auto executor = ThreadExecutor::create(1'000); // of 8 MiB of stack each
        const bool told = !executor && executor.error().message.find("thread") != std::string::npos;
        ::_exit(told ? 0 : 1);
    }));
}

// In a process of its own, whose program does `setUp` with its signals.
void usesAPool(void (*setUp)())
{
    EXPECT_TRUE(test::runInProcesses(1, [setUp](int) {
        setUp();
        Pool pool = Pool::create({.workers = 2}).value();
        const auto killed = pool.apply([] { ::raise(SIGKILL); });
        const bool oneLost
            = !killed && pool.map(same, std::views::iota(0, 100)).value().size() == 100;
        bool started = true;
        bool told = true;
        for (int i = 0; i < 50; ++i) { // some end before anybody can watch them
            Process process([] { return 3; });
            started = started && process.start().has_value();
            process.join(); // returns
            const auto code = process.exitCode();
            told = told && (!code || code == 3);
        }
        pool.terminate();
        ::_exit(oneLost && started && told ? 0 : 1);
    }));
}

TEST(Host, F46_SigchldMayBeIgnored)
{
    usesAPool([] { ::signal(SIGCHLD, SIG_IGN); });
}

TEST(Host, F46_AHandlerOfTheProgramMayWaitForAnyChild)
{
    usesAPool([] {
        ::signal(SIGCHLD, [](int) {
            const int before = errno;
            while (::waitpid(-1, nullptr, WNOHANG) > 0) { }
            errno = before;
        });
    });
}

TEST(Host, F46_HowAChildEndedThatSomebodyElseWasToldOfIsNotKnown)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        ::signal(SIGCHLD, SIG_IGN);
        ChildProcess child = test::startChild([] { return 0; });
        const auto status = child.reapWithin(10'000'000'000U);
        ::_exit(status && !status->known && !status->clean() ? 0 : 1);
    }));
}

TEST(Host, F398_AForkServerWorksWithoutPpoll)
{
    EXPECT_TRUE(test::inAProcess([] {
        test::filterCall(SYS_ppoll, SECCOMP_RET_ERRNO | ENOSYS);
        const auto context = Context::create(StartMethod::ForkServer).value();
        return Pool::create({.workers = 1, .context = context}).value().apply(same, 1) == 1;
    }));
}

TEST(Host, F399_WhyAProgramWhoseChildrenHaveAnotherNamespaceHasNoPoolIsSaid)
{
    constexpr int kNotAllowed = 77;
    ChildProcess program = test::startChild([] {
        if (::unshare(CLONE_NEWPID) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0)
            return kNotAllowed;
        const auto pool = Pool::create({.workers = 1});
        return !pool && pool.error().message.find("CLONE_NEWPID") != std::string::npos ? 0 : 1;
    });
    const int code = test::waitFor(program).code;
    if (code == kNotAllowed)
        GTEST_SKIP() << "no namespace may be made here";
    EXPECT_EQ(code, 0);
}

TEST(Host, F51_AChildHasDefaultHandlingOfEverySignal)
{
    EXPECT_TRUE(test::runInProcesses(1, [](int) {
        for (const int number : {SIGHUP, SIGUSR1, SIGALRM, SIGCHLD, SIGPIPE, SIGRTMIN + 3})
            ::signal(
                number, number == SIGUSR1 ? SIG_IGN : [](int) {});
        ChildProcess child = test::startChild([] {
            for (int number = 1; number <= SIGRTMAX; ++number) {
                struct sigaction now
                {
                };
                if (number != SIGINT && ::sigaction(number, nullptr, &now) == 0
                    && now.sa_handler != SIG_DFL)
                    return number;
            }
            return 0;
        });
        ::_exit(test::waitFor(child).code);
    }));
}

} // namespace
} // namespace interleave
