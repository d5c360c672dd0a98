// Faults in the life of a pool: its start, its end, the system's limits, and storms of kills.

#include "core/handles/queue.h"
#include "core/handles/shared_array.h"
#include "core/handles/value.h"
#include "core/pool/pool.h"
#include "core/pool/wait.h"
#include "tests/support/children.h"
#include "tests/support/filter_call.h"
#include "tests/support/holding_debugger.h"
#include "tests/support/slowness.h"
#include "tests/support/task_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <grp.h>
#include <random>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <thread>

namespace interleave {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

std::size_t entriesOf(const char* folder)
{
    return static_cast<std::size_t>(std::distance(
        std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

TEST(Faults, F01_AnIdleWorkerThatIsKilledIsReplacedAndNoTaskIsLost)
{
    Pool pool = Pool::create({.workers = 2}).value();
    for (int round = 0; round < 6; ++round) {
        const pid_t victim = pool.pids().at(0);
        ::kill(victim, SIGKILL);
        EXPECT_EQ(pool.map(same, std::views::iota(0, 10)).value().size(), 10U);
        EXPECT_TRUE(test::eventually([&] {
            const auto pids = pool.pids();
            return pids.size() == 2 && std::ranges::find(pids, victim) == pids.end();
        }));
    }
}

TEST(Faults, F09_AWorkerThatDiesBeforeItIsReadyFailsThePoolWithTheCause)
{
    const auto killed
        = Pool::create({.workers = 2, .initializer = initializer([] { std::raise(SIGKILL); })});
    EXPECT_THAT(killed.error().message, HasSubstr("SIGKILL"));
    const auto exits = Pool::create({.workers = 2, .initializer = initializer([] { ::_exit(0); })});
    EXPECT_THAT(exits.error().message, HasSubstr("status 0"));
    const auto throws = Pool::create({.workers = 2,
        .initializer = initializer([] { throw std::runtime_error("no licence for this"); })});
    EXPECT_THAT(throws.error().message, HasSubstr("std::runtime_error: no licence for this"));
    const auto hangs = Pool::create(
        {.workers = 2, .initializer = initializer([] { ::pause(); }), .startWithin = 100ms});
    EXPECT_THAT(hangs.error().message, HasSubstr("in time"));
}

// A pool of one worker, whose successors are killed while they start, as often as `kills` says.
Pool poolKilledAtStart(const Value<int>& kills)
{
    return Pool::create({.workers = 1,
                            .initializer = initializer(
                                [](const Value<int>& left) {
                                    if (left.fetchAdd(-1) > 0)
                                        std::raise(SIGKILL);
                                },
                                kills)})
        .value();
}

TEST(Faults, F427_AKillerThatStopsAfterNineStartingWorkersCostsNoTaskButTheOneItHit)
{
    const auto kills = Value<int>::create(0).value();
    Pool pool = poolKilledAtStart(kills);
    kills.set(9);
    const auto hit = pool.applyAsync([] { std::raise(SIGKILL); });
    const auto behind = pool.applyAsync(same, 7);
    EXPECT_EQ(pool.map(same, std::views::iota(0, 100)).value().size(), 100U);
    EXPECT_EQ(hit.get().error().kind, TaskFailureKind::Killed);
    EXPECT_EQ(behind.get(), 7);
    EXPECT_LT(kills.get(), 0) << "it has struck nine times";
}

TEST(Faults, F427_AHostThatKillsEveryStartingWorkerEndsTheWaitWithItsReason)
{
    const auto kills = Value<int>::create(0).value();
    Pool pool = poolKilledAtStart(kills);
    kills.set(1'000'000);
    EXPECT_FALSE(pool.apply([] { std::raise(SIGKILL); }));
    const auto behind = pool.apply(same, 7);
    ASSERT_FALSE(behind);
    EXPECT_EQ(behind.error().kind, TaskFailureKind::NoWorker);
    EXPECT_THAT(behind.error().message, HasSubstr("SIGKILL"));
}

TEST(Faults, F88_AWorkerThatCannotBePinnedFailsThePoolWithTheCause)
{
    ChildProcess program = test::startChild([] {
        test::filterCall(SYS_sched_setaffinity, SECCOMP_RET_ERRNO | EPERM);
        const auto pool = Pool::create({.workers = 1, .pin = true});
        return !pool && pool.error().message.find("cannot pin") != std::string::npos ? 0 : 1;
    });
    EXPECT_TRUE(test::waitFor(program).clean());
}

TEST(Faults, F18_WorkersEndWithTheirParentBusyOrIdle)
{
    auto pids = Array<int>::create(4).value();
    ChildProcess parent = test::startChild([&] {
        Pool pool = Pool::create({.workers = 4}).value();
        const auto started = pool.pids();
        for (std::size_t i = 0; i < 4; ++i)
            pids[i] = started.at(i);
        const auto busy = pool.applyAsync([] {
            for (;;)
                asm volatile("");
        });
        static_cast<void>(pool.apply(same, 1));
        std::raise(SIGKILL);
        return 0;
    });
    static_cast<void>(test::waitFor(parent));
    for (std::size_t i = 0; i < 4; ++i) {
        ASSERT_GT(pids[i], 0);
        EXPECT_TRUE(test::eventually([&] { return !test::isAlive(pids[i]); }));
    }
}

TEST(Faults, F20_AForkServerThatIsKilledHarmsNoRunningTaskAndIsReplaced)
{
    auto context = Context::create(StartMethod::ForkServer).value();
    Pool pool = Pool::create({.workers = 2, .context = context}).value();
    const auto running = pool.applyAsync([] {
        ::usleep(50'000);
        return 1;
    });
    ::kill(context->serverPid(), SIGKILL);
    EXPECT_EQ(running.get(), 1);
    EXPECT_EQ(pool.apply([] {
                      std::raise(SIGKILL);
                      return 1;
                  })
                  .error()
                  .kind,
        TaskFailureKind::Exited); // how it ended can no longer be told, but that it did
    EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 2; }));
    EXPECT_EQ(pool.apply(same, 3), 3);
}

TEST(Faults, F23_WithoutDescriptorsAPoolIsAnErrorWithItsRemedy)
{
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer needs descriptors itself";
#endif
    ChildProcess child = test::startChild([] {
        const rlimit few{12, 12};
        ::setrlimit(RLIMIT_NOFILE, &few);
        const auto pool = Pool::create({.workers = 8});
        EXPECT_FALSE(pool);
        EXPECT_EQ(pool.error().kind, SystemError::OutOfDescriptors) << pool.error().message;
        return testing::Test::HasFailure() ? 1 : 0;
    });
    EXPECT_TRUE(test::waitFor(child).clean());
}

TEST(Faults, F23_TasksAndReplacedWorkersLeaveNoDescriptor)
{
    ASSERT_TRUE(Context::standard()); // stays open
    const std::size_t before = entriesOf("/proc/self/fd");
    {
        Pool pool = Pool::create({.workers = 2}).value();
        const int many = 100'000 / kTimesSlower;
        EXPECT_EQ(pool.map(same, std::views::iota(0, many), {.chunk = 1}).value().size(),
            static_cast<std::size_t>(many));
        Pool mortal = Pool::create({.workers = 2, .maxTasksPerWorker = 1}).value();
        const int few = 1'000 / kTimesSlower;
        for (const auto& result : mortal.imapUnordered(same, std::views::iota(0, few)))
            ASSERT_TRUE(result);
        EXPECT_GE(mortal.replaced(), static_cast<std::uint64_t>(few - 2));
    }
    EXPECT_EQ(entriesOf("/proc/self/fd"), before);
}

TEST(Faults, F24_AtTheProcessLimitAPoolIsAnErrorAndNothingIsLeft)
{
    ChildProcess child = test::startChild([] {
        const rlimit one{1, 1};
        ::setrlimit(RLIMIT_NPROC, &one);
        constexpr uid_t kNobody = 65534; // the limit does not hold for root
        if (::geteuid() == 0
            && (::setgroups(0, nullptr) != 0 || ::setresuid(kNobody, kNobody, kNobody) != 0))
            return 2;
        const auto pool = Pool::create({.workers = 4});
        return !pool && pool.error().kind == SystemError::LimitReached ? 0 : 1;
    });
    EXPECT_TRUE(test::waitFor(child).clean());
}

std::mutex heldByAThread; // NOLINT(cert-err58-cpp): the fault is about such a variable

TEST(Faults, F25_ALockThatAThreadHeldAtTheForkHangsATaskButNotThePool)
{
    std::atomic<bool> held = false;
    std::atomic<bool> release = false;
    std::thread holder([&] {
        const std::lock_guard lock(heldByAThread);
        held = true;
        held.notify_one();
        release.wait(false);
    });
    held.wait(false);
    const auto lockIt = [] {
        const std::lock_guard lock(heldByAThread);
        return 1;
    };
    Pool forked = Pool::create({.workers = 2, .timeout = 100ms}).value();
    Pool served
        = Pool::create({.workers = 2, .context = Context::create(StartMethod::ForkServer).value()})
              .value();
    EXPECT_EQ(forked.apply(lockIt).error().kind, TaskFailureKind::TimedOut);
    EXPECT_EQ(served.apply(lockIt), 1); // nothing was copied, so nothing is locked
    release = true;
    release.notify_one();
    holder.join();
}

TEST(Faults, F26_EveryOrderOfEndingEnds)
{
    {
        Pool pool = Pool::create({.workers = 2}).value();
        pool.terminate();
        pool.terminate();
        pool.join();
        pool.close();
    }
    {
        Pool pool = Pool::create({.workers = 2}).value();
        pool.close();
        pool.join();
        pool.terminate();
    }
    std::optional<Future<int>> outlives;
    {
        Pool pool = Pool::create({.workers = 1}).value();
        outlives = pool.applyAsync([] {
            ::pause();
            return 1;
        });
    }
    EXPECT_EQ(outlives->get().error().kind, TaskFailureKind::PoolClosed);
}

TEST(Faults, F26_TerminateInACallbackDoesNotDeadlock)
{
    Pool pool = Pool::create({.workers = 2}).value();
    const auto after = pool.applyAsync(same, 1).then([&](const TaskResult<int>&) {
        pool.terminate();
        return 1;
    });
    EXPECT_EQ(after.get(), 1);
    EXPECT_EQ(pool.apply(same, 2).error().kind, TaskFailureKind::PoolClosed);
}

TEST(Faults, F26_DestroyingThePoolInItsOwnCallbackEnds)
{
    auto pool = std::make_unique<Pool>(Pool::create({.workers = 1}).value());
    std::promise<void> destroyed;
    auto task = pool->applyAsync(same, 1); // outlives the pool
    const auto after = task.then([&](const TaskResult<int>&) {
        pool.reset();
        destroyed.set_value();
        return 1;
    });
    EXPECT_EQ(destroyed.get_future().wait_for(std::chrono::seconds(20)), std::future_status::ready);
    EXPECT_EQ(after.get(), 1);
}

TEST(Faults, F26_ACallbackOfATaskThatMadeRoomMayUseThePool)
{
    Pool pool = Pool::create({.workers = 1, .maxInFlight = 2}).value();
    std::atomic<int> seen = 0;
    for (int i = 0; i < 200; ++i)
        pool.applyAsync(same, i).then([&](const TaskResult<int>&) {
            seen += pool.workers() == 1 ? 1 : 0; // takes the pool's mutex
            return 0;
        });
    pool.join();
    EXPECT_EQ(seen, 200);
}

TEST(Faults, F26_TerminateWhileOthersSubmitGivesEachAnOutcome)
{
    Pool pool = Pool::create({.workers = 2}).value();
    std::atomic<int> outcomes = 0;
    std::vector<std::thread> submitters;
    for (int thread = 0; thread < 3; ++thread)
        submitters.emplace_back([&] {
            for (int i = 0; i < 2'000 / kTimesSlower; ++i) {
                static_cast<void>(pool.apply(same, i));
                ++outcomes;
            }
        });
    while (outcomes < 100 / kTimesSlower)
        std::this_thread::yield();
    pool.terminate();
    for (std::thread& submitter : submitters)
        submitter.join();
    EXPECT_EQ(outcomes, 3 * (2'000 / kTimesSlower));
}

TEST(Faults, F146_APoolGoesOnAndEndsWithoutWorkersThatTheKernelDoesNotEnd)
{
    // Blocked from the start on, SIGTERM ends no worker whose task has only begun, and the debugger
    // is not asked what to do with it: its answer could come when SIGKILL has come, too.
    const auto blockTerm = initializer([] {
        sigset_t term;
        ::sigemptyset(&term);
        ::sigaddset(&term, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &term, nullptr);
    });
    Pool pool = Pool::create({.workers = 2, .initializer = blockTerm, .grace = 10ms}).value();
    const std::vector<pid_t> workers = pool.pids();
    auto told = Queue<bool>::create(1).value();
    ChildProcess debugger = test::startChild(
        [&] {
            static_cast<void>(told.put(std::ranges::all_of(workers, test::debug)));
            return test::holdWhoIsKilled(0);
        },
        told.descriptors());
    if (!told.get().value())
        GTEST_SKIP() << "processes may not be traced here";
    const auto hangs = [] {
        for (;;)
            ::pause();
    };
    const auto held = pool.applyAsync(TaskOptions{.timeout = 50ms}, hangs);
    const std::string why = held.get().error().message;
    EXPECT_THAT(why, HasSubstr("it took longer than 0.05 s"));
    EXPECT_THAT(why, HasSubstr("the kernel has not ended it"));
    EXPECT_EQ(pool.map(same, std::views::iota(0, 10)).value().size(), 10U);
    pool.terminate(); // the other one is held, too, unless it has ended before it was killed
    std::vector<pid_t> left;
    std::ranges::copy_if(workers, std::back_inserter(left), test::isAlive);
    EXPECT_GE(left.size(), 1U);
    debugger.signal(SIGKILL);
    for (const pid_t worker : left)
        EXPECT_EQ(::waitpid(worker, nullptr, 0), worker);
}

TEST(Faults, F30_WorkersThatEndByTheirLimitLeaveNoBacklog)
{
    for (const std::uint64_t limit : {1U, 2U, 7U}) {
        Pool pool = Pool::create({.workers = 3, .maxTasksPerWorker = limit}).value();
        std::vector<Future<int>> futures;
        for (int i = 0; i < 200; ++i)
            futures.push_back(pool.applyAsync(same, i));
        for (int i = 0; i < 200; ++i)
            EXPECT_EQ(futures[static_cast<std::size_t>(i)].get(), i);
        EXPECT_GE(pool.replaced(), 200 / limit - 3);
    }
}

TEST(Faults, F31_AnInterruptOfTheTerminalIsTheMastersToDecideOn)
{
    Pool pool = Pool::create({.workers = 2}).value();
    const auto running = pool.applyAsync([] {
        std::raise(SIGINT);
        return 1;
    });
    for (const pid_t pid : pool.pids())
        ::kill(pid, SIGINT);
    EXPECT_EQ(running.get(), 1);
    EXPECT_EQ(pool.replaced(), 0U);
}

TEST(Faults, F31_SignalsThatInterruptSystemCallsChangeNothing)
{
    struct sigaction action
    {
    };
    struct sigaction before
    {
    };
    action.sa_handler = [](int) {}; // without SA_RESTART
    ::sigaction(SIGUSR1, &action, &before);
    {
        Pool pool = Pool::create({.workers = 2}).value();
        std::atomic<bool> stop = false;
        const pthread_t self = ::pthread_self();
        std::thread pest([&] {
            while (!stop) {
                ::pthread_kill(self, SIGUSR1);
                ::kill(::getpid(), SIGUSR1);
                std::this_thread::yield();
            }
        });
        for (int i = 0; i < 2'000 / kTimesSlower; ++i)
            ASSERT_EQ(pool.apply(same, i), i);
        EXPECT_EQ(pool.map(same, std::views::iota(0, 1'000)).value().size(), 1'000U);
        stop = true;
        pest.join();
    }
    ::sigaction(SIGUSR1, &before, nullptr);
}

TEST(Faults, F38_NothingInCoreReadsTheWallClock)
{
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(SOURCE_FOLDER "/core")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h")
            continue;
        ++files;
        std::ifstream file(entry.path());
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        for (const char* wallClock :
            {"CLOCK_REALTIME", "system_clock", "gettimeofday", "std::time("})
            EXPECT_EQ(text.find(wallClock), std::string::npos) << entry.path();
    }
    EXPECT_GT(files, 0U);
}

TEST(Faults, F33_InAStormOfKillsEachOf100000TasksHasItsResultOrOneTypedFailure)
{
    ASSERT_TRUE(Context::standard()); // stays open
    const std::size_t descriptors = entriesOf("/proc/self/fd");
    const std::size_t names = entriesOf("/dev/shm");
    constexpr int kTasks = 100'000 / kTimesSlower;
    std::vector<pid_t> last;
    {
        const auto begin = std::chrono::steady_clock::now();
        Pool pool = Pool::create({.workers = 4}).value();
        ASSERT_TRUE(pool.apply(same, 0));
        // A place whose processes never get ready is given up, and rightly so.
        const std::chrono::duration<double, std::milli> aStart
            = std::chrono::steady_clock::now() - begin;
        std::atomic<bool> stop = false;
        int kills = 0;
        std::thread killer([&] {
            std::mt19937 random(33);
            std::exponential_distribution<double> everyMs(1 / std::max(1.4, aStart.count()));
            while (!stop) {
                std::this_thread::sleep_for(
                    std::chrono::duration<double, std::milli>(everyMs(random)));
                const auto pids = pool.pids();
                if (!pids.empty())
                    kills += ::kill(pids[random() % pids.size()], SIGKILL) == 0 ? 1 : 0;
            }
        });
        std::vector<Future<int>> futures;
        for (int i = 0; i < kTasks; ++i)
            futures.push_back(pool.applyAsync(same, i));
        int failed = 0;
        for (int i = 0; i < kTasks; ++i) {
            const auto result = futures[static_cast<std::size_t>(i)].get();
            if (!result) {
                ++failed;
                ASSERT_EQ(result.error().kind, TaskFailureKind::Killed) << result.error().message;
            } else {
                ASSERT_EQ(*result, i);
            }
        }
        stop = true;
        killer.join();
        EXPECT_GT(kills, 0);
        EXPECT_LE(failed, kills);
        EXPECT_TRUE(test::eventually([&] { return pool.pids().size() == 4; }));
        last = pool.pids();
    }
    for (const pid_t pid : last)
        EXPECT_FALSE(test::isAlive(pid));
    EXPECT_EQ(entriesOf("/proc/self/fd"), descriptors);
    EXPECT_EQ(entriesOf("/dev/shm"), names);
}

} // namespace
} // namespace interleave
