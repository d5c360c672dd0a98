// The threads of callbacks where there may be no more of them, and where nobody sees who waits.

#include "core/pool/thread_executor.h"
#include "core/pool/wait.h"
#include "tests/support/gated_pool.h"
#include "tests/support/in_a_process.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <latch>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <memory>
#include <new>
#include <pthread.h>
#include <semaphore>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

namespace interleave {
namespace {

using test::inAProcess;

std::shared_ptr<CallbackCrew> startedCrew(std::uint32_t mostThreads = CallbackCrew::kMostThreads)
{
    auto crew = std::make_shared<CallbackCrew>(mostThreads);
    EXPECT_TRUE(crew->start());
    return crew;
}

std::size_t threadsOfThisProcess()
{
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator("/proc/self/task"),
            std::filesystem::directory_iterator()));
}

TEST(CallbackCrew, F205_IsNoLargerThanItsBound)
{
    EXPECT_TRUE(inAProcess([] {
        constexpr std::uint32_t kMost = 8;
        constexpr int kAll = 20;
        const std::size_t others = threadsOfThisProcess();
        const auto crew = startedCrew(kMost);
        std::counting_semaphore<> waiting(0);
        std::latch opened(1);
        std::atomic<int> ended = 0;
        for (int i = 0; i < kAll; ++i)
            crew->post([&] {
                CallbackCrew::letOthersBegin(); // a thread for the next is there when it comes back
                waiting.release();
                opened.wait();
                ++ended;
            });
        for (std::uint32_t i = 0; i < kMost; ++i)
            waiting.acquire();
        const std::size_t threads = threadsOfThisProcess() - others;
        opened.count_down();
        crew->waitUntilIdle();
        return threads == kMost && ended == kAll;
    }));
}

std::size_t addressSpaceOfThisProcess()
{
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages * static_cast<std::size_t>(::getpagesize());
}

void limitAddressSpace(rlim_t bytes)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_AS, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    ::setrlimit(RLIMIT_AS, &limit);
}

// For none of the usual size, and no stack is left of one that has ended. Whether it is so.
bool leaveNoRoomForThreads()
{
    pthread_attr_t usual;
    std::size_t stack = 0;
    ::pthread_attr_init(&usual);
    ::pthread_attr_getstacksize(&usual, &stack);
    limitAddressSpace(addressSpaceOfThisProcess() + stack / 2);
    constexpr int kMoreThanAreKept = 100;
    try {
        for (int i = 0; i < kMoreThanAreKept; ++i)
            std::thread([] { ::pause(); }).detach();
    } catch (const std::system_error&) {
        return true;
    }
    return false;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SKIP_WITH_SANITIZER() GTEST_SKIP() << "a sanitizer needs address space itself"
#else
#define SKIP_WITH_SANITIZER() static_cast<void>(0)
#endif

TEST(CallbackCrew, F206_WhereNoThreadCanBeHadTheNextBeginsWhenOneComesBack)
{
    SKIP_WITH_SANITIZER();
    EXPECT_TRUE(inAProcess([] {
        Pool pool = Pool::create({.workers = 1}).value();
        if (!leaveNoRoomForThreads())
            return false;
        std::atomic<int> called = 0;
        std::vector<Future<void>> all;
        for (int i = 0; i < 100; ++i)
            all.push_back(pool.applyAsync(same, 0).then(
                [&](const TaskResult<int>&) { called += pool.apply(same, 1).value(); }));
        return waitFor(all).done.size() == 100 && called == 100;
    }));
}

TEST(CallbackCrew, F206_AThreadIsAskedForAgainWhenOneWaits)
{
    SKIP_WITH_SANITIZER();
    EXPECT_TRUE(inAProcess([] {
        const auto crew = startedCrew();
        std::atomic<bool> noRoom = false;
        std::latch begun(1);
        crew->post([&] {
            noRoom = leaveNoRoomForThreads();
            crew->post([&] { begun.count_down(); });
            limitAddressSpace(RLIM_INFINITY);
            CallbackCrew::letOthersBegin();
            begun.wait();
        });
        crew->waitUntilIdle();
        return noRoom.load();
    }));
}

// For this thread: in none of the sizes that are kept apart. Whether a thread fails for it.
bool leaveNoMemory()
{
    limitAddressSpace(addressSpaceOfThisProcess());
    void* volatile taken = nullptr;
    const auto takeAll = [&](std::size_t size) {
        do
            taken = ::operator new(size, std::nothrow);
        while (taken != nullptr);
    };
    for (std::size_t size = 1U << 20U; size > 1'024; size /= 2)
        takeAll(size);
    for (std::size_t size = 1'024; size > 0; size -= 8)
        takeAll(size);
    try {
        std::thread([] {}).join();
    } catch (const std::bad_alloc&) {
        return true;
    }
    return false;
}

TEST(CallbackCrew, F206_WhereThereIsNoMemoryForAThreadTheNextBeginsWhenOneComesBack)
{
    SKIP_WITH_SANITIZER();
    EXPECT_TRUE(inAProcess([] {
        const auto crew = startedCrew();
        std::atomic<bool> noMemory = false;
        std::atomic<bool> called = false;
        crew->post([&] {
            noMemory = leaveNoMemory();
            crew->post([&] { called = true; });
        });
        crew->waitUntilIdle();
        return noMemory && called && CallbackCrew::thrown() == 0;
    }));
}

bool showsThreads()
{
    return UniqueFd(::open("/proc/self/stat", O_RDONLY | O_CLOEXEC)).valid();
}

TEST(CallbackCrew, F207_ACallbackThatJoinsAThreadIsSeenToWaitWithoutADescriptor)
{
    EXPECT_TRUE(inAProcess([] {
        const auto crew = startedCrew();
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        if (showsThreads())
            return false;
        std::latch begun(1);
        crew->post([&] {
            crew->post([&] { begun.count_down(); });
            std::thread([&] { begun.wait(); }).join();
        });
        crew->waitUntilIdle();
        return true;
    }));
}

// Neither who sleeps nor how long a thread has used a core is told to the threads that this one
// starts from here on. So who waits is seen only where it says so itself.
void hideWhoSleeps()
{
    constexpr auto kArgument = offsetof(seccomp_data, args); // its lower half
    constexpr std::uint32_t kIsOfAThread = 1U << 31U; // a clock's number is negative then
    sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_gettime, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kArgument),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kIsOfAThread, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(steps), steps};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0)
        ::_exit(2);
}

