// The threads of callbacks where there may be no more of them, or nothing is left of what they
// need.

#include "core/pool/pool.h"
#include "core/pool/wait.h"
#include "tests/support/in_a_process.h"
#include "tests/support/task_functions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <latch>
#include <memory>
#include <new>
#include <pthread.h>
#include <semaphore>
#include <sys/resource.h>
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

TEST(CallbackCrew, F207_ACallbackThatJoinsAThreadIsSeenToWaitWithoutADescriptor)
{
    EXPECT_TRUE(inAProcess([] {
        const auto crew = startedCrew();
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_NOFILE, &none);
        if (::open("/proc/self/stat", O_RDONLY | O_CLOEXEC) >= 0)
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

TEST(CallbackCrew, F392_WhatStandsBehindACallbackThatEndsItsThreadRunsInAnother)
{
    EXPECT_TRUE(inAProcess([] {
        std::latch hasRun(2);
        const auto endThread = [&] {
            CallbackCrew::runHere([&] { hasRun.count_down(); });
            CallbackCrew::runHere([&] { hasRun.count_down(); });
            ::pthread_exit(nullptr);
        };
        std::thread([&] { CallbackCrew::runHere(endThread); }).join();
        hasRun.wait();
        return true;
    }));
}

} // namespace
} // namespace interleave