// `one` is the pool in whose callback it is waited, with whatever needs the next callback of it.
bool endsUnseen(bool (*wait)(Pool& one))
{
    hideWhoSleeps();
    if (showsThreads())
        return false;
    Pool one = Pool::create({.workers = 1}).value();
    const auto outer
        = one.applyAsync(same, 0).then([&](const TaskResult<int>&) { return wait(one); });
    return outer.get() == true;
}

Future<int> nextOf(Pool& one)
{
    return one.applyAsync(same, 2).then(
        [](const TaskResult<int>& result) { return result.value(); });
}

TEST(CallbackCrew, F208_AWaitForAFutureIsSeenAtOnce)
{
    EXPECT_TRUE(
        inAProcess([] { return endsUnseen([](Pool& one) { return nextOf(one).get() == 2; }); }));
}

TEST(CallbackCrew, F208_AWaitForTheFirstOfSeveralIsSeenAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen(
            [](Pool& one) { return asCompleted(std::vector{nextOf(one)}).next()->get() == 2; });
    }));
}

TEST(CallbackCrew, F208_AWaitForRoomIsSeenAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen([](Pool& one) {
            const auto gate = Event::create().value();
            Pool other = Pool::create(
                {.workers = 1,
                    .initializer
                    = initializer([](Event& given) { test::gateOfTasks = std::move(given); }, gate),
                    .maxInFlight = 1})
                             .value();
            const auto first = other.applyAsync(test::waitAtGate);
            const auto opens
                = one.applyAsync(same, 1).then([&](const TaskResult<int>&) { gate.set(); });
            const auto second = other.applyAsync(same, 2); // finds no room before
            return first.get() == 0 && second.get() == 2;
        });
    }));
}

TEST(CallbackCrew, F208_JoiningAPoolIsSeenAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen([](Pool& one) {
            const auto gate = Event::create().value();
            Pool other = test::gatedPool(gate);
            const auto first = other.applyAsync(test::waitAtGate);
            const auto opens
                = one.applyAsync(same, 1).then([&](const TaskResult<int>&) { gate.set(); });
            other.join();
            return first.get() == 0;
        });
    }));
}

TEST(CallbackCrew, F208_TheEndOfAnExecutorIsSeenToBeWaitedForAtOnce)
{
    EXPECT_TRUE(inAProcess([] {
        return endsUnseen([](Pool& one) {
            ThreadExecutor executor = ThreadExecutor::create(1).value();
            const auto task = executor.submit([&] { return nextOf(one).get().value(); });
            executor.shutdown();
            return task.get() == 2;
        });
    }));
}

// A callback of `other` ends when the next of `one` has begun; `wait` waits for it in one of those.
bool endsUnseen(void (*wait)(CallbackCrew& other))
{
    hideWhoSleeps();
    const auto one = startedCrew();
    const auto other = startedCrew();
    std::latch begun(1);
    other->post([&] { begun.wait(); });
    one->post([&] {
        one->post([&] { begun.count_down(); });
        wait(*other);
    });
    one->waitUntilIdle();
    return !showsThreads();
}

TEST(CallbackCrew, F208_WhoWaitsForAnotherCrewIsSeenAtOnce)
{
    EXPECT_TRUE(
        inAProcess([] { return endsUnseen([](CallbackCrew& other) { other.shutdown(); }); }));
    EXPECT_TRUE(
        inAProcess([] { return endsUnseen([](CallbackCrew& other) { other.waitUntilIdle(); }); }));
}

} // namespace
} // namespace interleave
